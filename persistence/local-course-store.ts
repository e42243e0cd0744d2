/** The browser's port for one course: mirror, draft and pending operations, in one database [design 4.3]. */
import type { Command } from '../course/command.ts'
import type { Operation } from '../course/operation.ts'

/** One command of the draft. `draftId` is the author's device's; coalescing keeps the first one's. */
export interface DraftEntry {
  readonly draftId: string
  readonly command: Command
  /** Why the server refused it, if it came back from a rejected operation [S5]. */
  readonly refused?: string
}

/** An operation that awaits its final fate. Its stages, ms since 1970 by this device's clock. */
export interface PendingOperation extends Operation {
  /** The tab that saved it: it claims the fate at once, others after a second. */
  readonly tabId: string
}

/** What the mirror knows of the server: the last commit that is in it. */
export interface KnownServer {
  readonly epoch: string
  readonly revision: number
}

export interface LocalCourse {
  /** In the order they were written; applying all gives the document. */
  readonly updates: readonly Uint8Array[]
  readonly draft: readonly DraftEntry[]
  readonly pending: readonly PendingOperation[]
  readonly server?: KnownServer
}

export interface LocalSave {
  /** The update of the one Yjs transaction that wrote the operation. */
  readonly update: Uint8Array
  readonly operation: PendingOperation
}

/** What another tab of this browser has changed in this course. */
export type LocalChange = 'updates' | 'draft' | 'pending' | 'replaced'

/**
 * Every write is strictly first in, first out: the next begins when the one before has completed, resolves on the
 * transaction's `complete` (durability `strict`), and rejects when it aborted. After a failed write every later one
 * rejects, and so nothing is written behind a gap, until `replaceMirror` has stored a whole document.
 *
 * Every driver passes test/persistence/local-course-store-contract.ts.
 *
 * All methods @throws {LecternError} `store-full` (quota), `store-unavailable` (anything else the database refused).
 * What reads or writes the mirror's updates also throws `mirror-replaced`, once another tab has replaced the mirror,
 * until `load`: nothing was tried then, and nothing has failed.
 */
export interface LocalCourseStore {
  load(): Promise<LocalCourse>

  /** Updates that others of this browser have written since `load` or the last call, in order. */
  loadNewUpdates(): Promise<readonly Uint8Array[]>
  loadDraft(): Promise<readonly DraftEntry[]>
  loadPending(): Promise<readonly PendingOperation[]>

  /** Appends what came from the server. `server`: the commit it leads to, once known. */
  append(updates: readonly Uint8Array[], server?: KnownServer): Promise<void>

  /** Reads the draft, changes it with a pure function and writes it, in one transaction. Returns what was written. */
  editDraft(change: (draft: readonly DraftEntry[]) => readonly DraftEntry[]): Promise<readonly DraftEntry[]>

  /**
   * In one transaction: reads the draft, lets `write` turn it into an operation (which it writes into the document
   * there and then), appends its update, adds it to `pending` and empties the draft. `undefined` from `write`: nothing
   * to save, nothing is written. Returns what `write` returned, when it is on disk.
   */
  save(write: (draft: readonly DraftEntry[]) => LocalSave | undefined): Promise<LocalSave | undefined>

  /** Removes the operation from `pending`. True for the one caller, over all tabs, that removed it [S2]. */
  claim(operationId: string): Promise<boolean>

  /**
   * In one transaction: reads everything there is, lets `build` make of it what is to stand there instead, stores that,
   * and puts the present mirror aside (the newest put-aside one is kept) [S5]. Nothing that another tab drafts or saves
   * comes in between. Ends a failed state. Returns what was written.
   */
  replaceMirror(build: (present: LocalCourse) => LocalCourse): Promise<LocalCourse>

  /**
   * Replaces the updates read so far by one that holds them all, to be made after applying what `loadNewUpdates`
   * returned; those that others wrote meanwhile stay.
   */
  compact(update: Uint8Array): Promise<void>

  /** Called with what another tab has changed. Returns how to stop. */
  subscribe(listener: (change: LocalChange) => void): () => void

  /** Waits for the writes under way. */
  close(): Promise<void>
  /** Removes the course from this browser. */
  destroy(): Promise<void>
}
