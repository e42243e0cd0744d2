/** What happened in the course while this tab has it open: who saved what, and where values met. Kept in memory. */
import * as z from 'zod/mini'
import { type Command, commandSchema } from '../../course/command.ts'
import type { Author } from '../../course/model.ts'
import { type Operation, operationSchema } from '../../course/operation.ts'
import { type Answered, type Conflict, conflictsOf } from './conflict.ts'
import type { SessionClock } from './session-seams.ts'

export interface SavedActivity {
  readonly kind: 'saved'
  readonly id: string
  readonly by: Author
  readonly isOwn: boolean
  /** ms since 1970, this device's clock; of what came before this tab had caught up, its author's. */
  readonly at: number
  /** The first of them. */
  readonly commands: readonly Command[]
  readonly commandCount: number
}

export interface ConflictActivity {
  readonly kind: 'conflict'
  readonly id: string
  readonly at: number
  readonly conflict: Conflict
}

export type ActivityEntry = SavedActivity | ConflictActivity

export interface Activity {
  /** The newest first; at most 200. */
  readonly entries: readonly ActivityEntry[]
  /** Of others' doing, since the list was last read. */
  readonly unread: ReadonlySet<string>
}

/** The screen's side of it. */
export interface SessionActivity {
  getActivity(): Activity
  subscribe(listener: () => void): () => void
  /** A colleague's save has come in, there and then. */
  onColleagueSave(listener: (save: SavedActivity) => void): () => void
  markRead(): void
  /** Whose this value was, as far as a record that has come in said so. */
  authorOf(field: string, value: unknown): Author | undefined
}

interface ActivityOptions {
  readonly clock: Pick<SessionClock, 'now'>
  readonly device: string
}

const bounds = { entries: 200, commands: 50 } as const

/** Of an import with many thousands of commands only the first are read. */
const recordSchema = z.object({ ...operationSchema.def.shape, commands: z.array(z.unknown()) })

export class ActivityLog implements SessionActivity {
  readonly #options: ActivityOptions
  readonly #listeners = new Set<() => void>()
  readonly #saveListeners = new Set<(save: SavedActivity) => void>()
  #activity: Activity = { entries: [], unread: new Set() }
  #conflicts = 0

  constructor(options: ActivityOptions) {
    this.#options = options
  }

  getActivity(): Activity {
    return this.#activity
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onColleagueSave(listener: (save: SavedActivity) => void): () => void {
    this.#saveListeners.add(listener)
    return () => this.#saveListeners.delete(listener)
  }

  markRead(): void {
    if (this.#activity.unread.size > 0) this.#become({ ...this.#activity, unread: new Set() })
  }

  authorOf(field: string, value: unknown): Author | undefined {
    const sets = (command: Command) => fieldsSetBy(command).some(set => set.field === field && set.value === value)
    const isIts = (entry: ActivityEntry) => entry.kind === 'saved' && !entry.isOwn && entry.commands.some(sets)
    const entry = this.#activity.entries.find(isIts)
    return entry?.kind === 'saved' ? entry.by : undefined
  }

  /** A record of an operation has come in. @param isLive this tab had heard everything before it */
  read(record: unknown, isLive: boolean): void {
    const parsed = recordSchema.safeParse(record)
    if (!parsed.success || parsed.data.device === this.#options.device) return
    const { commands, savedAt, operationId, by } = parsed.data
    const now = this.#options.clock.now()
    const save = savedOf({
      ...{ operationId, by, savedAt: isLive ? now : Math.min(savedAt, now), commandCount: commands.length },
      commands: commands.slice(0, bounds.commands).flatMap(command => commandSchema.safeParse(command).data ?? []),
    })
    if (!this.#add([save], true)) return
    if (isLive) for (const listener of [...this.#saveListeners]) listener(save)
  }

  /** Saves of this author that have their fate. */
  noteOwn(answered: readonly Answered[]): void {
    const savedAt = this.#options.clock.now()
    for (const { operation, ack } of answered) {
      if (ack.status === 'rejected') continue
      const { operationId, by, commands } = operation
      const first = { commands: commands.slice(0, bounds.commands), commandCount: commands.length }
      this.#add([{ ...savedOf({ operationId, by, savedAt, ...first }), isOwn: true }], false)
      this.noteConflicts(conflictsOf({ operation, ack }))
    }
  }

  noteConflicts(conflicts: readonly Conflict[]): void {
    const at = this.#options.clock.now()
    const entries = conflicts.map(
      conflict => ({ kind: 'conflict', id: `c${this.#conflicts++}`, at, conflict }) as const,
    )
    this.#add(entries, true)
  }

  close(): void {
    this.#listeners.clear()
    this.#saveListeners.clear()
  }

  /** @returns whether there was anything new in it */
  #add(entries: readonly ActivityEntry[], isUnread: boolean): boolean {
    const known = new Set(this.#activity.entries.map(({ id }) => id))
    const fresh = entries.filter(({ id }) => !known.has(id))
    if (fresh.length === 0) return false
    const next = [...fresh, ...this.#activity.entries].slice(0, bounds.entries)
    const unread = [...this.#activity.unread, ...(isUnread ? fresh.map(({ id }) => id) : [])]
    this.#become({ entries: next, unread: new Set(unread.filter(id => next.some(entry => entry.id === id))) })
    return true
  }

  #become(activity: Activity): void {
    this.#activity = activity
    for (const listener of [...this.#listeners]) listener()
  }
}

type Saved = Pick<Operation, 'operationId' | 'by' | 'savedAt' | 'commands'> & { readonly commandCount: number }

function savedOf({ operationId, by, savedAt, commands, commandCount }: Saved): SavedActivity {
  return { kind: 'saved', id: operationId, by, isOwn: false, at: savedAt, commands, commandCount }
}

/** Titles and places, by the id of what has them. */
export function fieldsSetBy(command: Command): { readonly field: string; readonly value: unknown }[] {
  switch (command.type) {
    case 'rename-chapter':
      return [{ field: `${command.chapterId}/title`, value: command.title }]
    case 'rename-video':
      return [{ field: `${command.videoId}/title`, value: command.title }]
    case 'move-video':
      return [{ field: `${command.videoId}/chapter`, value: command.place[0] }]
    case 'edit-course':
      return command.title === undefined ? [] : [{ field: 'course/title', value: command.title }]
    default:
      return []
  }
}
