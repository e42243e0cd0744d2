import type { Ack } from '../../course/wire/ack.ts'
import type { PendingOperation } from '../../persistence/local-course-store.ts'
import type { AckHold } from './ack-hold.ts'
import { Alarm } from './alarm.ts'
import { SavedBefore } from './saved-before.ts'
import type { SessionClock } from './session-seams.ts'
import type { PendingView, SessionEvent } from './session-state.ts'
import { isToBeClaimed, type KnownSaves, outcomeOf, sincePressed, type TrackedSave, viewOf } from './tracked-save.ts'

export interface SaveTrackerOptions {
  readonly tabId: string
  readonly clock: SessionClock
  readonly acks: AckHold
  /** Deletes the operation from the local store's pending list; true for one caller over all tabs. */
  readonly claim: (operationId: string) => Promise<boolean>
  readonly emit: (event: SessionEvent) => void
  readonly onChange: () => void
  /** An operation was refused for good and must leave the document [S5]. */
  readonly onRejected: () => void
  readonly report: (error: unknown) => void
}

const stillSavingMs = 8000
const othersClaimAfterMs = 1000

/**
 * From pending to fate. A final ack is claimed in the local store first and told second, so that over all tabs and
 * reloads an operation is told at most once [S2].
 */
export class SaveTracker {
  readonly #options: SaveTrackerOptions
  readonly #saves = new Map<string, TrackedSave>()
  readonly #savedBefore: SavedBefore
  /** A failing disk can bring an operation back into the pending list: it is claimed again, and not told again. */
  readonly #told = new Set<string>()
  #lastStoredAt: number | undefined

  constructor(options: SaveTrackerOptions) {
    this.#options = options
    this.#savedBefore = new SavedBefore(options.clock, outcomes => options.emit({ kind: 'saved-before', outcomes }))
  }

  get lastStoredAt(): number | undefined {
    return this.#lastStoredAt
  }

  /** In the order of saving. */
  get operations(): readonly PendingOperation[] {
    return [...this.#saves.values()].map(save => save.operation)
  }

  /** Not on disk: only this tab knows of them. */
  get onlyHere(): readonly PendingOperation[] {
    return [...this.#saves.values()].filter(save => !save.isOnDisk).map(save => save.operation)
  }

  /** Those whose final fate is not known. */
  get awaitedIds(): ReadonlySet<string> {
    return new Set([...this.#saves.values()].filter(save => !save.ack).map(save => save.operation.operationId))
  }

  views(): readonly PendingView[] {
    return [...this.#saves.values()].map(viewOf)
  }

  /** This tab wrote it into the document; it is not on disk yet. */
  began(operation: PendingOperation, press: { readonly isQuiet: boolean; readonly pressedAtMs: number }): void {
    this.#add(operation, { ...press, isOwn: true, isFromLoad: false, isOnDisk: false })
  }

  isOnDevice(operationId: string): void {
    const save = this.#saves.get(operationId)
    if (!save) return
    save.isOnDisk = true
    save.onDeviceAt = this.#options.clock.now()
    save.onDeviceMs = sincePressed(save, this.#options.clock)
    this.#options.onChange()
  }

  /** What this tab knows at the moment when the local store is asked for its pending list. */
  known(): KnownSaves {
    return new Map([...this.#saves].map(([operationId, save]) => [operationId, save.isOnDisk]))
  }

  /** What the local store's pending list said when it was asked. What is gone from it, another tab has claimed. */
  readPending(pending: readonly PendingOperation[], asked: { known: KnownSaves; isFromLoad: boolean }): void {
    const listed = new Set(pending.map(operation => operation.operationId))
    for (const [operationId, save] of this.#saves) {
      const wasOnDisk = asked.known.get(operationId) === true
      if (wasOnDisk && !save.isClaiming && !listed.has(operationId)) this.forget(operationId)
    }
    for (const operation of pending) {
      const { operationId } = operation
      const save = this.#saves.get(operationId)
      if (save && !save.isClaiming) save.isOnDisk = true
      // What was known and is not any more, this tab has claimed since.
      else if (!save && !asked.known.has(operationId))
        this.#add(operation, { isQuiet: false, isOwn: false, isOnDisk: true, isFromLoad: asked.isFromLoad })
    }
    this.#options.onChange()
  }

  /** Handed to a connection. */
  wereSent(operationIds: Iterable<string>): void {
    for (const operationId of operationIds) {
      const save = this.#saves.get(operationId)
      if (!save || save.ack) continue
      if (save.stage === 'on-device') save.stage = 'sent'
      save.sentAt ??= this.#options.clock.now()
      save.sentMs ??= sincePressed(save, this.#options.clock)
      if (save.stage === 'sent') save.stillSaving.set(stillSavingMs)
    }
    this.#options.onChange()
  }

  /** Offline is a state of its own: nobody waits for an answer. */
  connectionLost(): void {
    for (const save of this.#saves.values()) save.stillSaving.clear()
  }

  /** Durable, its uploads awaited. */
  isCommitted(operationId: string): void {
    this.#options.acks.pass({ operationId, status: 'committed' }, () => this.#isCommitted(operationId))
  }

  #isCommitted(operationId: string): void {
    const save = this.#saves.get(operationId)
    if (!save || save.ack || save.stage === 'committed') return
    save.stage = 'committed'
    save.committedAt = this.#options.clock.now()
    save.stillSaving.clear()
    this.#options.onChange()
  }

  /** Takes an ack as an edge: what is not awaited, or has its fate, is not touched [S1]. */
  settle(ack: Ack): void {
    this.#options.acks.pass(ack, () => this.#settle(ack))
  }

  #settle(ack: Ack): void {
    const save = this.#saves.get(ack.operationId)
    if (!save || save.ack) return
    if (ack.status === 'committed') return this.#isCommitted(ack.operationId)
    save.ack = ack
    save.ackedAt = this.#options.clock.now()
    save.ackedMs = sincePressed(save, this.#options.clock)
    save.stillSaving.clear()
    if (ack.status === 'rejected') return this.#options.onRejected()
    this.#lastStoredAt = Math.max(this.#lastStoredAt ?? 0, ack.storedAt)
    if (save.isOwn) this.#claim(save)
    else save.claimLater.set(othersClaimAfterMs)
    this.#options.onChange()
  }

  /** These are on their way to the disk: they are claimed there. Returns what to do when they did not get there. */
  mayBeOnDisk(operations: readonly PendingOperation[]): () => void {
    const saves = operations.flatMap(({ operationId }) => this.#saves.get(operationId) ?? [])
    const onlyHere = saves.filter(save => !save.isOnDisk)
    for (const save of onlyHere) save.isOnDisk = true
    return () => {
      for (const save of onlyHere) save.isOnDisk = false
      this.claimAgain()
    }
  }

  /** What could not be claimed before, because the local store failed. */
  claimAgain(): void {
    for (const save of this.#saves.values()) if (isToBeClaimed(save) && !save.claimLater.isSet) this.#claim(save)
  }

  /** A rejected operation whose commands are in the draft again: told if this tab is the one to claim it. */
  async reject(ack: Ack): Promise<void> {
    const save = this.#saves.get(ack.operationId)
    if (save) await this.#claimAndTell(Object.assign(save, { ack, isGivenBack: true }))
  }

  /** This tab has stored this list, without what was rejected: that was the claim, where there was none before. */
  rejectedAreGone(pending: readonly PendingOperation[]): void {
    const listed = new Set(pending.map(operation => operation.operationId))
    for (const save of [...this.#saves.values()]) {
      if (save.ack?.status !== 'rejected' || save.isClaiming || listed.has(save.operation.operationId)) continue
      this.forget(save.operation.operationId)
      this.#tell(save, save.ack)
    }
  }

  forget(operationId: string): void {
    const save = this.#saves.get(operationId)
    save?.stillSaving.clear()
    save?.claimLater.clear()
    this.#saves.delete(operationId)
    this.#options.onChange()
  }

  close(): void {
    this.#savedBefore.close()
    for (const operationId of [...this.#saves.keys()]) this.forget(operationId)
  }

  #add(operation: PendingOperation, facts: Pick<TrackedSave, 'isOwn' | 'isFromLoad' | 'isQuiet' | 'isOnDisk'>): void {
    const { clock, emit } = this.#options
    const { operationId } = operation
    const save: TrackedSave = {
      ...facts,
      operation,
      isClaiming: false,
      isGivenBack: false,
      stage: 'on-device',
      stillSaving: new Alarm(clock, () => emit({ kind: 'still-saving', operationId })),
      claimLater: new Alarm(clock, () => this.#claim(save)),
    }
    this.#saves.set(operationId, save)
    this.#options.onChange()
  }

  #claim(save: TrackedSave): void {
    this.#claimAndTell(save).catch(this.#options.report)
  }

  async #claimAndTell(save: TrackedSave): Promise<void> {
    if (save.ack && (await this.#take(save))) this.#tell(save, save.ack)
  }

  #tell(save: TrackedSave, ack: Ack): void {
    if (this.#told.has(ack.operationId)) return
    this.#told.add(ack.operationId)
    const outcome = outcomeOf(save, ack, this.#options.clock)
    if (ack.status === 'rejected') return this.#options.emit({ kind: 'rejected', outcome })
    if (save.isOwn) return this.#options.emit({ kind: 'saved', outcome })
    const isAnyAwaited = [...this.#saves.values()].some(other => other.isFromLoad)
    this.#savedBefore.add(outcome, !isAnyAwaited)
  }

  /** @returns whether this tab is the one to tell it. Not while the local store fails: it is taken once that works. */
  async #take(save: TrackedSave): Promise<boolean> {
    const { operationId } = save.operation
    if (save.isClaiming || !this.#saves.has(operationId)) return false
    save.isClaiming = true
    try {
      const isMine = save.isOnDisk ? await this.#options.claim(operationId) : true
      this.forget(operationId)
      return isMine
    } catch {
      // Said by the store's health. Told without a claim, it could be told again after a reload.
      return false
    } finally {
      save.isClaiming = false
    }
  }
}
