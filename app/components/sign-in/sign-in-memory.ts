/** What this browser remembers of signing in: that it was begun here, where, and who was here last. No token, no secret. */
import * as z from 'zod/mini'
import { type SignedInUser, userSchema } from './session-answer.ts'

/** Throws where the browser refuses it; then nothing is remembered, and more is asked. */
type OpenStorage = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface SignInMemoryOptions {
  /** Of this tab. */
  readonly tab: OpenStorage
  /** Of this device. */
  readonly device: OpenStorage
  /** ms since 1970. */
  readonly now: () => number
}

const tripKey = 'lectern:sign-in'
const userKey = 'lectern:user'
/** Who takes longer at the identity provider's page is asked whether they meant it. */
const longestTripMs = 15 * 60_000

const tripSchema = z.object({ path: z.string().check(z.regex(/^\/(?!\/)/)), begunAt: z.number() })

export class SignInMemory {
  readonly #options: SignInMemoryOptions

  constructor(options: SignInMemoryOptions) {
    this.#options = options
  }

  /** Somebody leaves for the identity provider's page. @param path where they are, and will want to be again */
  beginTrip(path: string): void {
    write(this.#options.tab, tripKey, { path, begunAt: this.#options.now() })
  }

  /** Once. @returns where it began; undefined: in this tab nobody asked to sign in, not lately */
  endTrip(): string | undefined {
    const trip = tripSchema.safeParse(read(this.#options.tab, tripKey))
    tried(() => this.#options.tab().removeItem(tripKey))
    if (!trip.success || trip.data.begunAt + longestTripMs < this.#options.now()) return undefined
    return trip.data.path
  }

  /** Who was signed in here last: what is on this device may be theirs. */
  get lastUser(): SignedInUser | undefined {
    const user = userSchema.safeParse(read(this.#options.device, userKey))
    return user.success ? user.data : undefined
  }

  keepUser(user: SignedInUser): void {
    write(this.#options.device, userKey, user)
  }
}

function read(storage: OpenStorage, key: string): unknown {
  return tried(() => JSON.parse(storage().getItem(key) ?? 'null'))
}

function write(storage: OpenStorage, key: string, value: object): void {
  tried(() => storage().setItem(key, JSON.stringify(value)))
}

function tried<Result>(run: () => Result): Result | undefined {
  try {
    return run()
  } catch {
    return undefined // Storage that is full or refused, or holds what is not ours.
  }
}
