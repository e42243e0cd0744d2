/** One upload in one tab: what it waits for, what it does, what becomes of it. */
import type { LocalFile } from '../../persistence/local-file-store.ts'
import { Alarm, Backoff } from '../session/alarm.ts'
import { CancelNotice } from './cancel-notice.ts'
import { TaskFile } from './task-file.ts'
import { canPause, canResume, failureOf, givenUpReasonOf, itemOf, stateOf, stateOfProgress } from './task-state.ts'
import { type Progress, transfer } from './transfer.ts'
import type { AttemptOutcome } from './upload-attempt.ts'
import type { UploadSeams } from './upload-seams.ts'
import type { RetryReason, UploadFailureCode, UploadItem, UploadState } from './upload-state.ts'

export interface TaskOwner {
  readonly seams: UploadSeams
  /** Something that is shown has changed. */
  changed(): void
  /** It waits for its turn, behind all that wait already. */
  lineUp(task: UploadTask): void
  /** Another tab has its bytes, and is to send it. */
  letAhead(task: UploadTask): void
  /** So many more bytes have left this device. */
  sent(bytes: number): void
}

type WaitingCause = Extract<UploadState, { readonly status: 'waiting' }>['cause']

export class UploadTask {
  readonly #owner: TaskOwner
  readonly #file: TaskFile
  readonly #retry: Alarm
  readonly #backoff: Backoff
  readonly #notice: CancelNotice
  #state: UploadState
  #storedBytes: number
  #running: AbortController | undefined
  #item: UploadItem | undefined
  /** The other tabs leave it to this one. */
  #isMine = false

  /** @param chosen absent: it was chosen before this page was loaded, or in another tab */
  constructor(owner: TaskOwner, record: LocalFile, chosen?: Blob) {
    const { seams } = owner
    this.#owner = owner
    this.#file = new TaskFile(seams, record, chosen)
    this.#retry = new Alarm(seams.clock, () => this.#lineUp())
    this.#backoff = new Backoff({ firstMs: 1_000, capMs: 60_000, randomBytes: seams.randomBytes })
    this.#notice = new CancelNotice(record.uploadId, seams)
    this.#state = chosen ? { status: 'waiting', cause: 'keeping' } : stateOf(record)
    this.#storedBytes = record.storedBytes ?? 0
  }

  get file(): TaskFile {
    return this.#file
  }

  /** The same object until something changes. */
  get item(): UploadItem {
    this.#item ??= itemOf(this.#file, this.#state, this.#storedBytes)
    return this.#item
  }

  isWaitingFor(cause: WaitingCause): boolean {
    return this.#state.status === 'waiting' && this.#state.cause === cause
  }

  /** Resolves when this browser has a copy of the bytes, or no room for one. */
  async keep(): Promise<void> {
    if (this.#state.status === 'cancelled') return
    const result = await this.#file.keep()
    if (result === 'unreadable') await this.#fail('file-changed')
    else this.#set(this.isWaitingFor('keeping') ? { status: 'waiting', cause: 'turn' } : this.#state)
  }

  /** No other tab sends it now. @param latest as it stands in the store, if it stands there */
  async take(latest: LocalFile | undefined): Promise<void> {
    if (latest) this.#follow(latest)
    this.#isMine = true
    if (this.#file.isElsewhere) return this.#letAhead()
    if (this.isWaitingFor('turn') || this.isWaitingFor('other-tab')) this.#lineUp()
    await this.tellGivenUp()
  }

  waitFor(cause: 'offline' | 'other-tab'): void {
    this.#set({ status: 'waiting', cause })
  }

  /** Another tab has written what its author wants, or what it has achieved. */
  async follow(record: LocalFile): Promise<void> {
    if (this.#file.isKeeping) return
    const hasChanged = this.#follow(record)
    if (this.#isMine && this.#file.isElsewhere) return this.#letAhead()
    if (!hasChanged) return
    this.#stop()
    if (this.isWaitingFor('turn')) this.#lineUp()
    await this.tellGivenUp()
  }

  /** One try; what comes of it is in the state. Never rejects. */
  async run(): Promise<void> {
    const running = new AbortController()
    this.#running = running
    this.#set({ status: 'uploading', sentBytes: this.#storedBytes, storedBytes: this.#storedBytes })
    const outcome = await this.#transfer(running.signal)
    if (!running.signal.aborted) await this.#settle(outcome)
  }

  async pause(): Promise<void> {
    if (!canPause(this.#state)) return
    this.#stop()
    this.#set({ status: 'paused' })
    await this.#file.remember({ status: 'paused', storedBytes: this.#storedBytes })
  }

  /** Of one that is paused, has failed, was cancelled, or waits to be tried again. */
  async resume(): Promise<void> {
    if (!canResume(this.#state)) return
    this.#stop()
    this.#backoff.reset()
    this.#lineUp()
    await this.#file.remember({ status: 'open' })
  }

  async cancel(): Promise<void> {
    if (this.#state.status === 'complete' || this.#state.status === 'cancelled') return
    this.#stop()
    this.#storedBytes = 0
    this.#set({ status: 'cancelled' })
    await this.#file.remember({ status: 'cancelled', storedBytes: 0 })
    await this.tellGivenUp()
  }

  /** The file, chosen again by its author. @returns false: it has another size; nothing happened */
  async provide(chosen: Blob): Promise<boolean> {
    if (!this.#file.mayBe(chosen) || this.#state.status === 'complete') return false
    this.#stop()
    this.#file.chooseAgain(chosen)
    this.#set({ status: 'waiting', cause: 'keeping' })
    await this.keep()
    if (this.isWaitingFor('turn')) this.#lineUp()
    return true
  }

  /** The network is back. */
  tryNow(): void {
    this.#notice.tryNow()
    if (this.#state.status !== 'retrying' && !this.isWaitingFor('offline')) return
    this.#backoff.reset()
    this.#lineUp()
  }

  /** A save must not wait for what will not come. Once more does no harm. */
  async tellGivenUp(): Promise<void> {
    const reason = givenUpReasonOf(this.#state)
    if (this.#isMine && reason) await this.#notice.tell(reason)
  }

  /** Nothing more happens to it in this tab; nothing of it is forgotten. */
  close(): void {
    this.#stop()
  }

  /** @returns whether its status is another now */
  #follow(record: LocalFile): boolean {
    const hasChanged = record.status !== this.#file.record.status
    this.#file.follow(record)
    if (!this.#isMine) this.#storedBytes = record.storedBytes ?? 0
    this.#set(hasChanged ? stateOf(record) : this.#state)
    return hasChanged
  }

  async #transfer(signal: AbortSignal): Promise<AttemptOutcome> {
    const { seams } = this.#owner
    try {
      return await transfer({
        ...seams,
        file: this.#file.record,
        readBytes: () => this.#file.readBytes(),
        signal,
        onHash: sha256 => this.#file.remember({ sha256 }),
        onProgress: progress => this.#progress(progress),
      })
    } catch (error) {
      seams.report(error)
      return { kind: 'later', reason: 'unreachable' }
    }
  }

  #progress(progress: Progress): void {
    const { storedBytes = this.#storedBytes } = progress
    if (storedBytes > this.#storedBytes) this.#backoff.reset()
    if (storedBytes !== this.#storedBytes) this.#file.noteStored(storedBytes)
    this.#storedBytes = storedBytes
    this.#owner.sent(progress.movedBytes)
    this.#set(stateOfProgress({ ...progress, storedBytes }))
  }

  async #settle(outcome: AttemptOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'complete':
        this.#set({ status: 'complete' })
        return this.#file.remember({ status: 'complete' })
      case 'known':
        this.#set({ status: 'complete', knownUploadId: outcome.knownUploadId })
        return this.#file.release()
      case 'later':
        return this.#retryLater(outcome.reason)
      case 'aborted':
        return undefined
      default:
        return this.#fail(failureOf(outcome, this.#file))
    }
  }

  #retryLater(reason: RetryReason): void {
    const delayMs = this.#backoff.next()
    this.#set({ status: 'retrying', at: this.#owner.seams.clock.now() + delayMs, reason })
    this.#retry.set(delayMs)
  }

  async #fail(code: UploadFailureCode): Promise<void> {
    this.#set({ status: 'failed', code })
    await this.#file.remember({ status: 'failed', failure: code })
    await this.tellGivenUp()
  }

  #lineUp(): void {
    this.#retry.clear()
    this.#set({ status: 'waiting', cause: this.#isMine ? 'turn' : 'other-tab' })
    if (this.#isMine) this.#owner.lineUp(this)
  }

  #letAhead(): void {
    this.#stop()
    this.#isMine = false
    this.#file.letAhead()
    this.waitFor('other-tab')
    this.#owner.letAhead(this)
  }

  #stop(): void {
    this.#running?.abort()
    this.#retry.clear()
    this.#notice.stop()
  }

  #set(state: UploadState): void {
    this.#state = state
    this.#item = undefined
    this.#owner.changed()
  }
}
