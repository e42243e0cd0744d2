import { describe, expect, it } from 'vitest'
import { totalDuration } from '../../../../app/screens/course/outline/durations.ts'
import { clockText } from '../../../../app/text/media.ts'
import { courseOf } from './outline-fixtures.ts'

const videos = [...courseOf({ A: ['1', '2'] }).videos.values()]

describe('The length of a chapter', () => {
  it('is known where that of every video is', () => {
    expect(totalDuration(videos, id => Number(id) * 60)).toBe(180)
    expect(totalDuration(videos, id => (id === '1' ? 60 : undefined))).toBeUndefined()
    expect(totalDuration([], () => 60)).toBeUndefined()
  })

  it('is written as on a clock', () => {
    expect([0, 59.4, 245, 3723].map(clockText)).toEqual(['0:00', '0:59', '4:05', '1:02:03'])
  })
})
