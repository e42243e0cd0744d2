/** What a course session tells the screen, and what the screen may ask of it. No React in here. */
import type { Command } from '../../course/command.ts'
import type { WireErrorCode } from '../../course/errors.ts'
import type { Author, Course } from '../../course/model.ts'
import type { CommandResult } from '../../course/result.ts'
import type { Ack } from '../../course/wire/ack.ts'
import type { DraftEntry, KnownServer, PendingOperation } from '../../persistence/local-course-store.ts'
import type { Inspection } from '../recording/inspection.ts'
import type { SessionActivity } from './activity.ts'
import type { SessionPresence } from './presence.ts'
import type { SessionUploads } from './server-uploads.ts'

/** How the session reaches the server. */
export type Connection =
  | { readonly kind: 'connecting' }
  /** The WebSocket is open and the first sync has happened. */
  | { readonly kind: 'online' }
  /** The WebSocket does not work, HTTP does ("slower connection") [design 5.2]. */
  | { readonly kind: 'http' }
  /** Nothing reaches the server, or the browser says so. */
  | { readonly kind: 'offline' }
  /** The server closed for good: signed out, not allowed, unknown course, client too old. */
  | { readonly kind: 'refused'; readonly code: WireErrorCode }

export type LocalHealth =
  | { readonly kind: 'ok' }
  /** Nothing is kept on this device: quota, private mode. */
  | { readonly kind: 'failed'; readonly code: 'store-full' | 'store-unavailable' }

/** Where an awaited operation is, with the time it got there (ms since 1970, this device's clock). */
export interface PendingView {
  readonly operation: PendingOperation
  readonly stage: 'on-device' | 'sent' | 'committed'
  readonly onDeviceAt?: number
  readonly sentAt?: number
  readonly committedAt?: number
  /** Its final ack is here, and this tab has not claimed it yet. */
  readonly ackedAt?: number
}

export interface CourseSessionState {
  readonly courseId: string
  /** `loading` until the mirror has been read; `empty`: read, nothing there yet, the server has not answered. */
  readonly phase: 'loading' | 'empty' | 'ready'
  /** The document with the draft on top: what the screen shows. */
  readonly course: Course
  /** The document alone: what is saved, on this device at least. */
  readonly saved: Course
  readonly draft: readonly DraftEntry[]
  readonly pending: readonly PendingView[]
  readonly connection: Connection
  readonly local: LocalHealth
  readonly server?: KnownServer
  /** When the newest ack of this device said it was stored (server's clock). */
  readonly lastStoredAt?: number
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly isAutosaving: boolean
}

/** One answered operation, claimed by this tab: the one reason for a toast [S2]. */
export interface SaveOutcome {
  readonly operation: PendingOperation
  readonly ack: Ack
  /** True for a save made by the autosave switch: chip, no toast. */
  readonly isQuiet: boolean
  /** ms from pressing Save to: completed on this device, handed to the socket, acknowledged, claimed. */
  readonly timing: {
    readonly onDeviceMs?: number
    readonly sentMs?: number
    readonly ackedMs: number
    readonly claimedMs: number
  }
}

export type SessionEvent =
  | { readonly kind: 'saved'; readonly outcome: SaveOutcome }
  /** What was pending when this tab was opened and has been answered since: one summary for all. */
  | { readonly kind: 'saved-before'; readonly outcomes: readonly SaveOutcome[] }
  /** Refused for good; its commands are in the draft again, marked [S5]. */
  | { readonly kind: 'rejected'; readonly outcome: SaveOutcome }
  /** Eight seconds without an answer while connected: "Still saving". */
  | { readonly kind: 'still-saving'; readonly operationId: string }
  /** Saved on this device while offline. */
  | { readonly kind: 'saved-on-device'; readonly operationId: string }
  /** Somebody replaced a value this author had stored, without having seen it [A8]. */
  | {
      readonly kind: 'overwritten'
      readonly by: Author
      readonly mine: Command
      readonly result: CommandResult
    }

export interface SaveRequest {
  readonly isQuiet?: boolean
  /** Saved with the draft, without going through it or into the undo history: how a course begins, or is imported. */
  readonly adding?: readonly Command[]
}

/** A chosen file whose bytes the server has under another upload. */
export interface AdoptedUpload {
  readonly videoId: string
  readonly uploadId: string
  readonly knownUploadId: string
}

export interface CourseSession {
  readonly presence: SessionPresence
  readonly activity: SessionActivity
  readonly uploads: SessionUploads

  getState(): CourseSessionState
  subscribe(listener: () => void): () => void
  onEvent(listener: (event: SessionEvent) => void): () => void

  /** One gesture: its commands go to the draft together and are undone together. */
  edit(commands: readonly Command[]): void
  undo(): void
  redo(): void
  discard(): void
  /** Takes these entries out of the draft, with those that make no sense without them. Undone as one gesture. */
  revert(draftIds: readonly string[]): void
  /**
   * The video's draft refers to the known upload from now on. No gesture of its own: undo and redo take it along.
   *
   * @returns false where nothing that waits refers to the known one: a save refers to its own upload already
   */
  adoptUpload(upload: AdoptedUpload): Promise<boolean>
  /** Turns the draft into one operation. Resolves when it is on this device; undefined where there was nothing to save. */
  save(request?: SaveRequest): Promise<string | undefined>
  setAutosaving(isOn: boolean): void
  /** Waits until what was drafted and saved so far is on this device, or known not to get there (`local`). */
  settled(): Promise<void>

  /** What happened here lately, and switches to make things happen. */
  readonly inspection: Inspection
  /** For the inspector and for tests: cuts the connection; it comes back by itself. */
  dropConnection(): void
  /** The whole document with draft and pending operations, as a JSON file's text [S3]. */
  exportCopy(): string
  close(): Promise<void>
}
