/** Who is asking, and what becomes of sessions and rights. One for the process; none where nobody signs in. */
import { LecternError } from '../../course/errors.ts'
import type { Role } from '../../course/role.ts'
import type { AccessStore, MemberChange } from '../../persistence/access-store.ts'
import type { Seams } from '../seams.ts'
import { Grants } from './grants.ts'
import type { Identity } from './identity.ts'
import type { Grant } from './live-grant.ts'
import { NamedAccounts, type NamedAccountsLog } from './named-accounts.ts'
import { SessionCookie } from './session-cookie.ts'
import { Sessions, sessionTimes } from './sessions.ts'
import { type TokenRules, TokenVerifier } from './token-verifier.ts'

export interface AccessOptions {
  readonly store: AccessStore
  readonly tokens: TokenRules
  readonly seams: Seams
  readonly log: AccessLog
  /** The app is served by https. */
  readonly isSecure: boolean
  /** The identity provider's page, for the app to lead to. */
  readonly signInUrl?: string
  /** The subject who becomes the owner of courses that have none. */
  readonly firstOwner?: string | undefined
  /** Whether this author may begin one more course. */
  readonly takeCourse: (userId: string) => Promise<boolean>
}

/** Of sign-ins successes alone: what is refused is told with the request. */
export interface AccessLog extends NamedAccountsLog {
  signedIn(userId: string): void
  signedOut(userId: string, where: 'here' | 'everywhere'): void
}

export interface Credentials {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
}

const houseKeepingMs = 60 * 60_000

export class Access {
  readonly grants: Grants
  readonly #options: AccessOptions
  readonly #verifier: TokenVerifier
  readonly #sessions: Sessions
  readonly #cookie: SessionCookie
  readonly #named: NamedAccounts
  /** Courses that somebody was counted for who may begin them, in this hour. */
  readonly #counted = new Set<string>()
  #keptAt: number

  constructor(options: AccessOptions) {
    const { store, tokens, seams, log, isSecure, firstOwner } = options
    const { blocked = new Set() } = tokens
    this.#options = options
    this.grants = new Grants(store, seams.clock)
    this.#verifier = new TokenVerifier(tokens, seams.clock)
    this.#sessions = new Sessions(store, seams)
    this.#cookie = new SessionCookie(isSecure)
    this.#named = new NamedAccounts({ store, clock: seams.clock, log, blocked, firstOwner })
    this.#keptAt = seams.clock.now()
  }

  get store(): AccessStore {
    return this.#options.store
  }

  get signInUrl(): string | undefined {
    return this.#options.signInUrl
  }

  /** To be called before any request comes. @throws what the store throws, but for a full disk */
  start(): Promise<void> {
    return this.#named.start()
  }

  /** To be called before the store is closed. */
  close(): Promise<void> {
    return this.#named.close()
  }

  /** A token that the request brings wins over its cookie. @throws {LecternError} `sign-in`, `busy` */
  async identify({ authorization, cookie }: Credentials): Promise<Identity> {
    if (authorization !== undefined) return this.#verifier.verify(bearerOf(authorization))
    const secret = this.#cookie.read(cookie)
    const identity = secret === undefined ? undefined : await this.#sessions.find(secret)
    if (!identity || this.#named.isBlocked(identity.userId)) throw new LecternError('sign-in', 'nobody is signed in')
    return identity
  }

  /** The rights of a connection that may begin the course if nobody has. @throws {LecternError} as `Grants.open`; `busy` */
  async enter(identity: Identity, courseId: string): Promise<Grant> {
    if ((await this.store.standingOf(courseId, identity.userId)) === 'free') await this.#count(identity, courseId)
    return this.grants.open({ identity, courseId, needed: 'viewer' })
  }

  /**
   * Exchanges a token for a session; one that this browser had is ended.
   *
   * @returns the cookie to set, and who it stands for
   * @throws {LecternError} `sign-in`, `busy`
   */
  async signIn(
    token: string,
    { cookie }: Credentials,
  ): Promise<{ readonly cookie: string; readonly identity: Identity }> {
    const verified = await this.#verifier.verify(token)
    const { secret, identity } = await this.#sessions.begin(verified)
    this.#options.log.signedIn(identity.userId)
    const before = await this.#current(cookie)
    if (before?.sessionHash !== undefined) await this.#end(before.sessionHash)
    return { cookie: this.#cookie.write(secret, sessionTimes.longestMs / 1000), identity }
  }

  /** @returns the cookie that removes the other */
  async signOut({ cookie }: Credentials): Promise<string> {
    const identity = await this.#current(cookie)
    if (identity?.sessionHash !== undefined) {
      await this.#end(identity.sessionHash)
      this.#options.log.signedOut(identity.userId, 'here')
    }
    return this.#cookie.write('', 0)
  }

  /** On every device. @returns the cookie that removes the other */
  async signOutEverywhere({ userId }: Identity): Promise<string> {
    await this.store.endSessionsOf(userId)
    this.grants.endAllOf(userId)
    this.#options.log.signedOut(userId, 'everywhere')
    return this.#cookie.write('', 0)
  }

  /** @param role undefined removes the member */
  async changeMember(courseId: string, userId: string, role: Role | undefined): Promise<MemberChange> {
    const change = await (role ? this.store.setRole(courseId, userId, role) : this.store.removeMember(courseId, userId))
    if (change === 'done') this.grants.changeRole(courseId, userId, role)
    return change
  }

  /** To be called every few seconds. @throws what the store throws, unless it passes: the next hour tries again */
  async beat(): Promise<void> {
    this.grants.beat()
    const now = this.#options.seams.clock.now()
    if (now - this.#keptAt < houseKeepingMs) return
    this.#keptAt = now
    this.#counted.clear()
    await this.#sessions.keep(this.grants.sessionsInUse)
  }

  /** Once: connections come again before the first save. @throws {LecternError} `busy` */
  async #count({ userId }: Identity, courseId: string): Promise<void> {
    const key = `${courseId} ${userId}`
    if (this.#counted.has(key)) return
    if (!(await this.#options.takeCourse(userId))) throw new LecternError('busy', 'too many courses were begun')
    this.#counted.add(key)
  }

  async #current(cookie: string | undefined): Promise<Identity | undefined> {
    const secret = this.#cookie.read(cookie)
    return secret === undefined ? undefined : this.#sessions.find(secret)
  }

  async #end(sessionHash: string): Promise<void> {
    await this.store.endSession(sessionHash)
    this.grants.endSession(sessionHash)
  }
}

/** RFC 6750, 2.1; a token in an address is never read. */
function bearerOf(authorization: string): string {
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1]
  if (token === undefined) throw new LecternError('sign-in', 'Authorization is Bearer and a token')
  return token
}
