/** What a tab tells the others of its course: an awareness state [design 5.1]. What comes in is a claim by anybody. */
import * as z from 'zod/mini'
import { idSchema } from '../../course/command.ts'
import type { Author } from '../../course/model.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'
import { targetOf } from './gestures.ts'

export interface PresentRow {
  readonly kind: 'chapter' | 'video'
  readonly id: string
}

/** Where in the outline somebody is. */
export interface Place {
  readonly row: PresentRow
  /** Its title is being typed. */
  readonly isEditing: boolean
}

/** Of the draft: how many changes, and which chapters and videos they are about, as far as there is room. */
export interface Unsaved {
  readonly count: number
  readonly ids: readonly string[]
}

export interface PresenceState {
  readonly user: Author
  readonly place?: Place
  readonly unsaved: Unsaved
}

/** With the longest ids and names, a state stays below the 4 KiB that the server passes on. */
const bounds = { nameLength: 40, ids: 40 } as const

const none: Unsaved = { count: 0, ids: [] }

const userSchema = z.object({ id: z.optional(idSchema), name: z.string() })
const rowSchema = z.object({ kind: z.enum(['chapter', 'video']), id: idSchema })
const unsavedSchema = z.object({ count: z.int().check(z.nonnegative()), ids: z.array(z.unknown()) })
const stateSchema = z.object({
  user: userSchema,
  row: z.optional(z.unknown()),
  editing: z.optional(z.unknown()),
  unsaved: z.optional(z.unknown()),
})

/**
 * What is malformed in it is left out. Never throws.
 * @param clientId of the awareness entry: other Yjs apps give their users a name and no id [C8]
 * @returns undefined where it does not say who it is
 */
export function readPresence(value: unknown, clientId: number): PresenceState | undefined {
  const parsed = stateSchema.safeParse(value)
  if (!parsed.success) return undefined
  const { user, row, editing, unsaved } = parsed.data
  const place = rowSchema.safeParse(row)
  return {
    user: { id: user.id ?? `client:${clientId}`, name: shownName(user.name) },
    ...(place.success && { place: { row: place.data, isEditing: editing === true } }),
    unsaved: readUnsaved(unsaved),
  }
}

function readUnsaved(value: unknown): Unsaved {
  const parsed = unsavedSchema.safeParse(value)
  if (!parsed.success) return none
  const { count, ids } = parsed.data
  return { count, ids: ids.slice(0, bounds.ids).flatMap(id => idSchema.safeParse(id).data ?? []) }
}

/** As it goes over the wire. */
export function presenceToSend({ user, place, unsaved }: PresenceState): Readonly<Record<string, unknown>> {
  return {
    user: { id: user.id, name: shownName(user.name) },
    ...(place && { row: place.row }),
    ...(place?.isEditing && { editing: true }),
    ...(unsaved.count > 0 && { unsaved }),
  }
}

export function unsavedOf(draft: readonly DraftEntry[]): Unsaved {
  const ids = new Set<string>()
  for (const { command } of draft) {
    if (ids.size === bounds.ids) break
    const id = targetOf(command)
    if (id !== '') ids.add(id)
  }
  return { count: draft.length, ids: [...ids] }
}

/** On one line, and nothing in it that turns the text around it. */
function shownName(name: string): string {
  const clean = name.slice(0, 400).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
  return [...clean.trim()].slice(0, bounds.nameLength).join('')
}
