/** What the environment may say of sign-in. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readOptions } from '../../../scripts/options.ts'
import { readAuthOptions } from '../../../sync-server/auth/configuration.ts'
import { startServer } from '../../../sync-server/main.ts'
import { makeDataDir } from '../../persistence/fixtures-sqlite/data-dir.ts'
import { addChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { cookieOf, secret, tokenOf } from './fixtures/auth-server.ts'

beforeEach(() => vi.stubEnv('LOG_LEVEL', 'silent'))
afterEach(() => vi.unstubAllEnvs())

describe('The configuration of sign-in', () => {
  it('[R1] is read from the environment', () => {
    expect(readAuthOptions({})).toEqual({})
    const env = {
      ...{ AUTH_JWKS_URL: 'https://id.example/keys', AUTH_ISSUER: 'https://id.example', AUTH_AUDIENCE: 'lectern' },
      ...{ AUTH_SIGN_IN_URL: 'https://id.example/start', AUTH_FIRST_OWNER: 'ana', PUBLIC_URL: 'https://a.example/' },
      ALLOWED_ORIGINS: 'https://b.example, https://c.example',
    }
    expect(readAuthOptions(env)).toEqual({
      publicUrl: 'https://a.example/',
      allowedOrigins: ['https://b.example', 'https://c.example'],
      signIn: {
        ...{ keys: { jwksUrl: 'https://id.example/keys' }, issuer: 'https://id.example', audience: 'lectern' },
        ...{ signInUrl: 'https://id.example/start', firstOwner: 'ana' },
      },
    })
    expect(readAuthOptions({ ...env, AUTH_AUDIENCE: '*' })).toHaveProperty('signIn', {
      ...{ keys: { jwksUrl: 'https://id.example/keys' }, issuer: 'https://id.example' },
      ...{ signInUrl: 'https://id.example/start', firstOwner: 'ana' },
    })
    const metricsToken = 'a'.repeat(32)
    const blocking = { AUTH_SECRET: secret, AUTH_BLOCKED: 'eve, mallory', METRICS_TOKEN: metricsToken }
    const blocked = ['eve', 'mallory']
    expect(readAuthOptions(blocking)).toEqual({ signIn: { keys: { secret }, blocked }, metricsToken })
    const auth = { signIn: { keys: { secret } } }
    expect(readOptions([], { AUTH_SECRET: secret })).toMatchObject({ kind: 'options', options: { auth } })
  })

  it.each([
    [{ AUTH_SECRET: 'much too short' }, 'AUTH_SECRET is shorter than 32 bytes.'],
    [{ AUTH_JWKS_URL: 'http://id.example/keys' }, 'AUTH_JWKS_URL is not an https address.'],
    [{ AUTH_JWKS_URL: 'file:///etc/passwd' }, 'AUTH_JWKS_URL is not an http or https address.'],
    [{ AUTH_SECRET: secret, AUTH_JWKS_URL: 'https://id.example/keys' }, 'not both'],
    [{ AUTH_JWKS_URL: 'https://id.example/keys' }, 'AUTH_AUDIENCE is missing'],
    [{ METRICS_TOKEN: 'much too short' }, 'METRICS_TOKEN is shorter than 32 bytes.'],
    [{ AUTH_BLOCKED: 'eve' }, 'AUTH_SECRET or AUTH_JWKS_URL is missing.'],
    [{ AUTH_ISSUER: 'https://id.example' }, 'AUTH_SECRET or AUTH_JWKS_URL is missing.'],
    [{ PUBLIC_URL: 'courses.example.org' }, 'PUBLIC_URL is not an http or https address.'],
    [{ ALLOWED_ORIGINS: 'https://a.example/app' }, 'ALLOWED_ORIGINS is not a list of origins'],
  ])('[R6] is refused with a sentence that quotes no value: %j', (env, sentence) => {
    const message = readAuthOptions(env)
    expect(message).toContain(sentence)
    for (const value of Object.values(env)) expect(message).not.toContain(value)
    expect(readOptions([], env)).toMatchObject({ kind: 'error' })
  })

  it('[R1][R4] names accounts that have ended: their tokens are refused, and their sessions do not outlive a start', async () => {
    const options = { host: '127.0.0.1', port: 0, dataDir: makeDataDir() }
    const clock = { clock: { now: () => Date.now() } }
    const during = async (blocked: readonly string[], act: (url: string) => Promise<void>) => {
      const server = await startServer({ ...options, auth: { signIn: { keys: { secret }, blocked } } })
      try {
        await act(server.url)
      } finally {
        await server.close()
      }
    }
    const cookies: string[] = []
    const exchange = async (url: string, sub: string) => {
      const authorization = `Bearer ${await tokenOf(clock, { sub })}`
      return fetch(`${url}/api/session`, { method: 'POST', headers: { authorization } })
    }
    await during([], async url => {
      for (const sub of ['eve', 'ana']) cookies.push(cookieOf(await exchange(url, sub)))
    })
    const statusOf = async (url: string, cookie = '') =>
      (await fetch(`${url}/api/session`, { headers: { cookie } })).status
    await during(['eve'], async url => {
      expect([await statusOf(url, cookies[0]), await statusOf(url, cookies[1])]).toEqual([401, 200])
      expect((await exchange(url, 'eve')).status).toBe(401)
    })
  }, 30_000)

  it('[R3] names the owner of the courses that were begun before there was sign-in', async () => {
    const options = { host: '127.0.0.1', port: 0, dataDir: makeDataDir() }
    const before = await startServer(options)
    const author = await join(before)
    await author.store([addChapter('basics')])
    await author.leave()
    await before.close()

    const server = await startServer({ ...options, auth: { signIn: { keys: { secret }, firstOwner: 'ana' } } })
    try {
      const authorization = `Bearer ${await tokenOf({ clock: Date }, { sub: 'ana' })}`
      const asked = await fetch(`${server.url}/api/courses/course-1/members`, { headers: { authorization } })
      expect(await asked.json()).toMatchObject({ members: [{ userId: 'user:ana', role: 'owner' }] })
    } finally {
      await server.close()
    }
  }, 30_000)

  it('[R1] alone lets the server listen beyond this machine, not a public address', async () => {
    const options = { host: '0.0.0.0', port: 0, dataDir: makeDataDir() }
    const publicly = { ...options, auth: { publicUrl: 'https://a.example' } }
    await expect(startServer(publicly)).rejects.toMatchObject({ code: 'not-allowed' })
    const server = await startServer({ ...options, auth: { signIn: { keys: { secret } } } })
    try {
      const { port } = new URL(server.url)
      expect((await fetch(`http://127.0.0.1:${port}/api/courses`)).status).toBe(401)
    } finally {
      await server.close()
    }
  }, 30_000)
})
