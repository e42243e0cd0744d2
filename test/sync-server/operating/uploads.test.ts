import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { expect, it, vi } from 'vitest'
import { addChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { addUploadedVideo } from '../uploads/fixtures/commands.ts'
import { told } from '../uploads/fixtures/fates.ts'
import { makeVideo, type Sample } from '../uploads/fixtures/sample.ts'
import { uploadFile } from '../uploads/fixtures/upload.ts'
import { newFolder, serve } from './fixtures/data-folder.ts'
import { findingsIn, lectern } from './fixtures/lectern.ts'

// A command is a process: on a busy machine it takes a second to start.
vi.setConfig({ testTimeout: 60_000 })

interface WithUpload {
  readonly dataDir: string
  readonly sample: Sample
  /** The one file of the one upload. */
  readonly file: string
}

async function makeFolderWithUpload(): Promise<WithUpload> {
  const dataDir = newFolder('data')
  const sample = await makeVideo(100)
  const server = await serve(dataDir)
  const ana = await join(server)
  const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({ sizeBytes: sample.bytes.length })])
  await uploadFile({ ...server, bytes: sample.bytes })
  await told(ana, operationId, 'stored')
  await ana.leave()
  await server.close()
  const [name = ''] = readdirSync(joinPath(dataDir, 'media'))
  return { dataDir, sample, file: joinPath(dataDir, 'media', name) }
}

it('finds files that no row knows and moves them aside, never away', async () => {
  const { dataDir } = await makeFolderWithUpload()
  const name = Buffer.from('upload-9').toString('hex')
  writeFileSync(joinPath(dataDir, 'media', name), 'orphan')
  expect(await findingsIn(dataDir)).toMatchObject([{ code: 'upload-orphaned', uploadId: 'upload-9' }])
  const mended = await lectern('doctor', '--data', dataDir, '--fix')
  expect(mended).toMatchObject({ exitCode: 0, output: expect.stringContaining('Mended. Upload upload-9') })
  expect(readFileSync(joinPath(dataDir, 'aside', name), 'utf8')).toBe('orphan')
  expect(await findingsIn(dataDir, { isDeep: true })).toEqual([])
})

it('finds files that are missing, cut, or, reading every byte, changed', async () => {
  const { dataDir, file, sample } = await makeFolderWithUpload()
  const changed = Buffer.from(sample.bytes)
  changed.writeUInt8((changed.at(-1) ?? 0) ^ 1, changed.length - 1)
  writeFileSync(file, changed)
  expect(await findingsIn(dataDir)).toEqual([])
  expect(await findingsIn(dataDir, { isDeep: true })).toMatchObject([{ code: 'upload-wrong-content' }])
  writeFileSync(file, changed.subarray(1))
  expect(await findingsIn(dataDir)).toMatchObject([{ code: 'upload-wrong-size' }])
  rmSync(file)
  expect(await findingsIn(dataDir)).toMatchObject([{ code: 'upload-missing' }])
})

it('backs up and restores the files of uploads, and says which one the folder itself has lost', async () => {
  const { dataDir, file, sample } = await makeFolderWithUpload()
  const [backup, restored] = [newFolder('backup'), newFolder('data')]
  expect(await lectern('backup', '--data', dataDir, '--to', backup)).toMatchObject({ exitCode: 0 })
  expect(await lectern('restore', '--from', backup, '--data', restored)).toMatchObject({ exitCode: 0 })
  expect(await findingsIn(restored, { isDeep: true })).toEqual([])
  const server = await serve(restored)
  const media = await fetch(`${server.url}/media/upload-1?device=ana`)
  expect(Buffer.from(await media.arrayBuffer()).equals(sample.bytes)).toBe(true)

  renameSync(file, `${file}-lost`)
  const second = newFolder('backup')
  const told = await lectern('backup', '--data', dataDir, '--to', second)
  expect(told).toMatchObject({ exitCode: 1, output: expect.stringContaining('Upload upload-1: its file is missing') })
  expect(await lectern('restore', '--from', second, '--data', newFolder('data'))).toMatchObject({ exitCode: 0 })
})

it('takes a file from the beginning again whose upload was under way when the backup was made', async () => {
  const [dataDir, backup, restored] = [newFolder('data'), newFolder('backup'), newFolder('data')]
  const { bytes } = await makeVideo(2000)
  const server = await serve(dataDir)
  const ana = await join(server)
  const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({ sizeBytes: bytes.length })])
  await told(ana, operationId, 'committed')
  const half = { ...server, bytes, chunkSize: 50_000 }
  expect(await uploadFile({ ...half, onChunk: upload => void upload.abort() })).toBe('aborted')
  expect(await lectern('backup', '--data', dataDir, '--to', backup)).toMatchObject({ exitCode: 0 })
  await ana.leave()

  expect(await lectern('restore', '--from', backup, '--data', restored)).toMatchObject({ exitCode: 0 })
  const again = await serve(restored)
  const back = await join(again)
  expect(await uploadFile({ ...again, bytes, isResumed: true })).toBe('done')
  await told(back, operationId, 'stored')
  expect(await findingsIn(restored, { isDeep: true })).toEqual([])
})
