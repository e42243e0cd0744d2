import type { Command } from '../../course/command.ts'
import { isLecternError, LecternError } from '../../course/errors.ts'
import { newOperationId } from '../../course/id.ts'
import { limits } from '../../course/limits.ts'
import type { DraftEntry, LocalSave, PendingOperation } from '../../persistence/local-course-store.ts'
import type { Recorder } from '../recording/recorder.ts'
import type { CourseSync } from './course-sync.ts'
import type { DraftBook } from './draft-book.ts'
import type { Mirror } from './mirror.ts'
import type { SaveTracker } from './save-tracker.ts'
import type { SessionOptions } from './session-seams.ts'

export interface DraftSaverParts {
  readonly mirror: Mirror
  readonly tracker: SaveTracker
  readonly draft: DraftBook
  readonly sync: CourseSync
  readonly recorder: Recorder
}

export interface Press {
  readonly isQuiet: boolean
  /** When Save was pressed, on the monotonic clock. */
  readonly pressedAtMs: number
  /** Saved with the draft without having been in it: an import has many thousands. */
  readonly adding?: readonly Command[]
}

/** Turns the draft into one operation: on disk first, and only then on its way [design 4]. */
export class DraftSaver {
  readonly #session: SessionOptions
  readonly #parts: DraftSaverParts
  #lastSavedAt = 0

  constructor(session: SessionOptions, parts: DraftSaverParts) {
    this.#session = session
    this.#parts = parts
  }

  /**
   * @returns the operationId, once it is on this device, or known not to get there; undefined: nothing to save
   * @throws {LecternError} `too-many-commands`: nothing was written
   */
  async save(press: Press, isAgain = false): Promise<string | undefined> {
    const { mirror, tracker, draft, sync, recorder } = this.#parts
    const { isQuiet, adding = [] } = press
    if (!isAgain) recorder.add({ kind: 'save', isQuiet, adding })
    await sync.ready()
    const count = draft.entries.length + adding.length
    if (count > limits.commandsPerOperation) {
      throw new LecternError('too-many-commands', `${count} commands in one save`)
    }
    const ticket = draft.ticket()
    let written: LocalSave | undefined
    const write = (entries: readonly DraftEntry[]) => {
      written = this.#write(entries, press)
      if (written) draft.setStored([], ticket)
      return written
    }
    const isOnDisk = await this.#keep(() => mirror.save(write))
    if (isOnDisk === 'elsewhere' && !isAgain) return this.save(press, true)
    // The document is in memory all the same, and the server is the stronger store.
    if (isOnDisk !== true && !written) write(draft.upTo(ticket))
    if (!written) return undefined
    const { operationId } = written.operation
    if (isOnDisk === true) tracker.isOnDevice(operationId)
    sync.send(written)
    recorder.add({ kind: 'saved', operationId })
    return operationId
  }

  /** `elsewhere`: another tab has exchanged the mirror, and this one is about to load it. */
  async #keep(save: () => Promise<unknown>): Promise<boolean | 'elsewhere'> {
    try {
      await save()
      return true
    } catch (error) {
      if (!isLecternError(error)) throw error
      if (error.code !== 'mirror-replaced') return false
      await this.#parts.sync.afterReplacement()
      return 'elsewhere'
    }
  }

  #write(entries: readonly DraftEntry[], press: Press): LocalSave | undefined {
    const commands = [...entries.map(entry => entry.command), ...(press.adding ?? [])]
    if (commands.length === 0 || commands.length > limits.commandsPerOperation) return undefined
    const { clock, randomBytes, profile, tabId } = this.#session
    // Operations that arrive together are judged in this order: never twice the same, never backwards.
    const savedAt = Math.max(clock.now(), this.#lastSavedAt + 1)
    this.#lastSavedAt = savedAt
    const operation: PendingOperation = {
      operationId: newOperationId(randomBytes, savedAt),
      device: profile.device,
      by: profile.author,
      savedAt,
      commands,
      tabId,
    }
    const save = this.#parts.sync.write(operation)
    this.#parts.tracker.began(operation, press)
    return save
  }
}
