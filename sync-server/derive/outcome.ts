/** What became of a command: found by comparing the document with what was asked [A5], [A7]. */
import { isDeepStrictEqual } from 'node:util'
import type { Command } from '../../course/command.ts'
import type { Author } from '../../course/model.ts'
import type { CommandResult, Note } from '../../course/result.ts'
import { courseEntityId, type EntityKind, type FieldChange, type WrittenValue } from './document-change.ts'

/** One field that a command asks for; `null`: no value. */
export interface AskedField {
  readonly kind: EntityKind
  readonly id: string
  readonly field: string
  readonly asked: unknown
  /** What its author saw; `undefined`: not told. */
  readonly was: unknown
  /** The command asks for a value or for none, whichever it is: deletions. */
  readonly isPresence?: boolean
}

/** What the outcome of a command is judged by. */
export interface OutcomeContext {
  /** The field's change in this update, or its present value where the update did not touch it. */
  readonly fieldOf: (asked: AskedField) => FieldChange
  readonly hasEntity: (kind: EntityKind, id: string) => boolean
  readonly authorOf: (client: number) => Author
  /** Whether the client belongs to the operation's own user. */
  readonly isOwn: (client: number) => boolean
  /** Fields that an earlier operation of this update has set already: `was` is then its value. */
  readonly settled: Set<string>
}

export interface Outcome {
  readonly result: CommandResult
  readonly notes: readonly Omit<Note, 'command'>[]
}

export function entityKey({ kind, id }: Pick<AskedField, 'kind' | 'id'>): string {
  return `${kind}/${id}`
}

/** The fields a command sets. An *add* sets all its fields, and nobody can have set them before. */
export function askedFields(command: Command): AskedField[] {
  switch (command.type) {
    case 'edit-course':
      return (['title', 'description', 'language'] as const)
        .filter(field => command[field] !== undefined)
        .map(field => ({ kind: 'course', id: courseEntityId, field, asked: command[field], was: command.was[field] }))
    case 'add-chapter':
      return [
        { kind: 'chapter', id: command.chapterId, field: 'title', asked: command.title, was: null },
        { kind: 'chapter', id: command.chapterId, field: 'position', asked: command.position, was: null },
      ]
    case 'add-video':
      return [
        { kind: 'video', id: command.videoId, field: 'title', asked: command.title, was: null },
        { kind: 'video', id: command.videoId, field: 'place', asked: command.place, was: null },
        { kind: 'video', id: command.videoId, field: 'source', asked: command.source ?? null, was: null },
      ]
    default:
      return [askedField(command)]
  }
}

type FieldCommand = Exclude<Command, { type: 'edit-course' | 'add-chapter' | 'add-video' }>

function askedField(command: FieldCommand): AskedField {
  switch (command.type) {
    case 'rename-chapter':
      return { kind: 'chapter', id: command.chapterId, field: 'title', asked: command.title, was: command.was }
    case 'move-chapter':
      return { kind: 'chapter', id: command.chapterId, field: 'position', asked: command.position, was: command.was }
    case 'rename-video':
      return { kind: 'video', id: command.videoId, field: 'title', asked: command.title, was: command.was }
    case 'move-video':
      return { kind: 'video', id: command.videoId, field: 'place', asked: command.place, was: command.was }
    case 'replace-video':
      return { kind: 'video', id: command.videoId, field: 'source', asked: command.source, was: command.was }
    case 'set-captions':
      return { kind: 'video', id: command.videoId, field: 'captions', asked: command.captions, was: command.was }
    case 'delete-chapter':
      return { kind: 'chapter', id: command.chapterId, field: 'deleted', asked: true, was: null, isPresence: true }
    case 'restore-chapter':
      return { kind: 'chapter', id: command.chapterId, field: 'deleted', asked: null, was: true, isPresence: true }
    case 'delete-video':
      return { kind: 'video', id: command.videoId, field: 'deleted', asked: true, was: null, isPresence: true }
    case 'restore-video':
      return { kind: 'video', id: command.videoId, field: 'deleted', asked: null, was: true, isPresence: true }
    default:
      return command satisfies never
  }
}

export function outcomeOf(command: Command, context: OutcomeContext): Outcome {
  const fields = askedFields(command)
  const [target] = fields
  if (target && !context.hasEntity(target.kind, target.id)) {
    return {
      result: { command: command.type, outcome: 'superseded' },
      notes: [{ code: 'refused', reason: 'missing-target' }],
    }
  }
  const judged = fields.map(field => judge(field, context))
  const decisive =
    judged.find(({ outcome }) => outcome === 'superseded') ?? judged.find(({ outcome }) => outcome === 'overrode')
  const notes = [...judged.filter(isWorthANote).map(noteOf), ...deletedMeanwhile(target, context)]
  return { result: { command: command.type, ...(decisive ?? { outcome: 'applied' as const }) }, notes }
}

interface Judgement {
  readonly outcome: CommandResult['outcome']
  readonly by?: Author
  readonly value?: NonNullable<CommandResult['value']> | null
}

function judge(asked: AskedField, context: OutcomeContext): Judgement {
  const { before, after, isRemoved } = context.fieldOf(asked)
  const isFirst = before !== undefined && settle(asked, context)
  if (!isAsked(after, asked)) {
    if (after ? context.isOwn(after.client) : isRemoved) return { outcome: 'applied' }
    return { outcome: 'superseded', ...told(after, context) }
  }
  const hasOverridden =
    isFirst &&
    !asked.isPresence &&
    asked.was !== undefined &&
    !context.isOwn(before.client) &&
    !isSameValue(before.value, asked.was) &&
    !isSameValue(before.value, asked.asked)
  return hasOverridden ? { outcome: 'overrode', ...told(before, context) } : { outcome: 'applied' }
}

/** @returns whether this is the update's first operation that sets the field */
function settle(asked: AskedField, { settled }: OutcomeContext): boolean {
  const key = `${entityKey(asked)}/${asked.field}`
  const isFirst = !settled.has(key)
  settled.add(key)
  return isFirst
}

function isAsked(after: WrittenValue | undefined, { asked, isPresence }: AskedField): boolean {
  if (isPresence) return (after !== undefined) === (asked !== null)
  return isSameValue(after?.value ?? null, asked)
}

/** Of JSON values. The order of keys is no difference: a record's are in its schema's order, a document's in its writer's. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && isDeepStrictEqual(a, b))
}

function told(written: WrittenValue | undefined, context: OutcomeContext): Pick<Judgement, 'by' | 'value'> {
  if (!written) return { value: null }
  return { by: context.authorOf(written.client), value: written.value as NonNullable<Judgement['value']> }
}

function isWorthANote({ outcome }: Judgement): boolean {
  return outcome !== 'applied'
}

function noteOf({ outcome, by, value }: Judgement): Omit<Note, 'command'> {
  const code = outcome === 'overrode' ? 'overrode' : 'superseded'
  return { code, ...(by && { by }), ...(value !== undefined && { value }) }
}

/** An edit of what somebody else had deleted is kept, and its author is told [C3]. */
function deletedMeanwhile(target: AskedField | undefined, context: OutcomeContext): Omit<Note, 'command'>[] {
  if (!target || target.kind === 'course' || target.field === 'deleted') return []
  const { before, after } = context.fieldOf({ ...target, field: 'deleted', asked: null, was: null })
  if (!before || !after || context.isOwn(before.client)) return []
  return [{ code: 'deleted-meanwhile', by: context.authorOf(before.client) }]
}
