import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { openSqliteCourseStore } from '../../../persistence/sqlite/course-store.ts'
import { type DeleteRange, readDeleteSet } from '../../../sync-server/gate/delete-ranges.ts'
import { encodeDeletes } from '../../../sync-server/gate/read-update.ts'
import { renameChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { makeDataFolder, runSql, serve } from './fixtures/data-folder.ts'
import { findingsIn, lectern } from './fixtures/lectern.ts'

// A command is a process: on a busy machine it takes a second to start.
vi.setConfig({ testTimeout: 60_000 })

const course = { courseId: 'course-1' }

/** Changes the database's file where no program would. */
function changeFile(dataDir: string, change: (bytes: Buffer) => void): void {
  const path = joinPath(dataDir, 'lectern.db')
  const bytes = readFileSync(path)
  change(bytes)
  writeFileSync(path, bytes)
}

function rootPageOf(dataDir: string, table: string): number {
  const database = new DatabaseSync(joinPath(dataDir, 'lectern.db'), { readOnly: true })
  try {
    return Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.['rootpage'])
  } finally {
    database.close()
  }
}

/** Where the text stands in the database's file. */
function placesOf(dataDir: string, text: string): number[] {
  const bytes = readFileSync(joinPath(dataDir, 'lectern.db'))
  const places: number[] = []
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) places.push(at)
  return places
}

/** Says in the log that an update deleted this too. */
function noteDeletion(dataDir: string, revision: number, range: DeleteRange): void {
  const database = new DatabaseSync(joinPath(dataDir, 'lectern.db'))
  try {
    const noted = database.prepare('SELECT delete_set FROM updates WHERE revision = ?').get(revision)?.['delete_set']
    if (!(noted instanceof Uint8Array)) throw new Error(`there is no update ${revision}`)
    const changed = encodeDeletes([...readDeleteSet(noted), range])
    database.prepare('UPDATE updates SET delete_set = ? WHERE revision = ?').run(changed, revision)
  } finally {
    database.close()
  }
}

describe('The doctor', () => {
  it('finds nothing in a folder that is as it should be, beside its server too', async () => {
    const dataDir = await makeDataFolder()
    const told = await lectern('doctor', '--data', dataDir, '--deep')
    expect(told).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^All is well .*1 courses, 3 updates/) })

    const server = await serve(dataDir)
    const ana = await join(server)
    await ana.store([renameChapter('basics', 'Foundations')])
    expect(await lectern('doctor', '--data', dataDir)).toMatchObject({ exitCode: 0 })
    expect(await lectern('doctor', '--data', dataDir, '--fix')).toMatchObject({
      exitCode: 2,
      complaint: expect.stringContaining('another server already uses'),
    })
  })

  it('finds nothing where two wrote one title at the same time, and that a noted deletion is none', async () => {
    const dataDir = await makeDataFolder()
    const server = await serve(dataDir)
    const [ana, bo] = [await join(server), await join(server, { device: 'bo' })]
    const bos = bo.write([renameChapter('basics', 'Bo’s')])
    await ana.store([renameChapter('basics', 'Ana’s')])
    bo.sendUpdate(bos.update)
    await bo.ack(bos.operationId)
    await server.close()
    expect(await findingsIn(dataDir)).toEqual([])

    // Among these is the record of his save, which nobody deleted.
    noteDeletion(dataDir, 5, { clientId: bo.doc.clientID, start: 0, end: 2 })
    expect(await findingsIn(dataDir)).toMatchObject([{ code: 'update-facts-differ', revision: 5 }])
  })

  it('finds a page whose bytes were changed', async () => {
    const dataDir = await makeDataFolder()
    const page = rootPageOf(dataDir, 'operations_history')
    changeFile(dataDir, bytes => bytes.fill(0xff, (page - 1) * 4096, (page - 1) * 4096 + 1))
    const { exitCode, output } = await lectern('doctor', '--data', dataDir, '--json')
    expect(exitCode).toBe(1)
    const { findings } = JSON.parse(output)
    expect(findings).toContainEqual({
      code: 'database-damaged',
      what: expect.any(String),
      sentence: expect.stringMatching(/^The database file is damaged: /),
    })
  })

  it('[P1] finds a letter that was changed in a title, wherever it is kept: log, ledger or rows', async () => {
    const dataDir = await makeDataFolder()
    const places = placesOf(dataDir, 'Video intro')
    // The record and the field in the update, the command in the ledger, the row.
    expect(places.length).toBeGreaterThanOrEqual(4)
    for (const place of places) {
      changeFile(dataDir, bytes => bytes.write('W', place))
      const findings = await findingsIn(dataDir)
      expect(findings.length, `byte ${place}`).toBeGreaterThan(0)
      for (const finding of findings) expect(finding).toMatchObject(course)
      changeFile(dataDir, bytes => bytes.write('V', place))
    }
    expect(await findingsIn(dataDir)).toEqual([])
  })

  it('[P1] finds rows that were changed by hand, and writes them anew from the document, keeping the old ones', async () => {
    const dataDir = await makeDataFolder()
    runSql(dataDir, `UPDATE videos SET title = 'Mine' WHERE id = 'intro'; DELETE FROM chapters`)
    runSql(dataDir, `INSERT INTO chapters (course_id, id, title, position) VALUES ('course-1', 'stray', '', 'a0')`)
    const found = await findingsIn(dataDir)
    expect(found).toHaveLength(3)
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'rows-differ', entity: 'video', id: 'intro', fields: ['title'] }),
        expect.objectContaining({ code: 'rows-differ', entity: 'chapter', id: 'basics', how: 'row-missing' }),
        expect.objectContaining({ code: 'rows-differ', entity: 'chapter', id: 'stray', how: 'row-without-entity' }),
      ]),
    )

    expect(await lectern('doctor', '--data', dataDir, '--fix')).toMatchObject({ exitCode: 0 })
    expect(await findingsIn(dataDir)).toEqual([])
    expect(readFileSync(joinPath(dataDir, 'aside', 'rows-course-1.json'), 'utf8')).toContain('Mine')
    const server = await serve(dataDir)
    const details = await (await fetch(`${server.url}/api/courses/course-1`)).json()
    expect(details.chapters).toMatchObject([{ id: 'basics', videos: [{ title: 'Video intro' }, { id: 'outro' }] }])
  })

  it('[P1] finds an update that is missing from the log, and leaves the rows alone, which may be all there is', async () => {
    const dataDir = await makeDataFolder()
    runSql(dataDir, 'DELETE FROM updates WHERE revision = 2')
    const found = await findingsIn(dataDir)
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'updates-missing', from: 2, to: 2, isInSnapshot: false }),
        expect.objectContaining({ code: 'document-incomplete' }),
        expect.objectContaining({ code: 'rows-differ', id: 'intro', how: 'row-without-entity' }),
      ]),
    )
    expect(await lectern('doctor', '--data', dataDir, '--fix')).toMatchObject({ exitCode: 1 })
    expect(await findingsIn(dataDir)).toEqual(found)
  })

  it('finds what is noted beside an update and is not in it', async () => {
    const dataDir = await makeDataFolder()
    runSql(dataDir, `UPDATE updates SET delete_set = x'0101010101' WHERE revision = 2`)
    runSql(dataDir, `UPDATE updates SET state_vector = x'00' WHERE revision = 3`)
    expect(await findingsIn(dataDir)).toMatchObject([
      { code: 'update-facts-differ', revision: 2 },
      { code: 'update-facts-differ', revision: 3 },
    ])
  })

  it('finds a snapshot that is damaged, or leads to another course than the log', async () => {
    const dataDir = await makeDataFolder()
    const store = await openSqliteCourseStore({ dataDir, stretchedLogBytes: 0 })
    await store.compact('course-1')
    await store.close()
    expect(await findingsIn(dataDir)).toEqual([])

    runSql(dataDir, `UPDATE snapshot_parts SET checksum = NULL, bytes = CAST(replace(bytes, 'outro', 'intro') AS BLOB)`)
    expect(await findingsIn(dataDir)).not.toEqual([])
    runSql(dataDir, `UPDATE snapshot_parts SET bytes = x'01'`)
    expect(await findingsIn(dataDir)).toContainEqual(expect.objectContaining({ code: 'snapshot-damaged', revision: 3 }))
  })

  it('[A4] finds an operation that the ledger has lost, and one whose fate is impossible', async () => {
    const dataDir = await makeDataFolder()
    runSql(dataDir, `UPDATE operations SET status = 'committed' WHERE revision = 2`)
    runSql(dataDir, 'DELETE FROM operations WHERE revision = 3')
    expect(await findingsIn(dataDir)).toMatchObject([
      { code: 'operation-impossible' },
      { code: 'operation-not-in-ledger' },
      { code: 'ledger-count', expected: 3, found: 2 },
    ])
  })

  it('[A5] finds an acknowledgement whose events or results are not those of its commands', async () => {
    const dataDir = await makeDataFolder()
    runSql(dataDir, `UPDATE operations SET ack = replace(ack, 'basics', 'basicz') WHERE revision = 1`)
    runSql(dataDir, `UPDATE operations SET ack = replace(ack, 'applied', 'aqplied') WHERE revision = 2`)
    expect(await findingsIn(dataDir)).toMatchObject([
      { code: 'operation-impossible' },
      { code: 'operation-impossible' },
    ])
  })

  it('finds a course whose rows cannot be read, and looks at the others', async () => {
    const dataDir = await makeDataFolder()
    runSql(dataDir, `UPDATE operations SET commands = '[' WHERE revision = 1`)
    expect(await findingsIn(dataDir)).toMatchObject([{ code: 'course-unreadable', ...course }])
    expect(readdirSync(dataDir)).not.toContain('aside')
  })
})
