/** What is nowhere to be read: not in the log, not in the database. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createServerLog } from '../../../sync-server/log.ts'
import { makeDataDir } from '../../persistence/fixtures-sqlite/data-dir.ts'
import { renameChapter } from '../fixtures/commands.ts'
import { openCourse, secret, startAuthServer, tokenOf } from './fixtures/auth-server.ts'

it('[R6] The secret, tokens, cookies and invitations are in no line of the log and in no file of the data folder', async () => {
  const lines: string[] = []
  const log = createServerLog('trace', { write: line => void lines.push(line) })
  const dataDir = makeDataDir()
  const server = await startAuthServer({ log, dataDir })
  const { ana, vi } = await openCourse(server)
  const bad = await tokenOf(server, { sub: 'ana', exp: 1 })
  const good = await tokenOf(server, { sub: 'ana' })
  for (const token of [bad, good]) {
    const authorization = `Bearer ${token}`
    await fetch(`${server.url}/api/session`, { method: 'POST', headers: { authorization } })
    await ana.connect({ courseId: 'a b' }).closed
    await fetch(`${server.url}/api/courses?token=${token}`, { headers: { authorization } })
    await ana.connect({ device: 'no device' }).closed
  }
  const made = await ana.ask('POST', '/api/courses/course-1/invitations', { role: 'viewer' })
  const { token: invitation } = (await made.json()) as { token: string }
  await vi.ask('GET', `/api/invitations/${invitation}`)
  const viewer = await vi.join()
  viewer.save([renameChapter('basics', 'Mine')])
  await viewer.closed
  await ana.ask('DELETE', '/api/session')

  const cookieOf = (cookie: string) => cookie.split('=')[1] ?? ''
  const secrets = [secret, bad, good, cookieOf(ana.cookie), cookieOf(vi.cookie), invitation]
  const logged = lines.join('')
  const stored = readdirSync(dataDir, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
  expect(logged).toContain('not-allowed')
  expect(stored).toContain('user:ana')
  for (const each of secrets) {
    expect(each.length).toBeGreaterThan(30)
    expect(logged).not.toContain(each)
    expect(stored).not.toContain(each)
  }
})
