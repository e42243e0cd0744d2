/** Whether a data folder is what Lectern promises, and what of it can be mended without guessing. */
import { isLecternError } from '../../course/errors.ts'
import type { InspectedCourse, InspectedStore } from '../../persistence/inspected-store.ts'
import { checkLedger } from './check-ledger.ts'
import { readLog } from './check-log.ts'
import { checkRows } from './check-rows.ts'
import { checkUploads, type UploadParts } from './check-uploads.ts'
import { courseIdOf, type Finding, isMendable } from './finding.ts'

/** Reads only, beside a running server too. @param isDeep whether every byte of the uploads is read */
export async function examine(parts: UploadParts, isDeep: boolean): Promise<readonly Finding[]> {
  const { store } = parts
  const damage = store.findDamage().map(what => ({ code: 'database-damaged', what }) as const)
  const courses = withCourses(store, courseId => checkCourse(store, courseId))
  return [...damage, ...courses, ...(await unlessCorrupt(() => checkUploads(parts, isDeep)))]
}

export interface MendParts extends UploadParts {
  readonly aside: {
    moveUpload(uploadId: string): Promise<void>
    keepText(name: string, text: string): Promise<void>
  }
}

/**
 * Writes rows anew from the document, after keeping the old ones, and moves orphaned files aside. Rows of a course whose
 * log or ledger has a fault stay: then nobody knows which of them is right.
 *
 * @returns those that were mended
 */
export async function mend({ store, aside }: MendParts, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const isDamaged = findings.some(({ code }) => code === 'database-damaged')
  const doubtful = new Set(findings.filter(finding => !isMendable(finding)).map(courseIdOf))
  const mended = isDamaged
    ? []
    : findings.filter(finding => isMendable(finding) && !doubtful.has(courseIdOf(finding) ?? ''))
  for (const finding of mended) if (finding.code === 'upload-orphaned') await aside.moveUpload(finding.uploadId)
  for (const courseId of new Set(mended.flatMap(finding => courseIdOf(finding) ?? []))) {
    const { rows, document } = store.inspect(courseId, course => {
      return { rows: course.rows, document: readLog(course).course }
    })
    const { info, chapters, videos } = rows
    const kept = { courseId, info, chapters: [...chapters.values()], videos: [...videos.values()] }
    await aside.keepText(`rows-${courseId}.json`, JSON.stringify(kept, null, 2))
    store.writeRows(courseId, document)
  }
  return mended
}

function withCourses(store: InspectedStore, check: (courseId: string) => readonly Finding[]): readonly Finding[] {
  try {
    return store.listCourses().flatMap(check)
  } catch (error) {
    return [damageOf(error)]
  }
}

/** A course that cannot be read is a finding, and the next one is looked at. */
function checkCourse(store: InspectedStore, courseId: string): readonly Finding[] {
  try {
    return store.inspect(courseId, findingsOf)
  } catch (error) {
    const isDamage = error instanceof SyntaxError || error instanceof TypeError || isCorrupt(error)
    if (!isDamage) throw error
    return [{ code: 'course-unreadable', courseId, what: error.message }]
  }
}

function findingsOf(course: InspectedCourse): readonly Finding[] {
  const log = readLog(course)
  const { courseId, rows } = course
  const differences = course.revision > 0 ? checkRows({ courseId, rows, document: log.course }) : []
  return [...log.findings, ...differences, ...checkLedger(course, log)]
}

async function unlessCorrupt(check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check()
  } catch (error) {
    return [damageOf(error)]
  }
}

/** @throws what it was given, where that is not damage */
function damageOf(error: unknown): Finding {
  if (!isCorrupt(error)) throw error
  return { code: 'database-damaged', what: error.message }
}

function isCorrupt(error: unknown): error is Error {
  return isLecternError(error) && error.code === 'store-corrupt'
}
