/** How a token becomes a session, and which tokens do not. */
import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { secretKeys } from '../../../sync-server/auth/token-keys.ts'
import { errorOf } from '../fixtures/http.ts'
import { cookieOf, exchange, Person, secret, signIn, startAuthServer, tokenOf } from './fixtures/auth-server.ts'

const hour = 60 * 60_000
const day = 24 * hour

describe('A token', () => {
  it('[R1] becomes a session that says who one is, and that no script can read', async () => {
    const server = await startAuthServer()
    const response = await exchange(server, await tokenOf(server, { sub: 'ana', name: 'Ana' }))
    expect(response.status).toBe(201)
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^lectern=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/)
    const ana = new Person(server, 'ana', cookieOf(response))
    const said = await (await ana.ask('GET', '/api/session')).json()
    expect(said).toEqual({ user: { id: 'user:ana', name: 'Ana' }, expiresAt: server.clock.now() + 30 * day })
  })

  it('[R1] makes a cookie that is bound to this host and to https, where the app is served so', async () => {
    const server = await startAuthServer({ publicUrl: 'https://courses.example.org' })
    const response = await exchange(server, await tokenOf(server, { sub: 'ana' }))
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-lectern=[\w-]{43}; .*HttpOnly; Secure; SameSite=Strict$/,
    )
    const ana = new Person(server, 'ana', cookieOf(response))
    expect((await ana.ask('GET', '/api/session')).status).toBe(200)
  })

  it('[R1] may come as JSON, too, and speaks for a program with each request', async () => {
    const server = await startAuthServer()
    const token = await tokenOf(server, { sub: 'ana' })
    const asJson = { method: 'POST', body: JSON.stringify({ token }) }
    const json = { 'content-type': 'application/json' }
    expect((await fetch(`${server.url}/api/session`, { ...asJson, headers: json })).status).toBe(201)
    const asForm = await fetch(`${server.url}/api/session`, { ...asJson, headers: { 'content-type': 'text/plain' } })
    expect(await errorOf(asForm)).toEqual({ status: 400, code: 'malformed' })

    const bearer = { authorization: `Bearer ${token}` }
    expect((await fetch(`${server.url}/api/courses`, { headers: bearer })).status).toBe(200)
    const program = new Person(server, 'ana', '')
    expect((await program.connect({ headers: {} }).closed).code).toBe(4401)
  })

  it('[R1] that is too old, too early, without an end or a name, or for somebody else is refused', async () => {
    const rules = { keys: secretKeys(secret), issuer: 'https://id.example', audience: 'lectern' }
    const server = await startAuthServer({ tokens: rules })
    const now = server.clock.now() / 1000
    const good = { sub: 'ana', iss: 'https://id.example', aud: 'lectern' }
    expect((await exchange(server, await tokenOf(server, good))).status).toBe(201)
    const wrong: readonly Readonly<Record<string, unknown>>[] = [
      ...[
        { exp: now - 60 },
        { nbf: now + 60 },
        { exp: undefined },
        { aud: 'another' },
        { iss: 'https://evil.example' },
      ],
      ...[{ sub: undefined }, { sub: '' }, { sub: 'a\nb' }, { sub: 'a'.repeat(201) }],
    ]
    for (const changes of wrong) {
      const refused = await exchange(server, await tokenOf(server, { ...good, ...changes }))
      expect([changes, await errorOf(refused)]).toEqual([changes, { status: 401, code: 'sign-in' }])
      expect(refused.headers.get('set-cookie')).toBeNull()
    }
  })

  it('[R1] whose clock is off by less than half a minute is accepted', async () => {
    const server = await startAuthServer()
    const now = server.clock.now() / 1000
    const late = await tokenOf(server, { sub: 'ana', exp: now - 20 })
    const early = await tokenOf(server, { sub: 'ana', nbf: now + 20 })
    expect([(await exchange(server, late)).status, (await exchange(server, early)).status]).toEqual([201, 201])
  })

  it('[R1] is refused without a signature, with another key, and changed after it was signed', async () => {
    const server = await startAuthServer()
    const good = await tokenOf(server, { sub: 'ana' })
    const [header, , signature] = good.split('.')
    const forged = Buffer.from(JSON.stringify({ sub: 'bo', exp: 9e9 })).toString('base64url')
    const none = new UnsecuredJWT({ sub: 'ana', exp: 9e9 }).encode()
    const foreign = await tokenOf(server, { sub: 'ana' }, 'another secret of more than thirty-two bytes')
    for (const token of [none, foreign, `${header}.${forged}.${signature}`, `${header}.${forged}.`, 'x', 'a.b.c']) {
      expect(await errorOf(await exchange(server, token))).toEqual({ status: 401, code: 'sign-in' })
    }
  })

  it('[R1] says who somebody is: one of another type, to end a session for one, is refused', async () => {
    const server = await startAuthServer()
    const key = new TextEncoder().encode(secret)
    const typed = (typ: string) => {
      const token = new SignJWT({ sub: 'ana', exp: server.clock.now() / 1000 + 60 })
      return token.setProtectedHeader({ alg: 'HS256', typ }).sign(key)
    }
    for (const typ of ['JWT', 'at+jwt', 'application/at+JWT']) {
      expect((await exchange(server, await typed(typ))).status).toBe(201)
    }
    for (const typ of ['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'x']) {
      expect(await errorOf(await exchange(server, await typed(typ)))).toEqual({ status: 401, code: 'sign-in' })
    }
  })

  it('[R1] in an address is not read', async () => {
    const server = await startAuthServer()
    const token = await tokenOf(server, { sub: 'ana' })
    for (const name of ['token', 'access_token', 'authorization']) {
      expect((await fetch(`${server.url}/api/courses?${name}=${token}`)).status).toBe(401)
    }
  })
})

describe('A session', () => {
  it('[R1] ends where one signs out, for this browser or for all', async () => {
    const server = await startAuthServer({ signInUrl: 'https://id.example/start' })
    const [laptop, phone] = [await signIn(server, 'ana'), await signIn(server, 'ana')]
    const left = await laptop.ask('DELETE', '/api/session')
    expect(left.headers.get('set-cookie')).toMatch(/^lectern=; Max-Age=0; /)
    expect(left.headers.get('clear-site-data')).toBe('"cache"')
    const refused = await laptop.ask('GET', '/api/session')
    expect(refused.status).toBe(401)
    expect(await refused.json()).toMatchObject({ error: { code: 'sign-in' }, signInUrl: 'https://id.example/start' })
    expect((await phone.ask('GET', '/api/session')).status).toBe(200)

    const tablet = await signIn(server, 'ana')
    expect((await tablet.ask('DELETE', '/api/sessions')).status).toBe(200)
    expect((await phone.ask('GET', '/api/session')).status).toBe(401)
  })

  it('[R1] is a new one at each sign-in, and the one before ends', async () => {
    const server = await startAuthServer()
    const before = await signIn(server, 'ana')
    const again = await exchange(server, await tokenOf(server, { sub: 'ana' }), { cookie: before.cookie })
    expect(cookieOf(again)).not.toBe(before.cookie)
    expect((await before.ask('GET', '/api/session')).status).toBe(401)
  })

  it('[R1] ends when it was not used for a week, and after a month in any case', async () => {
    const server = await startAuthServer()
    const [idle, used] = [await signIn(server, 'ana'), await signIn(server, 'bo')]
    const ask = async (person: Person) => (await person.ask('GET', '/api/session')).status
    for (let days = 0; days < 6; days++) {
      server.clock.advance(day)
      expect(await ask(used)).toBe(200)
    }
    server.clock.advance(day)
    expect([await ask(idle), await ask(used)]).toEqual([401, 200])
    for (let days = 7; days < 29; days++) {
      server.clock.advance(day)
      expect(await ask(used)).toBe(200)
    }
    server.clock.advance(day)
    expect(await ask(used)).toBe(401)
  })

  it('[R1] is not guessed', async () => {
    const server = await startAuthServer()
    for (const value of ['', 'x', 'a'.repeat(43), '../../etc/passwd', '%00']) {
      expect((await new Person(server, 'ana', `lectern=${value}`).ask('GET', '/api/courses')).status).toBe(401)
    }
  })
})
