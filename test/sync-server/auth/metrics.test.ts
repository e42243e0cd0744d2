/** Who may read the metrics. */
import { describe, expect, it } from 'vitest'
import { errorOf } from '../fixtures/http.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { signIn, startAuthServer } from './fixtures/auth-server.ts'
import { statusOf } from './fixtures/raw-request.ts'

const metricsToken = 'a-token-of-the-tests-that-is-long-enough'

describe('The metrics', () => {
  it('[R2] are read by whoever brings their token, where one is configured, and by nobody else', async () => {
    const server = await startAuthServer({ metricsToken })
    const ana = await signIn(server, 'ana')
    const read = (authorization: string) => fetch(`${server.url}/metrics`, { headers: { authorization } })
    expect(await (await read(`Bearer ${metricsToken}`)).text()).toContain('lectern_open_rooms')
    expect(await errorOf(await read(`Bearer ${metricsToken}s`))).toEqual({ status: 401, code: 'sign-in' })
    expect(await errorOf(await ana.ask('GET', '/metrics'))).toEqual({ status: 401, code: 'sign-in' })
  })

  it('[R2] are read on this machine alone without a token, and not through a proxy on it', async () => {
    const { url } = await startAuthServer({ publicUrl: 'https://courses.example.org' })
    const read = (headers: Record<string, string>) => statusOf(`${url}/metrics`, 'GET', headers)
    expect(await read({})).toBe(200)
    expect(await read({ host: 'courses.example.org' })).toBe(403)
    for (const name of ['x-forwarded-for', 'forwarded', 'via']) expect(await read({ [name]: '127.0.0.1' })).toBe(403)
  })

  it('[R2] are read by who may do everything else, where nobody signs in', async () => {
    const { url } = await startTestServer()
    expect((await fetch(`${url}/metrics`)).status).toBe(200)
  })
})
