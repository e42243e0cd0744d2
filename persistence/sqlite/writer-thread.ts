/** The thread that writes: commits, and between them what keeping house asks for. */
import { workerData } from 'node:worker_threads'
import { isLecternError } from '../../course/errors.ts'
import { passFailpoint } from '../failpoint.ts'
import { type AccessStatements, accessWrites, prepareAccessStatements } from './access-writing.ts'
import type { WriterCalls } from './calls.ts'
import { integerOf } from './columns.ts'
import { commitGroup, prepareCommitStatements } from './committing.ts'
import { type ConnectionOptions, openConnection } from './connection.ts'
import { translateError } from './errors.ts'
import { stretchLog } from './log.ts'
import { migrate } from './migrations.ts'
import { ReopeningConnection } from './reopening-connection.ts'
import { Reserve } from './reserve.ts'
import { serve } from './serve.ts'
import { deleteOtherPart, finishSnapshot, prepareSnapshotStatements, writeSnapshotPart } from './snapshots.ts'
import { prepareUploadStatements, type UploadStatements, uploadWrites } from './writing-uploads.ts'

const options: ConnectionOptions = workerData
const reserve = new Reserve(options.dataDir)

const connection = new ReopeningConnection(
  () => {
    const database = openConnection(options)
    passFailpoint('database-opened')
    migrate(database)
    stretchLog(database, options)
    return database
  },
  database => ({
    ...prepareCommitStatements(database),
    ...prepareSnapshotStatements(database),
    ...prepareUploadStatements(database),
    ...prepareAccessStatements(database),
    setDeleted: database.prepare('UPDATE courses SET deleted_at = ? WHERE id = ? AND revision > 0'),
    rollback: database.prepare('ROLLBACK'),
    measureLog: database.prepare('PRAGMA wal_checkpoint(NOOP)'),
    checkpoint: database.prepare('PRAGMA wal_checkpoint(PASSIVE)'),
  }),
)

serve<WriterCalls>(
  {
    commit: group => freeingSpace(() => connection.use(prepared => commitGroup(prepared, group))),
    setDeleted: ({ courseId, deletedAt }) =>
      connection.use(({ statements }) => statements.setDeleted.run(deletedAt, courseId).changes > 0),
    check: () => {
      connection.use(({ statements }) => {
        statements.begin.run()
        statements.rollback.run()
      })
      return null
    },
    measureLog: () => connection.use(({ statements }) => integerOf(statements.measureLog.get()?.['log'])),
    checkpoint: () => {
      connection.use(({ statements }) => statements.checkpoint.run())
      return null
    },
    writeSnapshotPart: part => {
      connection.use(({ statements }) => writeSnapshotPart(statements, part))
      return null
    },
    finishSnapshot: snapshot => {
      connection.use(({ statements }) => finishSnapshot(statements, snapshot))
      return null
    },
    deleteOtherPart: ({ courseId, revision }) =>
      connection.use(({ statements }) => deleteOtherPart(statements, courseId, revision)),
    ...uploadWrites(inOneWrite),
    ...accessWrites(inOneWrite),
  },
  { close: () => connection.close() },
)

function inOneWrite<Result>(write: (statements: UploadStatements & AccessStatements) => Result): Result {
  return freeingSpace(() =>
    connection.use(({ statements }) => {
      statements.begin.run()
      const result = write(statements)
      statements.end.run()
      return result
    }),
  )
}

/** A commit that finds the disk full gives the reserve up, and the next one does not begin until it is back. */
function freeingSpace<Result>(run: () => Result): Result {
  reserve.take()
  try {
    return run()
  } catch (thrown) {
    const error = translateError(thrown)
    if (isLecternError(error) && error.code === 'store-full') reserve.release()
    throw error
  }
}
