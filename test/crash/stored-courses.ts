/** What a data folder holds, read as any other program would: the server takes no part in it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'

export interface StoredCourse {
  readonly revision: number
  readonly epoch: string
  /** The revisions of the log, in order. */
  readonly updates: readonly number[]
  /** By operationId: the revisions of the log's updates that carry the operation's record. */
  readonly carriedBy: ReadonlyMap<string, readonly number[]>
  readonly ledger: readonly LedgerRow[]
  readonly chapters: readonly EntityRow[]
  readonly videos: readonly EntityRow[]
}

export interface LedgerRow {
  readonly operationId: string
  readonly device: string
  readonly status: string
  readonly revision: number
}

export interface EntityRow {
  readonly id: string
  readonly title: string
  /** Of a chapter: its position. Of a video: its chapter's id and its position there. */
  readonly place: string
  readonly url: string | null
  readonly deletedBy: string | null
}

export interface StoredFolder {
  /** What SQLite finds wrong with its own file. */
  readonly damage: readonly string[]
  readonly courses: ReadonlyMap<string, StoredCourse>
}

/** Read-only: the log stays where it is, for the next server to recover from. */
export function readFolder(dataDir: string): StoredFolder {
  if (!existsSync(join(dataDir, 'lectern.db'))) return { damage: [], courses: new Map() }
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { readOnly: true })
  try {
    const hasSchema = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'courses'`).get() !== undefined
    const ids = hasSchema ? database.prepare('SELECT id FROM courses WHERE revision > 0').all() : []
    return {
      damage: damageOf(database),
      courses: new Map(ids.map(({ id }) => [String(id), readStoredCourse(database, String(id))])),
    }
  } finally {
    database.close()
  }
}

/** The ids of a course's operations, in order. */
export function ledgerOf(dataDir: string, courseId: string): readonly string[] {
  const course = readFolder(dataDir).courses.get(courseId)
  return course?.ledger.map(({ operationId }) => operationId) ?? []
}

/** Lets nobody else write. @returns how to let go */
export function holdDatabase(dataDir: string): () => void {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { timeout: 5000 })
  database.exec('BEGIN IMMEDIATE')
  return () => database.close()
}

function damageOf(database: DatabaseSync): string[] {
  const found = database.prepare('PRAGMA integrity_check').all()
  const orphans = database.prepare('PRAGMA foreign_key_check').all()
  return [
    ...found.map(row => String(row['integrity_check'])).filter(text => text !== 'ok'),
    ...orphans.map(row => `foreign key: ${JSON.stringify(row)}`),
  ]
}

function readStoredCourse(database: DatabaseSync, courseId: string): StoredCourse {
  const rows = <Row>(sql: string) => database.prepare(sql).all(courseId) as Row[]
  const [course] = rows<{ revision: number; epoch: string }>('SELECT revision, epoch FROM courses WHERE id = ?')
  const updates = rows<{ revision: number; bytes: Uint8Array }>(
    'SELECT revision, bytes FROM updates WHERE course_id = ? ORDER BY revision',
  )
  return {
    revision: course?.revision ?? 0,
    epoch: course?.epoch ?? '',
    updates: updates.map(({ revision }) => revision),
    carriedBy: carriersOf(updates),
    ledger: rows(`
      SELECT operation_id AS operationId, device, status, revision FROM operations WHERE course_id = ? ORDER BY number`),
    chapters: rows(`
      SELECT id, title, position AS place, NULL AS url, deleted_operation_id AS deletedBy
      FROM chapters WHERE course_id = ?`),
    videos: rows(`
      SELECT id, title, chapter_id || ' ' || position AS place, source_url AS url, deleted_operation_id AS deletedBy
      FROM videos WHERE course_id = ?`),
  }
}

function carriersOf(updates: readonly { revision: number; bytes: Uint8Array }[]): Map<string, number[]> {
  const carriers = new Map<string, number[]>()
  for (const { revision, bytes } of updates) {
    for (const operationId of operationIdsIn(bytes)) {
      carriers.set(operationId, [...(carriers.get(operationId) ?? []), revision])
    }
  }
  return carriers
}

function operationIdsIn(update: Uint8Array): string[] {
  return Y.decodeUpdate(update).structs.flatMap(struct => {
    if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentAny)) return []
    return struct.content.arr.flatMap(value => {
      const isRecord = typeof value === 'object' && value !== null && 'operationId' in value && 'commands' in value
      return isRecord ? [String(value.operationId)] : []
    })
  })
}
