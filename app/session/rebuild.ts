/** A document made anew from the server's, with what this browser still awaits written on top [S5]. */
import type { WireErrorCode } from '../../course/errors.ts'
import type { Operation } from '../../course/operation.ts'
import type { Ack } from '../../course/wire/ack.ts'
import { exchangeLimits } from '../../course/wire/http.ts'
import { writeOperation } from '../../course/write-operation.ts'
import type { DraftEntry, KnownServer, LocalCourse, PendingOperation } from '../../persistence/local-course-store.ts'
import type { LiveDocument } from './live-document.ts'
import type { Answer, ServerApi } from './server-api.ts'

export interface RebuildOptions {
  readonly api: ServerApi
  readonly newDocument: () => LiveDocument
  /** All of this browser's pending operations, as they are now. */
  readonly pending: () => Promise<readonly PendingOperation[]>
  /** No save of this tab begins while `run` is under way. */
  readonly exclusively: <T>(run: () => Promise<T>) => Promise<T>
  /** Resolves when they are on disk. */
  readonly returnToDraft: (entries: readonly DraftEntry[]) => Promise<void>
  /** Claims a rejected operation and tells it. */
  readonly reject: (ack: Ack) => Promise<void>
  /** Rejected in this tab, their commands in the draft again: over, though a local store that fails may still list them. */
  readonly givenBack: Set<string>
  /** The draft and the pending list that go from the present mirror into the new one. */
  readonly carriedOver: (present: LocalCourse) => Pick<LocalCourse, 'draft' | 'pending'>
  /** The server refused the first of these that has no fate, without a fate for it. */
  readonly refusal?: { readonly code: WireErrorCode; readonly sent: ReadonlySet<string> }
  readonly replaceMirror: (build: (present: LocalCourse) => LocalCourse) => Promise<'stored' | 'failed' | 'elsewhere'>
}

export interface Rebuilt {
  readonly live: LiveDocument
  readonly server?: KnownServer
  /** What was written again, by operationId, in order: to be sent one by one. */
  readonly separate: ReadonlyMap<string, Uint8Array>
  /** Fates the server told, of operations that are still pending here. */
  readonly acks: readonly Ack[]
  readonly pending: readonly PendingOperation[]
}

/**
 * Nothing an author typed is lost at any step: refused commands are in the draft before their operation leaves the
 * pending list, and the mirror changes in one transaction. Interrupted anywhere, doing it all again ends the same.
 */
export async function rebuildCourse(options: RebuildOptions): Promise<Answer<Rebuilt> | 'elsewhere'> {
  const isAwaited = ({ operationId }: PendingOperation) => !options.givenBack.has(operationId)
  const awaited = (await options.pending()).filter(isAwaited)
  const fetched = await fetchCourse(
    options.api,
    awaited.map(operation => operation.operationId),
  )
  if (fetched.kind !== 'ok') return fetched
  const { updates, server } = fetched.value
  const acks = withRefusal(options, awaited, fetched.value)
  const live = options.newDocument()
  live.applyAll(updates, 'server')
  const rejected = awaited.filter(operation => acks.get(operation.operationId)?.status === 'rejected')
  for (const operation of rejected) await giveBack(options, operation, acks.get(operation.operationId))
  const known = server && { server }
  return options.exclusively(async () => {
    let pending: readonly PendingOperation[] | undefined
    let separate: ReadonlyMap<string, Uint8Array> = new Map()
    const build = (present: LocalCourse): LocalCourse => {
      const carriedOver = options.carriedOver(present)
      pending = carriedOver.pending.filter(isAwaited)
      separate = writeAgain(live, pending, acks)
      return { updates: [...updates, ...separate.values()], draft: carriedOver.draft, pending, ...known }
    }
    if ((await options.replaceMirror(build)) === 'elsewhere') return 'elsewhere'
    // A disk that fails may not have come as far as that.
    pending ??= build(nothing).pending
    return { kind: 'ok', value: { live, separate, acks: [...acks.values()], pending, ...known } }
  })
}

const nothing: LocalCourse = { updates: [], draft: [], pending: [] }

interface Fetched {
  readonly updates: readonly Uint8Array[]
  readonly server?: KnownServer
  readonly acks: ReadonlyMap<string, Ack>
}

const emptyStateVector = Uint8Array.of(0)

async function fetchCourse(api: ServerApi, operationIds: readonly string[]): Promise<Answer<Fetched>> {
  const acks = new Map<string, Ack>()
  let first: Omit<Fetched, 'acks'> | undefined
  let stateVector: Uint8Array = emptyStateVector
  for (let from = 0; from === 0 || from < operationIds.length; from += exchangeLimits.operationIds) {
    const asked = operationIds.slice(from, from + exchangeLimits.operationIds)
    const answer = await api.exchange({ stateVector, updates: [], operationIds: asked })
    if (answer.kind !== 'ok') return answer
    const { epoch, revision, updates } = answer.value
    first ??= { updates, ...(epoch !== null && { server: { epoch, revision } }) }
    stateVector = answer.value.stateVector
    for (const ack of answer.value.acks) acks.set(ack.operationId, ack)
  }
  return { kind: 'ok', value: { updates: [], ...first, acks } }
}

/**
 * A refusal that made no entry in the server's ledger is as final as one that did: sent one by one and in order, the
 * first without a fate is the one that was refused. For its author it is a rejection like any other.
 */
function withRefusal(
  { refusal }: RebuildOptions,
  awaited: readonly PendingOperation[],
  { acks, server }: Fetched,
): ReadonlyMap<string, Ack> {
  const refused = awaited.find(({ operationId }) => refusal?.sent.has(operationId) && !acks.has(operationId))
  if (!refusal || !refused) return acks
  const { operationId, savedAt: storedAt } = refused
  const error = { code: refusal.code, message: 'refused' }
  const fate = { operationId, status: 'rejected', revision: server?.revision ?? 0, storedAt } as const
  return new Map([...acks, [operationId, { ...fate, events: [], notes: [], results: [], error }]])
}

/** @returns the update of each, in order */
function writeAgain(
  live: LiveDocument,
  pending: readonly PendingOperation[],
  acks: ReadonlyMap<string, Ack>,
): Map<string, Uint8Array> {
  const fateless = pending.filter(operation => !acks.has(operation.operationId))
  const awaited = new Set(fateless.map(operation => operation.operationId))
  return new Map(
    fateless.map(operation => [
      operation.operationId,
      writeOperation(live.doc, { operation: recordOf(operation), awaited }),
    ]),
  )
}

/** The operation as it stands in the document: which tab saved it is nobody's business there. */
export function recordOf({ tabId: _, ...operation }: PendingOperation): Operation {
  return operation
}

async function giveBack(options: RebuildOptions, operation: PendingOperation, ack: Ack | undefined): Promise<void> {
  if (!ack) return
  await options.returnToDraft(entriesOf(operation, ack))
  options.givenBack.add(operation.operationId)
  await options.reject(ack)
}

/** The refused commands marked with their reason; where the server names none, all of them. */
function entriesOf(operation: PendingOperation, ack: Ack): DraftEntry[] {
  const refusals = new Map(
    ack.notes.flatMap(note =>
      note.code === 'refused' && note.command !== undefined ? [[note.command, note] as const] : [],
    ),
  )
  const reason = ack.error?.code ?? 'refused'
  return operation.commands.map((command, place) => {
    const refused = refusals.size > 0 ? refusals.get(place) && (refusals.get(place)?.reason ?? reason) : reason
    return { draftId: `${operation.operationId}.${place}`, command, ...(refused !== undefined && { refused }) }
  })
}
