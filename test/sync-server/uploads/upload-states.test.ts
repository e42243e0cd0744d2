import { expect, it } from 'vitest'
import { progressOf, UploadStates } from '../../../sync-server/uploads/upload-states.ts'
import { FakeClock } from '../fixtures/fake-clock.ts'

function openStates() {
  const clock = new FakeClock()
  const told: string[] = []
  const states = new UploadStates(clock, courseId => told.push(courseId))
  return { clock, told, states }
}

const intro = { courseId: 'course-1', videoId: 'intro' }

it('tells a course four times a second at most, the others not at all', () => {
  const { clock, told, states } = openStates()
  for (let progress = 0; progress < 100; progress++) {
    states.set(intro, { progress, status: 'uploading' })
    clock.advance(10)
  }
  clock.advance(250)
  expect(told).toEqual(['course-1', 'course-1', 'course-1', 'course-1'])
})

it('shows what is finished for a minute, and what nobody goes on with for ten', () => {
  const { clock, states } = openStates()
  states.set(intro, { progress: 100, status: 'complete' })
  states.set({ ...intro, videoId: 'outro' }, { progress: 5, status: 'uploading' })
  clock.advance(61_000)
  expect(JSON.parse(states.textOf('course-1'))).toEqual({ outro: { progress: 5, status: 'uploading' } })
  clock.advance(10 * 60_000)
  expect(states.textOf('course-1')).toBe('{}')
})

it('shows a hundred at most, the newest', () => {
  const { states } = openStates()
  for (let number = 0; number < 150; number++) {
    states.set({ ...intro, videoId: `video-${number}` }, { progress: 1, status: 'uploading' })
  }
  const shown = Object.keys(JSON.parse(states.textOf('course-1')))
  expect([shown.length, shown[0], shown.at(-1)]).toEqual([100, 'video-50', 'video-149'])
})

it('never says 100 of what is not committed', () => {
  expect([progressOf(0, 3), progressOf(1, 3), progressOf(3, 3)]).toEqual([0, 33, 99])
})
