/** Ledger = log: each operation has its one fate, and the log carries what was acknowledged. */
import { isDeepStrictEqual } from 'node:util'
import type { Command } from '../../course/command.ts'
import type { CourseEvent } from '../../course/event.ts'
import { historyEntrySchema } from '../../course/wire/ack.ts'
import type { InspectedCourse } from '../../persistence/inspected-store.ts'
import type { StoredOperation } from '../../persistence/ledger.ts'
import { eventOf } from '../derive/events.ts'
import type { CarriedOperation, ReadLog } from './check-log.ts'
import type { Finding } from './finding.ts'

export function checkLedger(course: InspectedCourse, log: ReadLog): Finding[] {
  const { courseId, operationCount } = course
  const findings: Finding[] = []
  const known = new Set<string>()
  for (const operation of course.operations()) {
    const { operationId } = operation
    known.add(operationId)
    const code = isPossible(operation, course)
      ? contradictionOf(operation, log, course.revision)
      : 'operation-impossible'
    if (code) findings.push({ code, courseId, operationId })
  }
  for (const operationId of log.carried.keys()) {
    if (!known.has(operationId)) findings.push({ code: 'operation-not-in-ledger', courseId, operationId })
  }
  if (known.size === operationCount) return findings
  return [...findings, { code: 'ledger-count', courseId, expected: operationCount, found: known.size }]
}

type Contradiction = 'operation-without-update' | 'operation-differs-from-update'

function contradictionOf(operation: StoredOperation, log: ReadLog, courseRevision: number): Contradiction | undefined {
  const carried = log.carried.get(operation.operationId)
  // What was refused is nowhere in the log [P4].
  if (operation.status === 'rejected') return carried && 'operation-differs-from-update'
  if (!carried) return isReadable(operation, log, courseRevision) ? 'operation-without-update' : undefined
  return isCarriedAs(operation, carried) ? undefined : 'operation-differs-from-update'
}

/** Of an update that is missing or damaged the log says nothing; that has a finding of its own. */
function isReadable({ revision }: StoredOperation, log: ReadLog, courseRevision: number): boolean {
  return log.revisions.has(revision) || revision < 1 || revision > courseRevision
}

function isCarriedAs(operation: StoredOperation, carried: CarriedOperation): boolean {
  const { device, by, savedAt, commands } = carried.operation
  return (
    carried.revision === operation.revision && isDeepStrictEqual({ device, by, savedAt, commands }, claimsOf(operation))
  )
}

function claimsOf({ device, by, savedAt, commands }: StoredOperation) {
  return { device, by, savedAt, commands }
}

/** As `derive/` makes it [A5], [U2], and as clients read it. */
function isPossible(operation: StoredOperation, course: InspectedCourse): boolean {
  const { device: _, userId: __, ...entry } = operation
  if (!historyEntrySchema.safeParse(entry).success) return false
  const { operationId, status, events, error } = operation
  const isAwaiting = course.awaiting.has(operationId)
  if (status === 'rejected') return error !== undefined && events.length === 0 && !isAwaiting
  const last = events.at(-1)
  const isComplete = last?.type === 'batch-operation-complete' && last.operationId === operationId
  const isStored = status === 'stored'
  return error === undefined && isComplete === isStored && isAwaiting !== isStored && isTold(operation)
}

/** Each command has its result and its event, in their order; then come those of uploads and of the whole. */
function isTold({ commands, events, results }: StoredOperation): boolean {
  const later = events.slice(commands.length)
  return (
    results.length === commands.length &&
    later.every(({ type }) => laterEvents.has(type)) &&
    commands.every((command, i) => results[i]?.command === command.type && isEventOf(events[i], command))
  )
}

const laterEvents: ReadonlySet<string> = new Set(['upload-complete', 'upload-failed', 'batch-operation-complete'])

/** Of the same thing; the titles that it tells were the document's, then. */
function isEventOf(event: CourseEvent | undefined, command: Command): boolean {
  const expected = eventOf(command, () => undefined)
  return event?.type === expected.type && idOf(event) === idOf(expected)
}

function idOf(event: CourseEvent): string | undefined {
  if ('videoId' in event) return event.videoId
  return 'chapterId' in event ? event.chapterId : undefined
}
