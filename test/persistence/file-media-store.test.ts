import { appendFileSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openFileMediaStore } from '../../persistence/files/media-store.ts'
import { canTrace } from '../can-trace.ts'
import { makeDataDir } from './fixtures-sqlite/data-dir.ts'
import { traceSyncs } from './fixtures-sqlite/trace.ts'
import { chunksOf, mediaStoreContract, textOf } from './media-store-contract.ts'

mediaStoreContract('the local disk', maxBytes => {
  const dataDir = makeDataDir()
  const limit = maxBytes === undefined ? {} : { maxBytes }
  return { media: openFileMediaStore({ dataDir, ...limit }), reopen: () => openFileMediaStore({ dataDir }) }
})

function fileOf(dataDir: string, uploadId: string): string {
  return join(dataDir, 'uploads', Buffer.from(uploadId).toString('hex'))
}

it('counts only what was synced: what a power loss left after it is written over', async () => {
  const dataDir = makeDataDir()
  const media = openFileMediaStore({ dataDir })
  await media.append('intro', { offset: 0, bytes: chunksOf('Hello') })
  appendFileSync(fileOf(dataDir, 'intro'), '\0\0\0\0\0\0\0\0\0\0')

  expect(await media.find('intro')).toEqual({ storedBytes: 5, isFinished: false })
  await media.append('intro', { offset: 5, bytes: chunksOf('!') })
  await media.finish('intro')

  expect(await media.find('intro')).toEqual({ storedBytes: 6, isFinished: true })
  expect(await textOf(media.read('intro', { start: 0, end: 6 }))).toBe('Hello!')
})

it('goes on where a file ends that somebody has cut', async () => {
  const dataDir = makeDataDir()
  const media = openFileMediaStore({ dataDir })
  await media.append('intro', { offset: 0, bytes: chunksOf('Hello') })
  truncateSync(fileOf(dataDir, 'intro'), 2)

  expect(await media.find('intro')).toEqual({ storedBytes: 2, isFinished: false })
  expect(await media.append('intro', { offset: 2, bytes: chunksOf('y') })).toBe(3)
})

it('leaves no file behind', async () => {
  const dataDir = makeDataDir()
  const media = openFileMediaStore({ dataDir })
  for (const id of ['a', 'b']) await media.append(id, { offset: 0, bytes: chunksOf(id) })
  await media.finish('b')
  for (const id of ['a', 'b']) await media.remove(id)

  expect(readdirSync(join(dataDir, 'uploads'))).toEqual([])
  expect(readdirSync(join(dataDir, 'media'))).toEqual([])
})

const removalScript = fileURLToPath(new URL('./fixtures-sqlite/remove-uploads.ts', import.meta.url))

it.skipIf(!canTrace)(
  '[U2] brings no removed bytes back after a power loss: their folders are synced (seen by strace)',
  () => {
    const dataDir = makeDataDir()
    expect([...traceSyncs(removalScript, dataDir)]).toEqual([
      ['requested finished', [join(dataDir, 'media')]],
      ['requested unfinished', [join(dataDir, 'uploads')]],
      ['requested unknown', []],
    ])
  },
)

it('is never without the bytes of an upload while they are moved to where they end', async () => {
  const media = openFileMediaStore({ dataDir: makeDataDir() })
  for (let upload = 0; upload < 20; upload++) {
    const uploadId = `upload-${upload}`
    await media.append(uploadId, { offset: 0, bytes: chunksOf('Hello') })
    const finishing = media.finish(uploadId)
    const looks = Array.from({ length: 20 }, () => media.find(uploadId))
    for (const found of await Promise.all(looks)) expect(found?.storedBytes).toBe(5)
    await finishing
  }
})
