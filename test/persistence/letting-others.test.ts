import { expect, it } from 'vitest'
import { CommitPriority } from '../../persistence/commit-priority.ts'
import { DiskTurns } from '../../persistence/files/disk-turns.ts'
import { lettingOthers } from '../../persistence/files/letting-others.ts'

const kibibyte = 1024

/** A line that always has the next bytes ready. */
async function* readyBytes(chunks: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < chunks; i++) yield new Uint8Array(64 * kibibyte).fill(i)
}

/** How often the event loop came round meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  const letIn = () => {
    turns++
    next = setImmediate(letIn)
  }
  let next = setImmediate(letIn)
  await work()
  clearImmediate(next)
  return turns
}

async function readAll(bytes: AsyncIterable<Uint8Array>, turns: DiskTurns): Promise<(number | undefined)[]> {
  const read: (number | undefined)[] = []
  for await (const chunk of lettingOthers(bytes, turns)) read.push(chunk[0])
  return read
}

it('reads all of a line that never waits, and lets others in every 256 KiB', async () => {
  const turns = new DiskTurns(new CommitPriority())
  let read: (number | undefined)[] = []
  const others = await turnsDuring(async () => {
    read = await readAll(readyBytes(40), turns)
  })

  expect(read).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect(others).toBeGreaterThanOrEqual(9)
})

it('reads from one of several fast lines between two turns', async () => {
  const turns = new DiskTurns(new CommitPriority())
  const others = await turnsDuring(() => Promise.all(Array.from({ length: 8 }, () => readAll(readyBytes(40), turns))))

  expect(others).toBeGreaterThanOrEqual(8 * 9)
})

it('reads nothing more of a fast line while a commit is under way', async () => {
  const commits = new CommitPriority()
  const { promise: commit, resolve } = Promise.withResolvers<void>()
  const committing = commits.during(() => commit)
  let taken = 0
  const reading = (async () => {
    for await (const _ of lettingOthers(readyBytes(40), new DiskTurns(commits))) taken++
  })()
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(taken).toBe(4)

  resolve()
  await Promise.all([committing, reading])
  expect(taken).toBe(40)
})
