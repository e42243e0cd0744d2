/** The accounts that the configuration names: whose have ended, and who owns what nobody owns. Written as the server starts. */
import { isLecternError, type LecternError } from '../../course/errors.ts'
import type { AccessStore } from '../../persistence/access-store.ts'
import type { Clock, Timer } from '../seams.ts'

export interface NamedAccountsOptions {
  readonly store: Pick<AccessStore, 'endSessionsOf' | 'adoptCourses'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: NamedAccountsLog
  /** Subjects. */
  readonly blocked: ReadonlySet<string>
  /** A subject. */
  readonly firstOwner: string | undefined
}

export interface NamedAccountsLog {
  /** It is tried again. */
  accountsNotWritten(error: LecternError): void
  bug(error: unknown): void
}

/** On a full disk each try looks for room. */
const writeAgainMs = 60_000

export class NamedAccounts {
  readonly #options: NamedAccountsOptions
  readonly #blocked: ReadonlySet<string>
  #writing: Promise<void> = Promise.resolve()
  #timer: Timer | undefined
  #isClosed = false

  constructor(options: NamedAccountsOptions) {
    this.#options = options
    this.#blocked = new Set([...options.blocked].map(userIdOf))
  }

  /** In force at once: their sessions may still be there, where the disk has no room for their end. */
  isBlocked(userId: string): boolean {
    return this.#blocked.has(userId)
  }

  /** A full disk keeps no server from starting: then it is tried again until it works. @throws what else the store throws */
  start(): Promise<void> {
    return this.#write(({ code }) => code === 'store-full')
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.cancel()
    await this.#writing
  }

  async #write(passes: (error: LecternError) => boolean): Promise<void> {
    const { store, firstOwner, log } = this.#options
    try {
      for (const userId of this.#blocked) await store.endSessionsOf(userId)
      if (firstOwner !== undefined) await store.adoptCourses(userIdOf(firstOwner))
    } catch (error) {
      if (!(isLecternError(error) && passes(error))) throw error
      log.accountsNotWritten(error)
      this.#writeLater()
    }
  }

  #writeLater(): void {
    if (this.#isClosed) return
    const { clock, log } = this.#options
    this.#timer = clock.after(writeAgainMs, () => {
      this.#writing = this.#write(({ retryable }) => retryable).catch((error: unknown) => log.bug(error))
    })
  }
}

function userIdOf(subject: string): string {
  return `user:${subject}`
}
