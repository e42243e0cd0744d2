/** The thread that reads: loading ten megabytes never holds up a commit. */
import { type Transferable, workerData } from 'node:worker_threads'
import { accessReads, prepareAccessReadStatements } from './access-reading.ts'
import type { ReaderCalls } from './calls.ts'
import { type ConnectionOptions, openConnection } from './connection.ts'
import { inOneRead, listCourses, loadSummary, loadUpdates, prepareReadStatements } from './reading.ts'
import { prepareDetailStatements, readCourse } from './reading-details.ts'
import { findOperations, prepareOperationStatements, readOperations } from './reading-operations.ts'
import { prepareUploadReadStatements, uploadReads } from './reading-uploads.ts'
import { ReopeningConnection } from './reopening-connection.ts'
import { serve } from './serve.ts'

const options: ConnectionOptions = workerData

const connection = new ReopeningConnection(
  () => openConnection(options),
  database => {
    database.exec('PRAGMA query_only = ON')
    return {
      ...prepareReadStatements(database),
      ...prepareDetailStatements(database),
      ...prepareOperationStatements(database),
      ...prepareUploadReadStatements(database),
      ...prepareAccessReadStatements(database),
    }
  },
)
type Statements = Parameters<Parameters<typeof connection.use>[0]>[0]['statements']

function read<Result>(run: (statements: Statements) => Result): Result {
  return connection.use(({ statements }) => inOneRead(statements, () => run(statements)))
}

serve<ReaderCalls>(
  {
    loadSummary: courseId => read(statements => loadSummary(statements, courseId)),
    loadUpdates: ({ courseId, revision }) => read(statements => loadUpdates(statements, courseId, revision)),
    listCourses: () => read(listCourses),
    readCourse: courseId => {
      const course = read(statements => readCourse(statements, courseId))
      return course && JSON.stringify(course)
    },
    readOperations: request => read(statements => readOperations(statements, request)),
    findOperations: request => read(statements => findOperations(statements, request)),
    recentOperations: ({ courseId, device, limit }) =>
      read(statements => statements.recentOperations.all(courseId, device, limit)),
    ...uploadReads(read),
    ...accessReads(read),
    check: () => {
      read(listCourses)
      return null
    },
  },
  { buffersOf: updateBuffers, close: () => connection.close() },
)

function updateBuffers(response: unknown): Transferable[] {
  if (!Array.isArray(response)) return []
  return response.flatMap(item => (item?.bytes instanceof Uint8Array ? [item.bytes.buffer] : []))
}
