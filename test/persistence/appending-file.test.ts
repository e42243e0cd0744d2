import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { AppendingFile } from '../../persistence/files/appending-file.ts'
import { DiskTurns } from '../../persistence/files/disk-turns.ts'
import { makeDataDir } from './fixtures-sqlite/data-dir.ts'

const megabyte = 1024 * 1024

/** A real file whose syncs do what the test says, each in its turn. */
async function openUpload(turns: DiskTurns, datasync: () => Promise<void>) {
  const dir = makeDataDir()
  const data = await open(join(dir, 'data'), 'w+')
  const record = await open(join(dir, 'record'), 'w+')
  const told: number[] = []
  const file = new AppendingFile({
    data: { writev: data.writev.bind(data), truncate: data.truncate.bind(data), datasync },
    ...{ record, turns, offset: 0, isHeld: false },
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
  const { file, told, sizeOf, close } = await openUpload(new DiskTurns(), failing)
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
  const turns = new DiskTurns()
  const uploads = await Promise.all(Array.from({ length: 3 }, () => openUpload(turns, counted)))
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
  const { file, told, close } = await openUpload(new DiskTurns(), async () => {})
  const chunk = Buffer.alloc(64 * 1024)
  await file.push(chunk)
  await file.end()

  expect(told).toEqual([64 * 1024])
  expect(chunk.byteLength).toBe(0)
  await close()
})
