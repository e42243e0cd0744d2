/** One bit of the database's file changed while no server ran. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes } from '../../course/wire/close-code.ts'
import { courseIdOf } from '../../sync-server/operating/finding.ts'
import { comeBack, readAfresh } from './coming-back.ts'
import { openLink } from './course-link.ts'
import type { CrashAuthor } from './crash-author.ts'
import { connectAll, makeAuthors, makeDataDir, openSessionAuthor, startTestServer } from './data-dir.ts'
import { findingsOf } from './findings.ts'
import { flipBit } from './flipped-bits.ts'
import type { ServerProcess } from './server-process.ts'

/** How many of an author's saves are offered again. */
const offeredAgain = 5

/** Two authors in the course whose bit is flipped, one in another. @param isDone whether they have saved enough */
async function saveUntil(dataDir: string, isDone: (author: CrashAuthor) => boolean): Promise<readonly CrashAuthor[]> {
  const server = await startTestServer({ dataDir })
  const authors = makeAuthors(2)
  await connectAll(authors, server)
  for (const author of authors) author.keepSaving(4)
  await expect.poll(() => isDone(authors[0]), { timeout: 60_000 }).toBe(true)
  await Promise.all(authors.map(author => author.saved()))
  server.send('SIGTERM')
  await server.exited
  return authors
}

function hasSnapshot(dataDir: string, courseId: string): boolean {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { readOnly: true })
  try {
    return database.prepare('SELECT 1 FROM snapshots WHERE course_id = ?').get(courseId) !== undefined
  } finally {
    database.close()
  }
}

/** Nobody is given what was changed, and nothing is acknowledged on top of it. */
async function expectRefused(server: ServerProcess, author: CrashAuthor): Promise<void> {
  const doc = new Y.Doc()
  const reader = openLink({ url: server.url, courseId: author.courseId, doc })
  expect(await reader.closed).toBe(closeCodes.storeUnavailable)
  expect(reader.closeReason).toBe('store-corrupt')
  expect(Y.decodeStateVector(Y.encodeStateVector(doc)).size).toBe(0)
  await expect(author.connect(server.url)).rejects.toThrow()
  const refused = author.save().operation.operationId
  await author.link.closed
  expect(author.acked.has(refused)).toBe(false)
}

describe('A flipped bit', () => {
  const cases = [
    { where: 'a stored update', table: 'updates', found: { code: 'update-unreadable', revision: 1 } },
    { where: 'a snapshot', table: 'snapshot_parts', found: { code: 'snapshot-damaged' } },
  ]
  it.each(cases)('[P3] in $where is told by the doctor, and closes that course alone', async ({ table, found }) => {
    const dataDir = makeDataDir()
    const isSnapshot = table === 'snapshot_parts'
    const isDone = ({ acked }: CrashAuthor) => (isSnapshot ? hasSnapshot(dataDir, 'course-0') : acked.size >= 10)
    const [damaged, , other] = await saveUntil(dataDir, isDone)
    if (!damaged || !other) throw new Error('there are three authors')
    expect(await findingsOf(dataDir)).toEqual([])
    flipBit(dataDir, { table, courseId: damaged.courseId, text: 'Ann' })
    const findings = await findingsOf(dataDir)
    expect(findings).toContainEqual(expect.objectContaining(found))
    expect(new Set(findings.map(courseIdOf))).toEqual(new Set(['course-0']))

    const server = await startTestServer({ dataDir })
    await expectRefused(server, damaged)
    expect(await comeBack(server, { author: other, first: other.saves.length - offeredAgain })).toEqual([])
    expect(await readAfresh(server, { author: other, count: other.saves.length })).toEqual([])
    const inApp = openSessionAuthor(server.url)
    await inApp.heard(await inApp.save())
    expect(inApp.broken).toEqual([])
  })
})
