/** The ledger entries of an applied update, and what in it no command names [A5], [A7]. */
import type { Author } from '../../course/model.ts'
import type { Operation } from '../../course/operation.ts'
import type { CommandResult, Note } from '../../course/result.ts'
import type { UnclaimedChange } from '../../persistence/course-store.ts'
import type { LedgerEntry } from '../../persistence/ledger.ts'
import type { AppliedUpdate, RoomDocument } from '../room-document.ts'
import { courseEntityId, type DocumentChange, type FieldChange } from './document-change.ts'
import { batchEvent, eventOf } from './events.ts'
import { type AskedField, askedFields, entityKey, isSameValue, type OutcomeContext, outcomeOf } from './outcome.ts'

/** Who owns the clientIDs in a document, and for whom the entries are made. */
export interface Authorship {
  readonly userId: string
  readonly ownerOf: (client: number) => string | undefined
  readonly nameOf: (client: number) => string
  /** Operations that await uploads. */
  readonly awaiting: ReadonlySet<string>
}

/** Entries in the order in which the operations were saved: by `savedAt`, then operationId. */
export function ledgerEntries(applied: AppliedUpdate, document: RoomDocument, authorship: Authorship): LedgerEntry[] {
  const context = outcomeContext(applied.change, document, authorship)
  return [...applied.operations]
    .sort((a, b) => a.savedAt - b.savedAt || (a.operationId < b.operationId ? -1 : 1))
    .map(operation => ledgerEntry(operation, { document, context, authorship }))
}

interface EntryContext {
  readonly document: RoomDocument
  readonly context: OutcomeContext
  readonly authorship: Authorship
}

function ledgerEntry(operation: Operation, { document, context, authorship }: EntryContext): LedgerEntry {
  const results: CommandResult[] = []
  const notes: Note[] = []
  for (const [index, command] of operation.commands.entries()) {
    const outcome = outcomeOf(command, context)
    results.push(outcome.result)
    for (const note of outcome.notes) notes.push({ ...note, command: index })
  }
  const read = (...field: Parameters<RoomDocument['fieldNow']>) => document.fieldNow(...field).after?.value
  const events = operation.commands.map(command => eventOf(command, read))
  const { userId, awaiting } = authorship
  const status = awaiting.has(operation.operationId) ? 'committed' : 'stored'
  if (status === 'stored') events.push(batchEvent(operation.operationId, results))
  const { operationId, device, by, savedAt, commands } = operation
  return { operationId, device, userId, by, savedAt, commands, status, events, notes, results }
}

function outcomeContext(change: DocumentChange, document: RoomDocument, authorship: Authorship): OutcomeContext {
  const changes = new Map<string, ReadonlyMap<string, FieldChange>>()
  for (const { kind, id, fields } of change.entities) changes.set(entityKey({ kind, id }), fields)
  return {
    fieldOf: asked =>
      changes.get(entityKey(asked))?.get(asked.field) ?? document.fieldNow(asked.kind, asked.id, asked.field),
    hasEntity: (kind, id) => document.hasEntity(kind, id),
    authorOf: (client): Author => ({ id: authorship.ownerOf(client) ?? 'anonymous', name: authorship.nameOf(client) }),
    isOwn: client => authorship.ownerOf(client) === authorship.userId,
    settled: new Set(),
  }
}

/** Written with a course's first save, by no command's name. */
const unnamedFields = ['schema']

/** Changed fields that no command of the update's operations names. */
export function unclaimedChanges({ change, operations }: AppliedUpdate): UnclaimedChange[] {
  const claimed = new Map<string, Set<string>>([
    [entityKey({ kind: 'course', id: courseEntityId }), new Set(unnamedFields)],
  ])
  for (const { commands } of operations) {
    for (const command of commands) for (const asked of askedFields(command)) claim(claimed, asked)
  }
  return change.entities.flatMap(({ kind, id, fields }) => {
    const named = claimed.get(entityKey({ kind, id }))
    const left = [...fields].filter(
      ([field, { before, after }]) => !named?.has(field) && !isSameValue(before?.value, after?.value),
    )
    return left.length > 0 ? [{ entity: kind, id, fields: left.map(([field]) => field) }] : []
  })
}

function claim(claimed: Map<string, Set<string>>, asked: AskedField): void {
  const key = entityKey(asked)
  const fields = claimed.get(key)
  if (fields) fields.add(asked.field)
  else claimed.set(key, new Set([asked.field]))
}
