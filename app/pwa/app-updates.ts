/** New versions of the app: looked for at sensible times, told to the screen, and taken when the author says so. */
import type { SessionClock } from '../session/session-seams.ts'

/** The part of `navigator.serviceWorker` that is used. */
export interface WorkerContainer extends Pick<EventTarget, 'addEventListener'> {
  readonly controller: unknown
  register(url: string): Promise<WorkerRegistration>
}

export interface WorkerRegistration extends Pick<EventTarget, 'addEventListener'> {
  readonly installing: Pick<EventTarget, 'addEventListener'> | null
  readonly waiting: { postMessage(message: string): void } | null
  update(): Promise<unknown>
}

export interface AppUpdateSeams {
  /** Absent where the browser has none: plain http from another machine, some private windows. */
  readonly workers?: WorkerContainer
  readonly clock: Pick<SessionClock, 'monotonicMs' | 'setTimeout'>
  /** Somebody looks at the page, and the browser believes in a network. */
  readonly isWorthChecking: () => boolean
  /** Calls when the page is looked at again. */
  readonly onLookedAt: (listener: () => void) => void
  /** Whether the server answers with the page. */
  readonly isServerThere: () => Promise<boolean>
  readonly reload: () => void
}

/**
 * `ready`: a new version is on this device and waits. `missing`: a part of this version, which was to be loaded only
 * now, is gone from the server; only the new version has it.
 */
export type UpdateState = 'none' | 'ready' | 'missing'

/** `not-kept`: this device could not keep something. `unreachable`: a reload would find no page. */
export type ReloadOutcome = 'reloading' | 'not-kept' | 'unreachable'

const checkEveryMs = 60 * 60 * 1000
/** Looking at the tab again is a reason to check, but not each time. */
const checkAgainAfterMs = 10 * 60 * 1000
/** The new worker takes over in milliseconds; where it does not, the reload shows the old version again. */
const takeOverMs = 3000

export class AppUpdates {
  readonly #seams: AppUpdateSeams
  readonly #listeners = new Set<() => void>()
  #registration: WorkerRegistration | undefined
  #state: UpdateState = 'none'
  #checkedAtMs = 0
  #onTakenOver: (() => void) | undefined

  constructor(seams: AppUpdateSeams) {
    this.#seams = seams
  }

  get state(): UpdateState {
    return this.#state
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Installs the service worker, the first time and whenever there is a new one. */
  async start(): Promise<void> {
    const { workers, onLookedAt } = this.#seams
    if (!workers) return
    // Without one, this page's first worker takes over, which is no news.
    let hadController = workers.controller !== null
    workers.addEventListener('controllerchange', () => {
      if (this.#onTakenOver) this.#onTakenOver()
      else if (hadController) this.#become('ready')
      hadController = true
    })
    const registration = await workers.register('/sw.js')
    this.#registration = registration
    this.#checkedAtMs = this.#seams.clock.monotonicMs()
    if (registration.waiting && hadController) this.#become('ready')
    registration.addEventListener('updatefound', () => this.#watchInstalling(registration))
    this.#watchInstalling(registration)
    onLookedAt(() => this.#checkAfter(checkAgainAfterMs))
    this.#checkEachHour()
  }

  /** A part of the app could not be loaded. */
  partIsMissing(): void {
    this.#become('missing')
  }

  /**
   * Opens the newest version here. Other tabs stay as they are.
   *
   * @param isKept waits for what is being written; false where something of the author's is not on this device
   */
  async apply(isKept: () => Promise<boolean>): Promise<ReloadOutcome> {
    if (!(await isKept())) return 'not-kept'
    const isOnDevice = Boolean(this.#seams.workers?.controller)
    if (!isOnDevice && !(await this.#seams.isServerThere())) return 'unreachable'
    await this.#takeOver()
    // What was typed meanwhile too.
    if (!(await isKept())) return 'not-kept'
    this.#seams.reload()
    return 'reloading'
  }

  /** The waiting version answers from now on; without one, another tab has seen to that. */
  #takeOver(): Promise<void> {
    const waiting = this.#registration?.waiting
    if (!waiting) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#onTakenOver = resolve
    waiting.postMessage('activate')
    this.#seams.clock.setTimeout(resolve, takeOverMs)
    return promise
  }

  #watchInstalling(registration: WorkerRegistration): void {
    registration.installing?.addEventListener('statechange', () => {
      if (registration.waiting && this.#seams.workers?.controller) this.#become('ready')
    })
  }

  #checkEachHour(): void {
    this.#seams.clock.setTimeout(() => {
      this.#checkAfter(checkAgainAfterMs)
      this.#checkEachHour()
    }, checkEveryMs)
  }

  #checkAfter(pauseMs: number): void {
    const nowMs = this.#seams.clock.monotonicMs()
    if (!this.#seams.isWorthChecking() || nowMs - this.#checkedAtMs < pauseMs) return
    this.#checkedAtMs = nowMs
    // The server did not answer, or is in the middle of a change: the next time is soon enough.
    this.#registration?.update().catch(() => undefined)
  }

  #become(state: UpdateState): void {
    if (this.#state === state || this.#state === 'missing') return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
