/** Whether somebody is signed in here, as the server says. The session itself is a cookie that no script can read. */
import { type SignedInUser, sessionSchema, signedOutSchema } from './session-answer.ts'
import type { SignInMemory } from './sign-in-memory.ts'
import { userOfToken } from './token-user.ts'

export type AccountState =
  /** The server has not been reached yet: the app opens what is on this device. */
  | { readonly kind: 'unknown' }
  /** This server knows no accounts: everybody who reaches it is an author. */
  | { readonly kind: 'none' }
  /** `failure`: how the last attempt ended. */
  | { readonly kind: 'signed-out'; readonly signInUrl?: string; readonly failure?: SignInFailure }
  | { readonly kind: 'signed-in'; readonly user: SignedInUser }

export type SignInFailure = 'refused' | 'too-many' | 'unreachable'
export type SignInOutcome = 'signed-in' | SignInFailure

/** Whether a token that the address brought is to be taken. */
export interface SignInQuestion {
  readonly token: string
  /** As the token says. */
  readonly user: SignedInUser
  /** Somebody else who is signed in here, or was last. */
  readonly before?: SignedInUser
}

export interface AccountOptions {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  /** Somebody has signed in: what was refused may be tried again. */
  readonly onSignedIn: () => void
  readonly memory: Pick<SignInMemory, 'lastUser' | 'keepUser' | 'beginTrip'>
}

const path = '/api/session'
const allPath = '/api/sessions'

export class Account {
  readonly #options: AccountOptions
  readonly #listeners = new Set<() => void>()
  #state: AccountState = { kind: 'unknown' }
  #question: SignInQuestion | undefined

  constructor(options: AccountOptions) {
    this.#options = options
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): AccountState => this.#state

  readonly getQuestion = (): SignInQuestion | undefined => this.#question

  /**
   * Takes a token that the address brought, or asks first: anybody can make a link with a token of their own.
   *
   * @param isAskedFor in this tab somebody has just left for the identity provider's page
   */
  async arrive(token: string, isAskedFor: boolean): Promise<void> {
    const { memory } = this.#options
    const user = userOfToken(token)
    const last = memory.lastUser
    const isMeant = last ? last.id === user?.id : isAskedFor
    if (user && !isMeant) {
      await this.refresh()
      const before = memory.lastUser
      if (this.#state.kind !== 'none' && before?.id !== user.id) {
        this.#question = { token, user, ...(before && { before }) }
        return this.#tell()
      }
    }
    await this.signIn(token)
  }

  async confirm(): Promise<void> {
    const question = this.#question
    this.decline()
    if (question) await this.signIn(question.token)
  }

  /** All stays as it is. */
  decline(): void {
    this.#question = undefined
    this.#tell()
  }

  /** For the identity provider's page. @param path to come back to */
  leave(path: string): void {
    this.#options.memory.beginTrip(path)
  }

  /** Asks the server. Where it is not reached, or something else answers in its place, nothing changes. */
  async refresh(): Promise<void> {
    try {
      const state = await stateOf(await this.#options.fetch(path))
      if (state) this.#become(state)
    } catch {
      // Offline, as far as this goes: what is on this device stays usable.
    }
  }

  /** Exchanges what the identity provider gave for a session. */
  async signIn(token: string): Promise<SignInOutcome> {
    const exchanged = await this.#exchange(token)
    await this.refresh()
    // A portal's page answers anything with a page.
    const isTrue = exchanged !== 'signed-in' || this.#state.kind === 'signed-in'
    const outcome = isTrue ? exchanged : 'unreachable'
    if (outcome === 'signed-in') this.#options.onSignedIn()
    else if (this.#state.kind === 'signed-out') this.#become({ ...this.#state, failure: outcome })
    return outcome
  }

  /** @returns whether the server was reached: otherwise the session is still there */
  async signOut(where: 'here' | 'everywhere' = 'here'): Promise<boolean> {
    const session = where === 'here' ? path : allPath
    const response = await this.#options.fetch(session, { method: 'DELETE' }).catch(() => undefined)
    await this.refresh()
    return response?.ok === true
  }

  async #exchange(token: string): Promise<SignInOutcome> {
    try {
      const headers = { 'content-type': 'application/json' }
      const response = await this.#options.fetch(path, { method: 'POST', headers, body: JSON.stringify({ token }) })
      if (response.ok) return 'signed-in'
      if (response.status === 429) return 'too-many'
      return response.status < 500 ? 'refused' : 'unreachable'
    } catch {
      // No network: the token may be tried again.
      return 'unreachable'
    }
  }

  #become(state: AccountState): void {
    this.#state = state
    if (state.kind === 'signed-in') this.#options.memory.keepUser(state.user)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Undefined: not the answer of a server of ours. */
async function stateOf(response: Response): Promise<AccountState | undefined> {
  const body: unknown = await response.json()
  if (response.status === 401) return { kind: 'signed-out', ...signedOutSchema.parse(body) }
  const session = sessionSchema.safeParse(body)
  if (!response.ok || !session.success) return undefined
  const { user } = session.data
  return user ? { kind: 'signed-in', user } : { kind: 'none' }
}
