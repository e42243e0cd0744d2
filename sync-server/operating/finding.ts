/** What looking after a data folder may find. Sentences for it stand in `finding-sentence.ts`. */

type Of<Code extends string, Facts = unknown> = { readonly code: Code } & Facts

type OfCourse<Code extends string, Facts = unknown> = Of<Code, { readonly courseId: string } & Facts>
type OfRevision<Code extends string> = OfCourse<Code, { readonly revision: number }>
type OfOperation<Code extends string> = OfCourse<Code, { readonly operationId: string }>
type OfUpload<Code extends string> = Of<Code, { readonly uploadId: string }>
type OfFile<Code extends string> = Of<Code, { readonly path: string }>

export interface RowsDiffer {
  readonly code: 'rows-differ'
  readonly courseId: string
  readonly entity: 'course' | 'chapter' | 'video'
  /** Empty for the course itself. */
  readonly id: string
  readonly how: 'row-missing' | 'row-without-entity' | 'other-values'
  /** With other values: which. */
  readonly fields: readonly string[]
}

export type Finding =
  // the database
  | Of<'database-damaged', { readonly what: string }>
  | OfCourse<'course-unreadable', { readonly what: string }>
  // the log of a course
  | OfCourse<'updates-missing', { readonly from: number; readonly to: number; readonly isInSnapshot: boolean }>
  | OfRevision<'update-beyond-course'>
  | OfRevision<'update-unreadable'>
  | OfRevision<'update-facts-differ'>
  | OfRevision<'snapshot-damaged'>
  | OfRevision<'snapshot-differs-from-log'>
  | OfCourse<'document-incomplete'>
  | RowsDiffer
  // its ledger
  | OfCourse<'ledger-count', { readonly expected: number; readonly found: number }>
  | OfOperation<'operation-without-update'>
  | OfOperation<'operation-differs-from-update'>
  | OfOperation<'operation-not-in-ledger'>
  | OfOperation<'operation-impossible'>
  // uploads
  | OfUpload<'upload-missing'>
  | OfUpload<'upload-wrong-size'>
  | OfUpload<'upload-wrong-content'>
  | OfUpload<'upload-orphaned'>
  // a backup
  | OfFile<'file-missing'>
  | OfFile<'file-changed'>
  | OfFile<'file-unknown'>

/** What `doctor --fix` mends, if the course's log and ledger are whole. */
export function isMendable({ code }: Finding): boolean {
  return code === 'rows-differ' || code === 'upload-orphaned'
}

export function courseIdOf(finding: Finding): string | undefined {
  return 'courseId' in finding ? finding.courseId : undefined
}
