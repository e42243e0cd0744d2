/** Sign-in on a store that takes no writes: a disk without room, a database that another program holds. */
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openSqliteCourseStore } from '../../../persistence/sqlite/course-store.ts'
import { hashOf, Sessions } from '../../../sync-server/auth/sessions.ts'
import { secretKeys } from '../../../sync-server/auth/token-keys.ts'
import { createServerLog } from '../../../sync-server/log.ts'
import { canMount, fillDisk, freeDisk, mountSmallDisk } from '../../crash/small-disk.ts'
import { makeDataDir, withDatabase } from '../../persistence/fixtures-sqlite/data-dir.ts'
import { FakeClock } from '../fixtures/fake-clock.ts'
import { openCourse, type Person, secret, signIn, startAuthServer } from './fixtures/auth-server.ts'

const hourMs = 60 * 60_000
const minuteMs = 60_000

/** The reserve's megabyte too: what a server sees whose commits have met the end of the disk. */
function fillUp(disk: string, dataDir: string): void {
  rmSync(join(dataDir, 'reserve'), { force: true })
  fillDisk(disk)
}

/** Somebody's session, and a database that can be taken from it. */
async function beginSession() {
  const dataDir = makeDataDir()
  const store = await openSqliteCourseStore({ dataDir, stretchedLogBytes: 0, busyTimeoutMs: 10 })
  onTestFinished(() => store.close())
  const other = new DatabaseSync(join(dataDir, 'lectern.db'))
  onTestFinished(() => other.close())
  const clock = new FakeClock()
  const sessions = new Sessions(store.access, { clock, randomBytes: length => randomBytes(length) })
  const { secret } = await sessions.begin({ userId: 'user:ana', name: 'Ana', expiresAt: 0 })
  const touch = vi.spyOn(store.access, 'touchSession')
  return { other, clock, sessions, secret, touch, access: store.access }
}

it('[P3][R1] a session is found where that it is in use cannot be written: a later request tries again', async () => {
  const { other, clock, sessions, secret, touch, access } = await beginSession()
  const find = () => expect(sessions.find(secret)).resolves.toMatchObject({ userId: 'user:ana' })
  clock.advance(2 * hourMs)
  other.exec('BEGIN IMMEDIATE')
  for (let request = 0; request < 3; request++) await find()
  // Not each request asks the store for what it has just refused.
  expect(touch).toHaveBeenCalledTimes(1)
  await expect(sessions.keep([hashOf(secret)])).resolves.toBeUndefined()

  other.exec('ROLLBACK')
  clock.advance(minuteMs)
  await find()
  expect(await access.findSession(hashOf(secret))).toMatchObject({ activeAt: clock.now() })
})

it('[R1] a failure of the store that will not pass is not kept quiet', async () => {
  const { other, clock, sessions, secret } = await beginSession()
  other.exec(`CREATE TRIGGER bug BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'a bug'); END`)
  clock.advance(2 * hourMs)
  await expect(sessions.find(secret)).rejects.toThrow('a bug')
  await expect(sessions.keep([hashOf(secret)])).rejects.toThrow('a bug')
})

/** As before there was sign-in, but for Eve, who has a session. */
async function leaveCourseWithoutOwner(dataDir: string): Promise<Person> {
  const server = await startAuthServer({ dataDir })
  await openCourse(server)
  const eve = await signIn(server, 'eve')
  await server.close()
  withDatabase(dataDir, database => database.exec('DELETE FROM members'))
  return eve
}

function sessionOf({ cookie }: Person): string {
  const [, secret = ''] = cookie.split('=')
  return hashOf(secret)
}

describe.skipIf(!canMount)('On a full disk', () => {
  it('[P3][R1] who is signed in goes on reading', async () => {
    const disk = mountSmallDisk(12)
    const dataDir = join(disk, 'data')
    const server = await startAuthServer({ dataDir, log: createServerLog('silent') })
    const { ana } = await openCourse(server)
    fillUp(disk, dataDir)
    server.clock.advance(2 * hourMs)
    expect((await ana.ask('GET', '/api/courses/course-1')).status).toBe(200)
    const reader = await ana.join()
    expect(reader.course.chapters.has('basics')).toBe(true)
    freeDisk(disk)
  })

  it('[P3][R1][R4] a server starts that is told of accounts: who is blocked stays outside, the rest is written when there is room', async () => {
    const disk = mountSmallDisk(12)
    const dataDir = join(disk, 'data')
    const eve = await leaveCourseWithoutOwner(dataDir)
    fillDisk(disk)

    const lines: string[] = []
    const log = createServerLog('warn', { write: line => lines.push(line) })
    const untold = () => lines.filter(line => line.includes('AUTH_BLOCKED'))
    const tokens = { keys: secretKeys(secret), blocked: new Set(['eve']) }
    const server = await startAuthServer({ dataDir, log, tokens, firstOwner: 'ana' })
    const { access } = server.store
    const standings = async () => [await access.findSession(sessionOf(eve)), await access.listMembers('course-1')]
    const asked = await fetch(`${server.url}/api/session`, { headers: eve.headers })
    expect(asked.status).toBe(401)
    expect(await standings()).toMatchObject([{ userId: eve.userId }, []])
    server.clock.advance(minuteMs)
    await expect.poll(untold).toHaveLength(2)
    expect(untold().every(line => line.includes('"code":"store-full"'))).toBe(true)

    freeDisk(disk)
    server.clock.advance(minuteMs)
    await expect.poll(standings).toMatchObject([undefined, [{ userId: 'user:ana', role: 'owner' }]])
    server.clock.advance(minuteMs)
    expect(untold()).toHaveLength(2)
  })
})
