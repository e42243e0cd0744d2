import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, vi } from 'vitest'
import { addChapter, addVideo } from '../fixtures/commands.ts'
import { join, type TestClient } from '../fixtures/test-client.ts'
import { makeDataFolder, newFolder, serve } from './fixtures/data-folder.ts'
import { findingsIn, lectern } from './fixtures/lectern.ts'

// A command is a process: on a busy machine it takes a second to start.
vi.setConfig({ testTimeout: 60_000 })

function storedIn(dir: string): string[] {
  const database = new DatabaseSync(joinPath(dir, 'lectern.db'), { readOnly: true })
  try {
    return database
      .prepare(`SELECT operation_id FROM operations WHERE status = 'stored'`)
      .all()
      .map(row => String(row['operation_id']))
  } finally {
    database.close()
  }
}

/** Saves one after the other. @returns how to stop */
function keepSaving(author: TestClient): { readonly acked: string[]; readonly stop: () => Promise<void> } {
  const acked: string[] = []
  let isOver = false
  const work = async () => {
    for (let video = 0; !isOver; video++) {
      acked.push((await author.store([addVideo(`video-${video}`, 'basics')])).operationId)
    }
  }
  const saving = work()
  return {
    acked,
    stop: () => {
      isOver = true
      return saving
    },
  }
}

it('[P2] backs up beside an author who saves: all that was acknowledged before is in it, and it is sound', async () => {
  const dataDir = newFolder('data')
  const to = newFolder('backup')
  const server = await serve(dataDir)
  const ana = await join(server)
  await ana.store([addChapter('basics')])
  const saving = keepSaving(ana)
  await expect.poll(() => saving.acked.length).toBeGreaterThan(50)

  const before = [...saving.acked]
  const made = await lectern('backup', '--data', dataDir, '--to', to)
  const during = saving.acked.length - before.length
  await saving.stop()

  expect(made).toMatchObject({ exitCode: 0, complaint: '' })
  expect(during).toBeGreaterThan(0)
  expect(storedIn(to)).toEqual(expect.arrayContaining(before))
  expect(await findingsIn(to, { isDeep: true })).toEqual([])
  expect(await findingsIn(dataDir)).toEqual([])
})

it('writes over nothing, and leaves nothing where it did not come to an end', async () => {
  const dataDir = await makeDataFolder()
  const to = newFolder('backup')
  // As one that was cut off has left it.
  mkdirSync(`${to}.unfinished`)
  writeFileSync(`${to}.unfinished/lectern.db`, 'half')
  expect(await lectern('backup', '--data', dataDir, '--to', to)).toMatchObject({ exitCode: 0 })
  const manifest = readFileSync(joinPath(to, 'manifest.json'), 'utf8')
  expect(await lectern('backup', '--data', dataDir, '--to', to)).toMatchObject({ exitCode: 2 })
  expect(readFileSync(joinPath(to, 'manifest.json'), 'utf8')).toBe(manifest)

  const path = joinPath(dataDir, 'lectern.db')
  writeFileSync(path, readFileSync(path).subarray(0, 8192))
  const failed = await lectern('backup', '--data', dataDir, '--to', `${to}-2`)
  expect(failed).toMatchObject({ exitCode: 2 })
  expect(readdirSync(joinPath(to, '..'))).toEqual(['backup'])
})

it('refuses what is no data folder, and says how it is called', async () => {
  const dataDir = newFolder('data')
  expect(await lectern('backup', '--data', dataDir, '--to', newFolder('backup'))).toMatchObject({ exitCode: 2 })
  expect(await lectern('backup', '--data', dataDir)).toMatchObject({ exitCode: 2 })
  expect(await lectern('sell')).toMatchObject({ exitCode: 2, complaint: expect.stringContaining('Usage') })
  expect(await lectern('--help')).toMatchObject({ exitCode: 0, output: expect.stringContaining('Usage') })
})
