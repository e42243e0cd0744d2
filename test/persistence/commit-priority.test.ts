import { expect, it } from 'vitest'
import { CommitPriority } from '../../persistence/commit-priority.ts'

/** What has happened, in order. */
function watch() {
  const seen: string[] = []
  const note = (what: string) => () => {
    seen.push(what)
  }
  return { seen, note }
}

/** Between a commit and its ack are promises of committer, room and audience. */
async function throughLayers(): Promise<void> {
  for (let layer = 0; layer < 20; layer++) await undefined
}

it('lets everybody by where there is no commit', async () => {
  await new CommitPriority().passed()
})

it('lets by when all commits that are under way have ended, after those who await them, in whatever way they end', async () => {
  const { seen, note } = watch()
  const commits = new CommitPriority()
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const ended = [commits.during(() => first.promise), commits.during(() => second.promise)]
  const passed = commits.passed().then(note('passed'))
  const told = ended[0]?.then(note('told'))
  const failed = ended[1]?.catch(throughLayers).then(note('failed'))

  first.resolve('stored')
  await told
  await new Promise(setImmediate)
  expect(seen).toEqual(['told'])
  second.reject(new Error('disk full'))
  await failed
  await passed
  expect(seen).toEqual(['told', 'failed', 'passed'])
})

it('lets by who waited for one, though the next has begun', async () => {
  const commits = new CommitPriority()
  const { promise, resolve } = Promise.withResolvers<void>()
  const committing = commits.during(() => promise)
  const passed = commits.passed()
  resolve()
  await committing
  void commits.during(() => new Promise(() => {}))
  await passed
})

it('expects another commit within a second of the last', async () => {
  let nowMs = 5000
  const commits = new CommitPriority(() => nowMs)
  expect(commits.isExpected).toBe(false)
  const { promise, resolve } = Promise.withResolvers<void>()
  const committing = commits.during(() => promise)
  nowMs += 3000
  expect(commits.isExpected).toBe(true)
  resolve()
  await committing
  nowMs += 999
  expect(commits.isExpected).toBe(true)
  nowMs += 1
  expect(commits.isExpected).toBe(false)
})
