/** Sessions: what a cookie's secret stands for, until it is ended, unused for long, or simply old. */
import { createHash } from 'node:crypto'
import { isLecternError } from '../../course/errors.ts'
import type { AccessStore } from '../../persistence/access-store.ts'
import type { Seams } from '../seams.ts'
import type { Identity } from './identity.ts'

export const sessionTimes = { idleMs: 7 * 24 * 60 * 60_000, longestMs: 30 * 24 * 60 * 60_000 } as const
/** Sessions in use tell the store so no more often. */
const touchMs = 60 * 60_000
/** A store that takes no writes is asked again no more often: on a full disk each try looks for room. */
const touchAgainMs = 60_000
const secretBytes = 32

export class Sessions {
  readonly #store: AccessStore
  readonly #seams: Seams
  /** Monotonic ms. */
  #touchAgainAt = Number.NEGATIVE_INFINITY

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

  /** Undefined: there is none, or it has ended. Needs no room on the disk: who is signed in goes on reading [P3]. */
  async find(secret: string): Promise<Identity | undefined> {
    const sessionHash = hashOf(secret)
    const session = await this.#store.findSession(sessionHash)
    const now = this.#seams.clock.now()
    if (!session || session.expiresAt <= now || session.activeAt + sessionTimes.idleMs <= now) return undefined
    if (session.activeAt + touchMs <= now) await this.#touch(sessionHash, now)
    const { userId, name, expiresAt } = session
    return { userId, name, expiresAt, sessionHash }
  }

  /** Once an hour: those that live connections stand for are in use. What the store does not take now, it is told the next hour. */
  async keep(inUse: Iterable<string>): Promise<void> {
    const now = this.#seams.clock.now()
    await tryWriting(async () => {
      for (const sessionHash of inUse) await this.#store.touchSession(sessionHash, now)
      await this.#store.sweepAccess(now - sessionTimes.idleMs, now)
    })
  }

  /** Where it fails, a later request tries again. */
  async #touch(sessionHash: string, now: number): Promise<void> {
    const { clock } = this.#seams
    if (clock.monotonicMs() < this.#touchAgainAt) return
    const isTaken = await tryWriting(() => this.#store.touchSession(sessionHash, now))
    if (!isTaken) this.#touchAgainAt = clock.monotonicMs() + touchAgainMs
  }
}

/** @returns whether the store took it; false where it takes no writes for now, as on a full disk */
async function tryWriting(write: () => Promise<void>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (isLecternError(error) && error.retryable) return false
    throw error
  }
}

/** 256 random bits: nobody guesses it, and so a plain hash of it is enough. */
export function makeSecret({ randomBytes }: Pick<Seams, 'randomBytes'>): string {
  return Buffer.from(randomBytes(secretBytes)).toString('base64url')
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
