/** Signing in and out, as the app goes through it. */
import { describe, expect, it } from 'vitest'
import { Account } from '../../../app/components/sign-in/account.ts'
import { SignInMemory } from '../../../app/components/sign-in/sign-in-memory.ts'
import { takeToken } from '../../../app/components/sign-in/token-in-address.ts'
import { chipOf } from '../../../app/components/status-chip/chip-of.ts'
import { addChapter, renameChapter } from '../session/fixtures/commands.ts'
import { saveOne, toldAsSaved, World } from '../session/fixtures/world.ts'

const ana = { id: 'user:1', name: 'Ana ä' }
const signInUrl = 'https://login.example/start'
const refusal = { error: { code: 'sign-in', message: 'sign in' } }

/** As a provider makes them; nobody checks the signature here. */
const tokenOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
const anasToken = tokenOf({ sub: '1', name: 'Ana ä' })
const goodTokens = ['good', anasToken]

/** Accounts as a server has them: a good token, and then a session. */
class AccountServer {
  isUp = true
  hasSession = false
  readonly asked: string[] = []

  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET', body } = init
    this.asked.push(`${method} ${path}`)
    if (!this.isUp) throw new TypeError('fetch failed')
    if (method === 'POST') this.hasSession = goodTokens.some(token => body === JSON.stringify({ token }))
    if (method === 'DELETE') {
      this.hasSession = false
      return Response.json({})
    }
    return this.hasSession ? Response.json({ user: ana }) : Response.json({ ...refusal, signInUrl }, { status: 401 })
  }
}

/** A browser's storage. */
class FakeStorage {
  readonly items = new Map<string, string>()
  readonly getItem = (key: string) => this.items.get(key) ?? null
  readonly setItem = (key: string, value: string) => void this.items.set(key, value)
  readonly removeItem = (key: string) => void this.items.delete(key)
}

function openMemory() {
  const [tab, device, clock] = [new FakeStorage(), new FakeStorage(), { now: 0 }]
  const memory = new SignInMemory({ tab: () => tab, device: () => device, now: () => clock.now })
  return { memory, tab, device, clock }
}

const { memory: noMemory } = openMemory()

function openAccount(server = new AccountServer(), { memory } = openMemory()) {
  let signIns = 0
  const account = new Account({ fetch: server.fetch, onSignedIn: () => signIns++, memory })
  return { account, server, memory, countSignIns: () => signIns }
}

describe('An account', () => {
  it('is where the server says to sign in, until a token is taken, and again after signing out', async () => {
    const { account, countSignIns } = openAccount()
    await account.refresh()
    expect(account.getState()).toEqual({ kind: 'signed-out', signInUrl })
    expect(await account.signIn('good')).toBe('signed-in')
    expect(account.getState()).toEqual({ kind: 'signed-in', user: ana })
    expect(countSignIns()).toBe(1)
    expect(await account.signOut()).toBe(true)
    expect(account.getState()).toEqual({ kind: 'signed-out', signInUrl })
  })

  it('stays signed out with a token that is not accepted, and says so', async () => {
    const { account, countSignIns } = openAccount()
    expect(await account.signIn('expired')).toBe('refused')
    expect(account.getState()).toEqual({ kind: 'signed-out', signInUrl, failure: 'refused' })
    expect(countSignIns()).toBe(0)
  })

  it('is not asked for where the server knows none', async () => {
    const account = new Account({
      fetch: async () => Response.json({ user: null }),
      onSignedIn: () => {},
      memory: noMemory,
    })
    await account.refresh()
    expect(account.getState()).toEqual({ kind: 'none' })
  })

  it.each([
    ['nobody', async () => Promise.reject(new TypeError('fetch failed'))],
    ['a portal', async () => new Response('<html>Welcome to the hotel</html>')],
    ['a broken proxy', async () => new Response('Bad Gateway', { status: 502 })],
  ])('is unknown where %s answers: what is on this device stays usable', async (_who, fetch) => {
    const account = new Account({ fetch, onSignedIn: () => {}, memory: noMemory })
    await account.refresh()
    expect(account.getState()).toEqual({ kind: 'unknown' })
    expect(await account.signIn('good')).not.toBe('signed-in')
  })

  it('is signed out on this device, or on all of them', async () => {
    const { account, server } = openAccount()
    for (const where of ['here', 'everywhere'] as const) {
      await account.signIn('good')
      expect(await account.signOut(where)).toBe(true)
    }
    const ended = server.asked.filter(asked => asked.startsWith('DELETE'))
    expect(ended).toEqual(['DELETE /api/session', 'DELETE /api/sessions'])
  })

  it('stays signed in where signing out does not reach the server, and says so', async () => {
    const { account, server } = openAccount()
    await account.signIn('good')
    server.isUp = false
    expect(await account.signOut()).toBe(false)
    expect(account.getState()).toEqual({ kind: 'signed-in', user: ana })
  })
})

describe('A token in the address', () => {
  function addressBar(hash: string) {
    const addresses: string[] = []
    const history = { state: null, replaceState: (_: unknown, __: string, url: string) => void addresses.push(url) }
    return { bar: { location: { hash, pathname: '/courses/wood', search: '?a=1' }, history }, addresses }
  }

  it('is taken once and leaves no trace there', () => {
    const { bar, addresses } = addressBar('#token=abc.def.ghi')
    expect(takeToken(bar as never)).toBe('abc.def.ghi')
    expect(addresses).toEqual(['/courses/wood?a=1'])
  })

  it('is not looked for in a fragment that says something else, which stays', () => {
    const { bar, addresses } = addressBar('#content')
    expect(takeToken(bar as never)).toBeUndefined()
    expect(addresses).toEqual([])
  })
})

describe('A link that signs somebody in', () => {
  const bo = { id: 'user:2', name: 'Bo' }

  it('is followed without a question by who has just left from here to sign in, once, and not much later', async () => {
    const { memory, clock } = openMemory()
    memory.beginTrip('/invitations/abc?a=1')
    expect(memory.endTrip()).toBe('/invitations/abc?a=1')
    expect(memory.endTrip()).toBeUndefined()
    memory.beginTrip('/')
    clock.now += 16 * 60_000
    expect(memory.endTrip()).toBeUndefined()

    const { account } = openAccount()
    await account.arrive(anasToken, true)
    expect(account.getState()).toEqual({ kind: 'signed-in', user: ana })
  })

  it('is asked about where nobody here had asked to sign in: it may be a foreign one', async () => {
    const { account, server } = openAccount()
    await account.arrive(anasToken, false)
    expect(account.getQuestion()).toEqual({ token: anasToken, user: ana })
    expect(server.asked).not.toContain('POST /api/session')
    account.decline()
    expect([account.getQuestion(), account.getState().kind]).toEqual([undefined, 'signed-out'])
    await account.arrive(anasToken, false)
    await account.confirm()
    expect(account.getState()).toEqual({ kind: 'signed-in', user: ana })
    expect(account.getQuestion()).toBeUndefined()
  })

  it('is asked about where somebody else was here before, whose changes may still be on this device', async () => {
    const { account, memory } = openAccount()
    memory.keepUser(bo)
    await account.arrive(anasToken, true)
    expect(account.getQuestion()).toEqual({ token: anasToken, user: ana, before: bo })
  })

  it('is followed without a question by who is signed in with that account, or was last', async () => {
    const { account, memory, server } = openAccount()
    server.hasSession = true
    await account.arrive(anasToken, false)
    expect(account.getQuestion()).toBeUndefined()
    expect(memory.lastUser).toEqual(ana)
    server.hasSession = false
    await account.arrive(anasToken, false)
    expect(account.getState()).toEqual({ kind: 'signed-in', user: ana })
  })

  it('is asked about more where a browser remembers nothing, and never breaks there', async () => {
    const refuse = () => {
      throw new Error('storage is refused')
    }
    const memory = new SignInMemory({ tab: refuse, device: refuse, now: () => 0 })
    memory.beginTrip('/')
    memory.keepUser(bo)
    expect([memory.endTrip(), memory.lastUser]).toEqual([undefined, undefined])
  })
})

describe('A course whose author is signed out', () => {
  it('[S1][S2] keeps what is saved on this device, says so, and stores it by itself after the sign-in', async () => {
    const world = new World()
    const tab = await world.openOnlineTab()
    await saveOne(tab, addChapter('basics', 'Basics'))
    await world.settle()
    world.server.rooms.closeCourse('course-1', 4401, 'sign-in')
    await world.settle()
    const operationId = await saveOne(tab, renameChapter('basics', 'Foundations', 'Basics'))
    await world.advance(60_000)
    const chip = chipOf(tab.session.getState(), world.clock.now())
    expect(chip).toMatchObject({ text: 'Signed out · 1 change saved on this device', action: 'sign-in' })
    expect(world.network.sockets.size).toBe(0)

    // What signing in says to the open courses.
    world.network.mend()
    await world.advance(1000)
    expect(tab.session.getState()).toMatchObject({ connection: { kind: 'online' }, pending: [] })
    expect(toldAsSaved(tab)).toContain(operationId)
    expect(tab.bugs).toEqual([])
  })
})
