/** How much an operation's ledger entry tells of values: a command of a few bytes may be told one of many. */
import { LecternError } from '../../course/errors.ts'
import type { CourseEvent } from '../../course/event.ts'
import type { LedgerEntry } from '../../persistence/ledger.ts'

const most = 2 * 1024 * 1024
const mostForEachByte = 4

/**
 * A draft names each field once: of it, no more is told than stands in the document.
 * @param sizeBytes of the update that brought the operations
 * @throws {LecternError} `too-large`: a few such operations would fill the disk, and the memory of whoever reads them
 */
export function checkTold(entries: readonly LedgerEntry[], sizeBytes: number): void {
  const length = toldLength(entries)
  if (length > most + mostForEachByte * sizeBytes)
    throw new LecternError('too-large', `an answer of ${length} characters`)
}

/** In UTF-16 code units. */
function toldLength(entries: readonly LedgerEntry[]): number {
  let length = 0
  for (const { events, results, notes } of entries) {
    for (const event of events) length += lengthOfEvent(event)
    for (const { value } of results) length += lengthOf(value)
    for (const { value } of notes) length += lengthOf(value)
  }
  return length
}

function lengthOfEvent(event: CourseEvent): number {
  switch (event.type) {
    case 'course-update-complete':
      return lengthOf(event.title) + lengthOf(event.description)
    case 'chapter-update-complete':
    case 'video-update-complete':
      return event.newTitle.length
    default:
      return 0
  }
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, part) => sum + lengthOf(part), 0)
}
