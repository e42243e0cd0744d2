/** Sessions: what a cookie's secret stands for, until it is ended, unused for long, or simply old. */
import { createHash } from 'node:crypto'
import type { AccessStore } from '../../persistence/access-store.ts'
import type { Seams } from '../seams.ts'
import type { Identity } from './identity.ts'

export const sessionTimes = { idleMs: 7 * 24 * 60 * 60_000, longestMs: 30 * 24 * 60 * 60_000 } as const
/** Sessions in use tell the store so no more often. */
const touchMs = 60 * 60_000
const secretBytes = 32

export class Sessions {
  readonly #store: AccessStore
  readonly #seams: Seams

  constructor(store: AccessStore, seams: Seams) {
    this.#store = store
    this.#seams = seams
  }

  /** @returns the secret, which is nowhere else from now on, and who it stands for */
  async begin({ userId, name }: Identity): Promise<{ readonly secret: string; readonly identity: Identity }> {
    const secret = makeSecret(this.#seams)
    const sessionHash = hashOf(secret)
    const now = this.#seams.clock.now()
    const expiresAt = now + sessionTimes.longestMs
    await this.#store.beginSession({ tokenHash: sessionHash, userId, name, createdAt: now, activeAt: now, expiresAt })
    return { secret, identity: { userId, name, expiresAt, sessionHash } }
  }

  /** Undefined: there is none, or it has ended. */
  async find(secret: string): Promise<Identity | undefined> {
    const sessionHash = hashOf(secret)
    const session = await this.#store.findSession(sessionHash)
    const now = this.#seams.clock.now()
    if (!session || session.expiresAt <= now || session.activeAt + sessionTimes.idleMs <= now) return undefined
    if (session.activeAt + touchMs <= now) await this.#store.touchSession(sessionHash, now)
    const { userId, name, expiresAt } = session
    return { userId, name, expiresAt, sessionHash }
  }

  /** Once an hour: those that live connections stand for are in use. */
  async keep(inUse: Iterable<string>): Promise<void> {
    const now = this.#seams.clock.now()
    for (const sessionHash of inUse) await this.#store.touchSession(sessionHash, now)
    await this.#store.sweepAccess(now - sessionTimes.idleMs, now)
  }
}

/** 256 random bits: nobody guesses it, and so a plain hash of it is enough. */
export function makeSecret({ randomBytes }: Pick<Seams, 'randomBytes'>): string {
  return Buffer.from(randomBytes(secretBytes)).toString('base64url')
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
