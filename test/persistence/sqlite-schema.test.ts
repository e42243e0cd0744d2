/** The database as other programs see it, and which databases and libraries are refused. */
import { writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../persistence/sqlite/migrations.ts'
import { ana, CourseAuthor, chapter, ledgerEntry, operationIdOf, rejection, video } from './fixtures.ts'
import { makeDataDir, openStore, queryDatabase, withDatabase } from './fixtures-sqlite/data-dir.ts'

describe('the SQLite database, read with plain SQL', () => {
  it('[P1] has one row for each thing a course is made of', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir })
    const deleted = { by: ana, at: 5, operationId: operationIdOf(1) }
    const source = { kind: 'upload', uploadId: 'u1', fileName: 'a.mp4', sizeBytes: 12, type: 'video/mp4' } as const
    const captions = [{ uploadId: 'u2', language: 'en', fileName: 'a.vtt' }]
    const chapters = [chapter('basics'), chapter('old', { deleted: { ...deleted, videoIds: ['b'] } })]
    const videos = [video('a', { source, captions }), video('b', { place: ['old', 'a1'], deleted })]
    await store.commit([new CourseAuthor().save({ rows: { course: { title: 'Algebra' }, chapters, videos }, at: 9 })])

    const read = (sql: string) => queryDatabase(dataDir, sql)
    expect(read('SELECT id, title, epoch, revision, updated_at FROM courses')).toEqual([
      { id: 'course-1', title: 'Algebra', epoch: 'epoch-1', revision: 1, updated_at: 9 },
    ])
    expect(
      read(`SELECT id, deleted_at, deleted_by_name, deleted_video_ids FROM chapters WHERE course_id = 'course-1'`),
    ).toEqual([
      { id: 'basics', deleted_at: null, deleted_by_name: null, deleted_video_ids: null },
      { id: 'old', deleted_at: 5, deleted_by_name: 'Ana', deleted_video_ids: '["b"]' },
    ])
    expect(
      read(`SELECT id, chapter_id, source_kind, upload_id, size_bytes, media_type, captions, deleted_at, deleted_operation_id
        FROM videos WHERE course_id = 'course-1'`),
    ).toEqual([
      {
        ...{
          id: 'a',
          chapter_id: 'basics',
          source_kind: 'upload',
          upload_id: 'u1',
          size_bytes: 12,
          media_type: 'video/mp4',
        },
        ...{ captions: JSON.stringify(captions), deleted_at: null, deleted_operation_id: null },
      },
      {
        ...{ id: 'b', chapter_id: 'old', source_kind: null, upload_id: null, size_bytes: null, media_type: null },
        ...{ captions: null, deleted_at: 5, deleted_operation_id: operationIdOf(1) },
      },
    ])
  })

  it('[P1] has the ledger, with commands and answers as JSON that SQL can look into', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir })
    const author = new CourseAuthor()
    await store.commit([author.save({ at: 9 }), author.reject(rejection(7))])

    const sql = `SELECT operation_id, device, status, revision, commands ->> '$[0].type' AS command,
      ack ->> '$.error.code' AS error FROM operations ORDER BY number`
    const common = { device: 'laptop', revision: 1, command: 'rename-chapter' }
    expect(queryDatabase(dataDir, sql)).toEqual([
      { ...common, operation_id: operationIdOf(1), status: 'stored', error: null },
      { ...common, operation_id: operationIdOf(7), status: 'rejected', error: 'out-of-schema' },
    ])
  })

  it('[A7] records for whose session a change was made that no command names', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir })
    const unclaimed = [{ entity: 'chapter', id: 'basics', fields: ['title', 'position'] } as const]
    await store.commit([new CourseAuthor().save({ operations: [], unclaimed, userId: 'mallory' })])

    expect(queryDatabase(dataDir, 'SELECT * FROM unclaimed')).toEqual([
      {
        ...{ course_id: 'course-1', revision: 1, entity: 'chapter', entity_id: 'basics' },
        ...{ user_id: 'mallory', fields: '["title","position"]' },
      },
    ])
  })

  it('[P5] keeps one snapshot of a course and nothing of the ones before', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir })
    const author = new CourseAuthor()
    for (const title of ['A', 'B']) {
      await store.commit([author.save({ info: { title, description: 'x'.repeat(600_000) } })])
      await store.compact('course-1')
    }

    expect(queryDatabase(dataDir, 'SELECT revision FROM snapshots')).toEqual([{ revision: 2 }])
    expect(queryDatabase(dataDir, 'SELECT DISTINCT revision FROM snapshot_parts')).toEqual([{ revision: 2 }])
    expect(queryDatabase(dataDir, 'SELECT revision FROM updates')).toEqual([{ revision: 1 }, { revision: 2 }])
  })

  it('[P5] removes what a compaction that was cut off has left', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir })
    const author = new CourseAuthor()
    await store.commit([author.save(), author.save()])
    withDatabase(dataDir, database => {
      const insert = database.prepare(`INSERT INTO snapshot_parts VALUES ('course-1', ?, 0, x'00', NULL)`)
      for (const revision of [1, 2]) insert.run(revision)
    })

    await store.compact('course-1')

    expect(queryDatabase(dataDir, 'SELECT revision, part FROM snapshot_parts')).toEqual([{ revision: 2, part: 0 }])
    expect(await store.loadUpdates('course-1', 0)).toMatchObject([{ isSnapshot: true, revision: 2 }])
  })

  it('[A7] stores nothing of a group in which something is wrong that nobody expected, and keeps the stack', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir })
    const twice = new CourseAuthor('b').save({ operations: [ledgerEntry(1), ledgerEntry(1)] })

    const error = await store.commit([new CourseAuthor('a').save(), twice]).catch((thrown: unknown) => thrown)

    expect(error).toMatchObject({ name: 'Error', message: expect.stringContaining('UNIQUE') })
    expect(error).toHaveProperty('stack', expect.stringContaining('committing.ts'))
    expect(queryDatabase(dataDir, 'SELECT * FROM courses')).toEqual([])
    expect(await store.commit([new CourseAuthor('a').save()])).toMatchObject([{ status: 'committed' }])
  })
})

describe('SQLite databases and libraries that are refused', () => {
  it('[P3] refuses a database that a newer Lectern has written, in words that say so, and leaves it free', async () => {
    const dataDir = makeDataDir()
    await (await openStore({ dataDir })).close()
    withDatabase(dataDir, database => database.exec('PRAGMA user_version = 99'))

    const refusal = { code: 'store-version', message: expect.stringContaining('schema 99') }
    await expect(openStore({ dataDir })).rejects.toMatchObject(refusal)
    await expect(openStore({ dataDir })).rejects.toMatchObject(refusal)
  })

  it.each(['3.51.2', '3.50.9', '2.99.99'])(
    '[P2] refuses SQLite %s, which can corrupt a write-ahead log',
    async sqliteVersion => {
      await expect(openStore({ dataDir: makeDataDir(), sqliteVersion })).rejects.toMatchObject({
        code: 'store-version',
      })
    },
  )

  it.each(['3.51.3', '3.52.0', '4.0.0'])('[P2] takes SQLite %s', async sqliteVersion => {
    await expect(openStore({ dataDir: makeDataDir(), sqliteVersion })).resolves.toBeDefined()
  })

  it('[P3] says that a file is not a database', async () => {
    const dataDir = makeDataDir()
    writeFileSync(`${dataDir}/lectern.db`, 'This is a text. '.repeat(1000))

    await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'store-corrupt' })
  })

  it('[P1] changes nothing in a database that is up to date', () => {
    const database = new DatabaseSync(':memory:')
    migrate(database)
    const schema = () => database.prepare('SELECT name, sql FROM sqlite_schema').all()
    const before = schema()

    migrate(database)

    expect(schema()).toEqual(before)
    expect(before.length).toBeGreaterThan(8)
  })
})
