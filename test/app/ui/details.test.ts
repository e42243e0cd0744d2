import { describe, expect, it } from 'vitest'
import { detailsOf } from '../../../app/components/details/details-of.ts'
import { sizeText } from '../../../app/text/details.ts'
import { applyCommand } from '../../../course/apply-command.ts'
import type { Command } from '../../../course/command.ts'
import { ana, course, operationId } from './session-fixtures.ts'

const intro = { kind: 'video', id: 'intro' } as const
const after = (command: Command) => applyCommand(course, command, { by: ana, at: 0, operationId })
const linkTo = (url: string) =>
  after({ type: 'replace-video', videoId: 'intro', source: { kind: 'link', url }, was: null })

describe('the details of what is in hand', () => {
  it('says where a chapter and a video are', () => {
    expect(detailsOf([intro], course)).toMatchObject({
      title: 'Intro',
      facts: [
        { name: 'Kind', value: 'Video' },
        { name: 'Place', value: '1 of 2 in "Basics"' },
        { name: 'File', value: 'No file or link yet' },
      ],
    })
    expect(detailsOf([{ kind: 'chapter', id: 'joints' }], course)?.facts).toContainEqual({
      ...{ name: 'Place', value: '2 of 2 chapters' },
    })
  })

  it('counts what is selected', () => {
    const rows = [intro, { kind: 'video', id: 'outro' }, { kind: 'chapter', id: 'joints' }] as const
    expect(detailsOf(rows, course)?.title).toBe('1 chapter and 2 videos selected')
  })

  it('offers only addresses that are safe to open', () => {
    expect(detailsOf([intro], linkTo('https://video.example/a'))?.link?.host).toBe('video.example')
    expect(detailsOf([intro], linkTo('javascript:alert(1)'))?.link).toBeUndefined()
  })

  it('[C3] says who deleted what is in the trash', () => {
    const details = detailsOf([intro], after({ type: 'delete-video', videoId: 'intro' }))
    expect(details?.isTrashed).toBe(true)
    expect(details?.facts[1]?.value).toMatch(/^In the trash\. Ana deleted it on /)
  })

  it('[C3] has nothing to say of what is not there any more', () => {
    expect(detailsOf([{ kind: 'video', id: 'gone' }], course)).toBeUndefined()
  })
})

it.each([
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2_340_000_000, '2.3 GB'],
])('writes %i bytes as %s', (sizeBytes, text) => {
  expect(sizeText(sizeBytes)).toBe(text)
})
