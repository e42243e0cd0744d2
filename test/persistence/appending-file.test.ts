import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CommitPriority } from '../../persistence/commit-priority.ts'
import { AppendingFile } from '../../persistence/files/appending-file.ts'
import { DiskTurns } from '../../persistence/files/disk-turns.ts'
import { makeDataDir } from './fixtures-sqlite/data-dir.ts'

const megabyte = 1024 * 1024

/** What all uploads of a store share. */
function disk() {
  const commits = new CommitPriority()
  return { commits, turns: new DiskTurns(commits) }
}

/** A real file whose syncs do what the test says, each in its turn. */
async function openUpload(datasync: () => Promise<void>, { commits, turns } = disk()) {
  const dir = makeDataDir()
  const data = await open(join(dir, 'data'), 'w+')
  const record = await open(join(dir, 'record'), 'w+')
  const told: number[] = []
  const file = new AppendingFile({
    data: { writev: data.writev.bind(data), truncate: data.truncate.bind(data), datasync },
    ...{ record, commits, turns, offset: 0, isHeld: false },
    onStored: storedBytes => told.push(storedBytes),
    reserve: () => {},
    monotonicMs: () => 0,
  })
  const sizeOf = async () => (await data.stat()).size
  const close = () => Promise.all([data.close(), record.close()])
  return { file, told, sizeOf, close }
}

it('counts nothing after a sync that failed, though the next one would say that all is well', async () => {
  let syncs = 0
  const failing = async () => {
    syncs++
    if (syncs === 2) throw new Error('EIO')
  }
  const { file, told, sizeOf, close } = await openUpload(failing)
  const pushAll = async () => {
    for (let pushed = 0; pushed < 64; pushed++) await file.push(Buffer.alloc(megabyte))
    await file.end()
  }

  await expect(pushAll()).rejects.toThrow('EIO')
  await file.salvage()

  expect(syncs).toBe(2)
  expect(told).toHaveLength(1)
  expect(file.storedBytes).toBe(told[0])
  expect(await sizeOf()).toBe(told[0])
  await close()
})

it('syncs one upload at a time: a save then waits for one of them at most', async () => {
  let running = 0
  let most = 0
  const counted = async () => {
    most = Math.max(most, ++running)
    await new Promise(setImmediate)
    running--
  }
  const shared = disk()
  const uploads = await Promise.all(Array.from({ length: 3 }, () => openUpload(counted, shared)))
  await Promise.all(
    uploads.map(async ({ file }) => {
      for (let pushed = 0; pushed < 12; pushed++) await file.push(Buffer.alloc(megabyte))
      await file.end()
    }),
  )

  expect(most).toBe(1)
  expect(uploads.map(({ told }) => told.at(-1))).toEqual([12, 12, 12].map(size => size * megabyte))
  for (const { close } of uploads) await close()
})

it('gives the memory of what it has written back at once', async () => {
  const { file, told, close } = await openUpload(async () => {})
  const chunk = Buffer.alloc(64 * 1024)
  await file.push(chunk)
  await file.end()

  expect(told).toEqual([64 * 1024])
  expect(chunk.byteLength).toBe(0)
  await close()
})

it('writes and syncs nothing while a commit is under way, then goes on, also where it has failed', async () => {
  const shared = disk()
  let syncs = 0
  const counted = async () => {
    syncs++
  }
  const { file, told, sizeOf, close } = await openUpload(counted, shared)
  const { promise: commit, reject } = Promise.withResolvers<never>()
  const committing = shared.commits.during(() => commit)
  await file.push(Buffer.alloc(megabyte))
  const ending = file.end()
  // A turn of the disk's own: what was on its way to it would have come.
  await new Promise(resolve => setTimeout(resolve, 50))
  expect([syncs, await sizeOf()]).toEqual([0, 0])

  reject(new Error('disk full'))
  await expect(committing).rejects.toThrow('disk full')
  await ending
  expect(told).toEqual([megabyte])
  await close()
})

it('syncs little at once where somebody saves', async () => {
  const shared = disk()
  const { file, told, close } = await openUpload(async () => {}, shared)
  const mostAtOnce = async () => {
    const from = file.storedBytes
    told.length = 0
    for (let pushed = 0; pushed < 128; pushed++) await file.push(Buffer.alloc(megabyte / 16))
    await file.end()
    return Math.max(...told.map((storedBytes, index) => storedBytes - (told[index - 1] ?? from)))
  }
  expect(await mostAtOnce()).toBeGreaterThanOrEqual(4 * megabyte)
  await shared.commits.during(async () => {})
  expect(await mostAtOnce()).toBeLessThanOrEqual(megabyte / 2)
  await close()
})
