/** The thread that works beside the commits and writes no row: compaction, older versions, moving the log into the database. */
import { type Transferable, workerData } from 'node:worker_threads'
import { compactUpdates } from '../snapshot.ts'
import type { CompactedCourse, KeeperCalls } from './calls.ts'
import { type ConnectionOptions, openConnection } from './connection.ts'
import { inOneRead, loadUpdates, prepareReadStatements, type ReadStatements } from './reading.ts'
import { prepareVersionStatements, readVersion } from './reading-versions.ts'
import { ReopeningConnection } from './reopening-connection.ts'
import { serve } from './serve.ts'

const options: ConnectionOptions = workerData

const connection = new ReopeningConnection(
  () => openConnection(options),
  database => ({
    ...prepareReadStatements(database),
    ...prepareVersionStatements(database),
    checkpoint: database.prepare('PRAGMA wal_checkpoint(PASSIVE)'),
  }),
)

serve<KeeperCalls>(
  {
    compact: courseId => connection.use(({ statements }) => compact(statements, courseId)),
    readVersion: request => connection.use(({ statements }) => readVersion(statements, request)),
    checkpoint: () => {
      connection.use(({ statements }) => statements.checkpoint.run())
      return null
    },
  },
  { buffersOf: versionBuffer, close: () => connection.close() },
)

function versionBuffer(response: unknown): Transferable[] {
  return response instanceof Uint8Array && response.buffer instanceof ArrayBuffer ? [response.buffer] : []
}

/** Undefined: nothing has come since the newest snapshot. */
function compact(statements: ReadStatements, courseId: string): CompactedCourse | undefined {
  const updates = inOneRead(statements, () => loadUpdates(statements, courseId, 0))
  const newest = updates.at(-1)
  if (!newest || newest.isSnapshot) return undefined
  const snapshot = compactUpdates(updates.map(({ bytes }) => bytes))
  const previous = updates.find(({ isSnapshot }) => isSnapshot)?.revision ?? null
  return { previousRevision: previous, revision: newest.revision, snapshot }
}
