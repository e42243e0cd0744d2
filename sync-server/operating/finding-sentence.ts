import type { Finding, RowsDiffer } from './finding.ts'

/** One line for the person who looks after the server: what is wrong, and what it means. */
export function sentenceOf(finding: Finding): string {
  return 'courseId' in finding ? `Course ${finding.courseId}: ${courseSentenceOf(finding)}` : storeSentenceOf(finding)
}

type CourseFinding = Extract<Finding, { readonly courseId: string }>

function courseSentenceOf(finding: CourseFinding): string {
  switch (finding.code) {
    case 'course-unreadable':
      return `it cannot be read (${finding.what}).`
    case 'updates-missing':
      return updatesMissing(finding)
    case 'update-beyond-course':
      return `its log has revision ${finding.revision}, which the course has not reached.`
    case 'update-unreadable':
      return `the bytes of revision ${finding.revision} are damaged.`
    case 'update-facts-differ':
      return `what is noted beside revision ${finding.revision} is not what its bytes hold.`
    case 'snapshot-damaged':
      return `the snapshot at revision ${finding.revision} is damaged.`
    case 'snapshot-differs-from-log':
      return `the snapshot at revision ${finding.revision} and the log lead to different courses.`
    case 'document-incomplete':
      return 'its log does not fit together: some of its changes build on others that are missing.'
    case 'rows-differ':
      return rowsDiffer(finding)
    case 'ledger-count':
      return `its ledger has ${finding.found} operations, and ${finding.expected} were counted.`
    default:
      return operationSentenceOf(finding)
  }
}

type OperationFinding = Extract<Finding, { readonly operationId: string }>

function operationSentenceOf({ code, operationId }: OperationFinding): string {
  switch (code) {
    case 'operation-without-update':
      return `operation ${operationId} is in the ledger, and the log does not carry it at its revision.`
    case 'operation-differs-from-update':
      return `operation ${operationId} has other commands in the ledger than in the log.`
    case 'operation-not-in-ledger':
      return `operation ${operationId} is in the log and not in the ledger.`
    case 'operation-impossible':
      return `what the ledger says of operation ${operationId} cannot be: its status, events and results do not go together.`
    default:
      return code satisfies never
  }
}

function storeSentenceOf(finding: Exclude<Finding, CourseFinding>): string {
  switch (finding.code) {
    case 'database-damaged':
      return `The database file is damaged: ${finding.what}.`
    case 'upload-missing':
      return `Upload ${finding.uploadId}: its file is missing.`
    case 'upload-wrong-size':
      return `Upload ${finding.uploadId}: its file does not have the size that was stored.`
    case 'upload-wrong-content':
      return `Upload ${finding.uploadId}: its file does not have the content that was stored (SHA-256).`
    case 'upload-orphaned':
      return `Upload ${finding.uploadId}: there is a file that the database does not know.`
    case 'file-missing':
      return `${finding.path} is missing.`
    case 'file-changed':
      return `${finding.path} is not as it was written.`
    case 'file-unknown':
      return `${finding.path} is not in the manifest.`
    default:
      return finding satisfies never
  }
}

function updatesMissing({ from, to, isInSnapshot }: Extract<Finding, { readonly code: 'updates-missing' }>): string {
  const isOne = from === to
  const which = isOne ? `revision ${from} is` : `revisions ${from} to ${to} are`
  return isInSnapshot
    ? `${which} missing from the log; a snapshot holds ${isOne ? 'it' : 'them'}, so only the history has a hole.`
    : `${which} missing from the log, and no snapshot holds ${isOne ? 'it' : 'them'}.`
}

function rowsDiffer({ entity, id, how, fields }: RowsDiffer): string {
  const subject = entity === 'course' ? 'the course' : `${entity} ${id}`
  switch (how) {
    case 'row-missing':
      return `${subject} has no row in the table.`
    case 'row-without-entity':
      return `${subject} has a row in the table and is not in the document.`
    case 'other-values':
      return `the row of ${subject} differs from the document (${fields.join(', ')}).`
    default:
      return how satisfies never
  }
}
