/** Signing in and out, as the app goes through it. */
import { describe, expect, it } from 'vitest'
import { Account } from '../../../app/components/sign-in/account.ts'
import { takeToken } from '../../../app/components/sign-in/token-in-address.ts'
import { chipOf } from '../../../app/components/status-chip/chip-of.ts'
import { addChapter, renameChapter } from '../session/fixtures/commands.ts'
import { saveOne, toldAsSaved, World } from '../session/fixtures/world.ts'

const ana = { id: 'user-1', name: 'Ana' }
const signInUrl = 'https://login.example/start'
const refusal = { error: { code: 'sign-in', message: 'sign in' } }

/** Accounts as a server has them: a good token, and then a session. */
class AccountServer {
  isUp = true
  hasSession = false
  readonly asked: string[] = []

  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET', body } = init
    this.asked.push(`${method} ${path}`)
    if (!this.isUp) throw new TypeError('fetch failed')
    if (method === 'POST') this.hasSession = body === JSON.stringify({ token: 'good' })
    if (method === 'DELETE') {
      this.hasSession = false
      return Response.json({})
    }
    return this.hasSession ? Response.json({ user: ana }) : Response.json({ ...refusal, signInUrl }, { status: 401 })
  }
}

function openAccount(server = new AccountServer()) {
  let signIns = 0
  const account = new Account({ fetch: server.fetch, onSignedIn: () => signIns++ })
  return { account, server, countSignIns: () => signIns }
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
    const account = new Account({ fetch: async () => Response.json({ user: null }), onSignedIn: () => {} })
    await account.refresh()
    expect(account.getState()).toEqual({ kind: 'none' })
  })

  it.each([
    ['nobody', async () => Promise.reject(new TypeError('fetch failed'))],
    ['a portal', async () => new Response('<html>Welcome to the hotel</html>')],
    ['a broken proxy', async () => new Response('Bad Gateway', { status: 502 })],
  ])('is unknown where %s answers: what is on this device stays usable', async (_who, fetch) => {
    const account = new Account({ fetch, onSignedIn: () => {} })
    await account.refresh()
    expect(account.getState()).toEqual({ kind: 'unknown' })
    expect(await account.signIn('good')).not.toBe('signed-in')
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
