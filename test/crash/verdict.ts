/** Compares what authors were told with what a data folder or a document holds. */
import { isDeepStrictEqual } from 'node:util'
import type { Chapter, Course, Video } from '../../course/model.ts'
import type { CrashAuthor } from './crash-author.ts'
import type { EntityRow, StoredCourse, StoredFolder } from './stored-courses.ts'

export interface Verdict {
  /** Acknowledged operations that are not there as they were acknowledged. */
  readonly lost: string[]
  /** Operations that are there more than once. */
  readonly twice: string[]
  /** Whatever else is not as it should be. */
  readonly wrong: string[]
}

export function emptyVerdict(): Verdict {
  return { lost: [], twice: [], wrong: [] }
}

/** Of a folder whose server is dead. @returns how many of each author's saves are stored: the first so many */
export function judgeFolder(
  folder: StoredFolder,
  authors: readonly CrashAuthor[],
  verdict: Verdict,
): Map<CrashAuthor, number> {
  verdict.wrong.push(...folder.damage)
  return new Map(
    authors.map(author => {
      const course = folder.courses.get(author.courseId)
      if (!course) {
        verdict.lost.push(...author.acked.keys())
        return [author, 0]
      }
      judgeCourse(course, author, verdict)
      return [author, judgeAuthor(course, author, verdict)]
    }),
  )
}

function judgeCourse(course: StoredCourse, author: CrashAuthor, { twice, wrong }: Verdict): void {
  const { revision, updates, carriedBy, epoch } = course
  const told = Math.max(0, ...[...author.acked.values()].map(fate => fate.revision))
  if (revision < told) wrong.push(`${author.courseId}: revision ${revision}, and ${told} was acknowledged`)
  if (author.epoch !== null && epoch !== author.epoch) wrong.push(`${author.courseId}: another epoch`)
  const isWhole = updates.length === revision && updates.every((of, index) => of === index + 1)
  if (!isWhole) wrong.push(`${author.courseId}: revision ${revision} with updates ${updates.join(' ')}`)
  for (const [operationId, carriers] of carriedBy) if (carriers.length > 1) twice.push(operationId)
}

function judgeAuthor(course: StoredCourse, author: CrashAuthor, { lost, twice, wrong }: Verdict): number {
  const rows = course.ledger.filter(({ device }) => device === author.device)
  const byId = new Map(rows.map(row => [row.operationId, row]))
  if (byId.size < rows.length) twice.push(`${rows.length - byId.size} of ${author.device}`)
  for (const [operationId, { status, revision }] of author.acked) {
    const row = byId.get(operationId)
    const isThere = row?.revision === revision && (row.status === status || isStoredSince(status, row.status))
    if (!isThere || course.carriedBy.get(operationId)?.[0] !== revision) lost.push(operationId)
  }
  const isInOrder = rows.every(({ operationId }, index) => author.saves[index]?.operation.operationId === operationId)
  if (!isInOrder) wrong.push(`${author.device}: the ledger is not what was sent first`)
  const expected = author.courseAfter(rows.length)
  const chapters = [...expected.chapters.values()].map(rowOfChapter)
  const videos = [...expected.videos.values()].map(rowOfVideo)
  if (!isSame(course.chapters, chapters, author)) wrong.push(`${author.device}: other chapter rows than saved`)
  if (!isSame(course.videos, videos, author)) wrong.push(`${author.device}: other video rows than saved`)
  return rows.length
}

/** What was told as committed becomes stored when its uploads have come. */
function isStoredSince(told: string, status: string): boolean {
  return told === 'committed' && status === 'stored'
}

/** Of a document that a client with nothing of its own was given. */
export function judgeDocument(course: Course, { author, count }: { author: CrashAuthor; count: number }): string[] {
  const expected = author.courseAfter(count)
  const own = <Entity>(entities: ReadonlyMap<string, Entity>) =>
    new Map([...entities].filter(([id]) => isOwn(id, author)))
  const isEqual =
    isDeepStrictEqual(own(course.chapters), expected.chapters) && isDeepStrictEqual(own(course.videos), expected.videos)
  return isEqual ? [] : [`${author.device}: a fresh client is given another course than was saved`]
}

function isOwn(id: string, { device }: CrashAuthor): boolean {
  return id.startsWith(`${device}.`)
}

function isSame(rows: readonly EntityRow[], expected: readonly EntityRow[], author: CrashAuthor): boolean {
  const own = rows.filter(({ id }) => isOwn(id, author)).map(row => [row.id, { ...row }] as const)
  return isDeepStrictEqual(new Map(own), new Map(expected.map(row => [row.id, row])))
}

function rowOfChapter({ id, title, position, deleted }: Chapter): EntityRow {
  return { id, title, place: position, url: null, deletedBy: deleted?.operationId ?? null }
}

function rowOfVideo({ id, title, place, source, deleted }: Video): EntityRow {
  const url = source?.kind === 'link' ? source.url : null
  return { id, title, place: place.join(' '), url, deletedBy: deleted?.operationId ?? null }
}
