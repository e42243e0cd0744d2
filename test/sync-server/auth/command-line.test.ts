/** Import and export by the command line, where people sign in. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { newFolder } from '../operating/fixtures/data-folder.ts'
import { run } from '../operating/fixtures/lectern.ts'
import { openCourse, startAuthServer, tokenOf } from './fixtures/auth-server.ts'

// A command is a process: on a busy machine it takes a second to start.
vi.setConfig({ testTimeout: 60_000 })
afterEach(() => vi.unstubAllEnvs())

it('[R1][R2] The command line speaks for whose token is in its environment, and for nobody without one', async () => {
  const server = await startAuthServer()
  const { ana } = await openCourse(server)
  const to = newFolder('export')
  const exported = () => run('app/cli/export.ts', '--all', '--to', to, '--server', server.url)
  const asked = { exitCode: 1, complaint: expect.stringContaining('LECTERN_TOKEN') }
  expect(await exported()).toMatchObject(asked)

  const token = await tokenOf(server, { sub: 'ana', name: 'Ana' })
  vi.stubEnv('LECTERN_TOKEN', token)
  expect(await exported()).toMatchObject({ exitCode: 0 })
  const [file = ''] = readdirSync(to)
  const archive = join(to, file)
  const imported = await run('app/cli/import.ts', archive, '--server', server.url)
  expect(imported).toMatchObject({ exitCode: 0, output: expect.stringContaining('Stored') })
  expect(JSON.stringify(imported)).not.toContain(token)
  const { courses } = (await (await ana.ask('GET', '/api/courses')).json()) as { courses: object[] }
  expect(courses).toHaveLength(2)

  vi.stubEnv('LECTERN_TOKEN', await tokenOf(server, { sub: 'ana', exp: 1 }))
  expect(await run('app/cli/import.ts', archive, '--server', server.url)).toMatchObject(asked)
})

it('[R6] The command line sends its token over https or to this machine, and nowhere else', async () => {
  vi.stubEnv('LECTERN_TOKEN', 'abc.def.ghi')
  const call = ['--all', '--to', newFolder('export'), '--server', 'http://lectern.invalid'] as const
  const refused = await run('app/cli/export.ts', ...call)
  expect(refused).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('only over https') })
  expect(refused.complaint).not.toContain('abc.def.ghi')
})
