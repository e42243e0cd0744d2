/** What survives: power loss as far as the operating system can tell, a full disk, a dead thread, a reopening. */
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openConnection } from '../../persistence/sqlite/connection.ts'
import { canTrace } from '../can-trace.ts'
import { CourseAuthor, chapter, video } from './fixtures.ts'
import { makeDataDir, openStore, queryDatabase } from './fixtures-sqlite/data-dir.ts'
import { traceSyncs } from './fixtures-sqlite/trace.ts'

const groupsScript = fileURLToPath(new URL('./fixtures-sqlite/commit-groups.ts', import.meta.url))

describe('SQLite and power loss', () => {
  it.skipIf(!canTrace)(
    '[P2] syncs the log between the request of each group and its answer (seen by strace)',
    () => {
      const dataDir = makeDataDir()
      const groups = traceSyncs(groupsScript, dataDir, '20')

      expect(groups.size).toBe(20)
      for (const synced of groups.values()) expect(synced).toContain(join(dataDir, 'lectern.db-wal'))
    },
    30_000,
  )

  it('[P2] opens with a write-ahead log that every commit syncs, each time anew', async () => {
    const dataDir = makeDataDir()
    await (await openStore({ dataDir })).close()

    const connection = openConnection({ dataDir })
    onTestFinished(() => connection.close())

    expect({ ...connection.prepare('PRAGMA synchronous').get() }).toEqual({ synchronous: 2 })
    expect({ ...connection.prepare('PRAGMA journal_mode').get() }).toEqual({ journal_mode: 'wal' })
    expect({ ...connection.prepare('PRAGMA foreign_keys').get() }).toEqual({ foreign_keys: 1 })
  })

  it('[P1] gives everything again after it was closed and opened', async () => {
    const dataDir = makeDataDir()
    const first = await openStore({ dataDir })
    const author = new CourseAuthor()
    const rows = { course: { title: 'Algebra' }, chapters: [chapter('basics')], videos: [video('a')] }
    await first.commit([author.save({ rows }), author.save()])
    await first.compact('course-1')
    await first.commit([author.save()])
    const read = async (store: typeof first) => [
      await store.loadSummary('course-1'),
      await store.loadUpdates('course-1', 0),
      await store.readCourse('course-1'),
      await store.readOperations('course-1', { limit: 10 }),
    ]
    const before = await read(first)
    await first.close()

    const second = await openStore({ dataDir })

    expect(await read(second)).toEqual(before)
    expect(await second.commit([author.save()])).toMatchObject([{ status: 'committed', revision: 4 }])
    expect(queryDatabase(dataDir, 'PRAGMA foreign_key_check')).toEqual([])
    expect(queryDatabase(dataDir, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })

  it('[P2] keeps the log short while commits never pause', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir })
    const author = new CourseAuthor()
    const description = 'x'.repeat(4096)
    for (let group = 0; group < 200; group++) {
      await store.commit(Array.from({ length: 50 }, () => author.save({ info: { title: 'A', description } })))
    }

    // 10,000 updates of 4 KiB write more than 80 MiB of log.
    expect(statSync(join(dataDir, 'lectern.db-wal')).size).toBeLessThan(50 * 1024 * 1024)
  }, 30_000)
})

describe('SQLite and a full disk', () => {
  it('[P1] stores nothing of what does not fit, reads and deletes all the same, and goes on when there is room', async () => {
    const dataDir = makeDataDir()
    const author = new CourseAuthor()
    const full = await openStore({ dataDir, maxBytes: 512 * 1024 })
    await full.commit([author.save({ info: { title: 'Small' } })])
    const big = author.save({ info: { title: 'Big', description: 'x'.repeat(600_000) } })

    await expect(full.commit([new CourseAuthor('other').save(), big])).rejects.toMatchObject({ code: 'store-full' })

    expect(existsSync(join(dataDir, 'reserve'))).toBe(false)
    expect(await full.loadSummary('course-1')).toMatchObject({ revision: 1 })
    expect(await full.loadSummary('other')).toBeUndefined()
    expect(await full.setDeleted('course-1', 5)).toBe(true)
    await full.close()

    const roomy = await openStore({ dataDir })
    expect(await roomy.commit([big])).toMatchObject([{ status: 'committed', revision: 2 }])
    expect(statSync(join(dataDir, 'reserve')).size).toBe(1024 * 1024)
    expect(queryDatabase(dataDir, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })

  it('[P3] takes what fits after something did not', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir, maxBytes: 512 * 1024 })
    const big = new CourseAuthor('big').save({ info: { title: 'Big', description: 'x'.repeat(600_000) } })
    await expect(store.commit([big])).rejects.toMatchObject({ code: 'store-full', retryable: true })

    expect(await store.commit([new CourseAuthor().save()])).toMatchObject([{ status: 'committed', revision: 1 }])
  })
})

describe('SQLite and what goes wrong around it', () => {
  it('[P3] tells every waiting caller when its thread dies, and answers the next with a new one', async () => {
    const workers: Worker[] = []
    const note = (worker: Worker) => workers.push(worker)
    process.on('worker', note)
    onTestFinished(() => void process.off('worker', note))
    const store = await openStore({ dataDir: makeDataDir() })
    const author = new CourseAuthor()
    await store.commit([author.save()])
    const next = author.save()

    const waiting = [store.commit([next]), store.loadSummary('course-1')]
    const outcomes = Promise.allSettled(waiting)
    await Promise.all(workers.map(worker => worker.terminate()))

    for (const outcome of await outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'store-unavailable' })
    }
    const revision = (await store.loadSummary('course-1'))?.revision
    const [again] = await store.commit([next])
    expect(again?.status).toBe(revision === 2 ? 'duplicate' : 'committed')
  })

  it('[P3] is unavailable while another program holds the database, and goes on after it', async () => {
    const dataDir = makeDataDir()
    const store = await openStore({ dataDir, busyTimeoutMs: 50 })
    const commit = new CourseAuthor().save()

    const other = new DatabaseSync(join(dataDir, 'lectern.db'))
    onTestFinished(() => other.close())
    other.exec('BEGIN IMMEDIATE')
    await expect(store.commit([commit])).rejects.toMatchObject({ code: 'store-unavailable', retryable: true })
    other.exec('ROLLBACK')

    expect(await store.commit([commit])).toMatchObject([{ status: 'committed', revision: 1 }])
  })

  it('[P3] refuses a second server on the same folder, until the first has let go', async () => {
    const dataDir = makeDataDir()
    const first = await openStore({ dataDir })

    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: `another server already uses ${dataDir}`,
    })

    await first.close()
    await expect((await openStore({ dataDir })).check()).resolves.toBeUndefined()
  })

  it('[P3] blames another server for a lock that is held, and for nothing else', async () => {
    const dataDir = makeDataDir()
    const path = join(dataDir, 'lock.db')
    writeFileSync(path, 'no lock but text, and more of it than the head of a database would be: '.repeat(2))
    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'store-corrupt',
      message: `${path}: file is not a database`,
    })
  })
})
