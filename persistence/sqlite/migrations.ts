/** The schema of DATA_DIR/lectern.db, as an ordered list of steps. A step that has been released is never edited. */
import type { DatabaseSync } from 'node:sqlite'
import { LecternError } from '../../course/errors.ts'
import { passFailpoint } from '../failpoint.ts'
import { integerOf } from './columns.ts'

/**
 * Times are ms since 1970. `WITHOUT ROWID` keeps a row and its key in one B-tree: a commit dirties one page a table, and
 * each page is 4 KiB of log to sync. `updates` and `operations` are appended to, by all courses to the same last page.
 *
 * `courses.revision` 0: only rejections so far, no course. `operations.number` counts a course's operations as they
 * were stored; its index alone serves the history and a device's newest. `videos.chapter_id` has no foreign key: it may
 * name a deleted or unknown chapter [C3].
 */
const first = `
CREATE TABLE courses (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  epoch TEXT,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  operation_count INTEGER NOT NULL,
  title TEXT NOT NULL,
  language TEXT,
  description TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE chapters (
  course_id TEXT NOT NULL REFERENCES courses (id),
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  position TEXT NOT NULL,
  deleted_at INTEGER,
  deleted_by_id TEXT,
  deleted_by_name TEXT,
  deleted_operation_id TEXT,
  deleted_video_ids TEXT, -- JSON
  PRIMARY KEY (course_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE videos (
  course_id TEXT NOT NULL REFERENCES courses (id),
  id TEXT NOT NULL,
  chapter_id TEXT NOT NULL,
  title TEXT NOT NULL,
  position TEXT NOT NULL,
  source_kind TEXT CHECK (source_kind IN ('upload', 'link')),
  source_url TEXT,
  upload_id TEXT,
  file_name TEXT,
  size_bytes INTEGER,
  media_type TEXT,
  captions TEXT, -- JSON
  deleted_at INTEGER,
  deleted_by_id TEXT,
  deleted_by_name TEXT,
  deleted_operation_id TEXT,
  PRIMARY KEY (course_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE operations (
  course_id TEXT NOT NULL REFERENCES courses (id),
  operation_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  number INTEGER NOT NULL,
  device TEXT NOT NULL,
  user_id TEXT NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  stored_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('committed', 'stored', 'rejected')),
  ack TEXT NOT NULL, -- JSON: events, notes, results, error
  commands TEXT NOT NULL -- JSON
) STRICT;
CREATE UNIQUE INDEX operations_ledger ON operations (operation_id, course_id);
CREATE UNIQUE INDEX operations_history ON operations (course_id, revision, number, device);

CREATE TABLE updates (
  course_id TEXT NOT NULL REFERENCES courses (id),
  revision INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  stored_at INTEGER NOT NULL,
  state_vector BLOB NOT NULL,
  delete_set BLOB NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX updates_log ON updates (course_id, revision);

CREATE TABLE snapshots (
  course_id TEXT NOT NULL REFERENCES courses (id),
  revision INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  state_vector BLOB NOT NULL,
  delete_set BLOB NOT NULL,
  PRIMARY KEY (course_id, revision)
) STRICT, WITHOUT ROWID;

-- A snapshot's bytes, cut so that writing one never holds up a commit for long.
CREATE TABLE snapshot_parts (
  course_id TEXT NOT NULL REFERENCES courses (id),
  revision INTEGER NOT NULL,
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (course_id, revision, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE clients (
  course_id TEXT NOT NULL REFERENCES courses (id),
  client_id INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (course_id, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE unclaimed (
  course_id TEXT NOT NULL REFERENCES courses (id),
  revision INTEGER NOT NULL,
  entity TEXT NOT NULL CHECK (entity IN ('course', 'chapter', 'video')),
  entity_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  fields TEXT NOT NULL, -- JSON
  PRIMARY KEY (course_id, revision, entity, entity_id)
) STRICT, WITHOUT ROWID;
`

/**
 * Uploads: what is known of them; their bytes are files. `uploads.course_id` has no foreign key: bytes travel before a
 * course's first save. `upload_references` outlives the upload: what was swept may be created again, by its course alone.
 * `awaited_uploads` holds what operations in `committed` wait for; it is empty when none does.
 */
const uploads = `
CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  course_id TEXT NOT NULL,
  video_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('uploading', 'complete', 'failed')),
  file_name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  expected_sha256 TEXT,
  active_at INTEGER NOT NULL,
  finished_at INTEGER,
  failure TEXT,
  media_type TEXT,
  sha256 TEXT,
  duration_seconds REAL,
  width INTEGER,
  height INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_of_course ON uploads (course_id, sha256);

CREATE TABLE upload_references (
  upload_id TEXT NOT NULL,
  course_id TEXT NOT NULL,
  video_id TEXT NOT NULL,
  referenced_at INTEGER NOT NULL,
  PRIMARY KEY (upload_id, course_id, video_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE awaited_uploads (
  course_id TEXT NOT NULL,
  operation_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  upload_id TEXT NOT NULL,
  video_id TEXT NOT NULL,
  command INTEGER NOT NULL,
  failure TEXT,
  since INTEGER NOT NULL,
  PRIMARY KEY (course_id, operation_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaited_by_upload ON awaited_uploads (upload_id);
`

/**
 * Who may come in. A session's and an invitation's secret is here as its SHA-256 alone. `members.course_id` begins with the
 * course's first commit, in its transaction. What was used, revoked or ended is no row any more.
 */
const access = `
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  active_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE members (
  course_id TEXT NOT NULL REFERENCES courses (id),
  user_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
  PRIMARY KEY (course_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX courses_of_member ON members (user_id, course_id);

CREATE TABLE invitations (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  course_id TEXT NOT NULL REFERENCES courses (id),
  role TEXT NOT NULL CHECK (role IN ('viewer', 'editor')),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  is_reusable INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_of_course ON invitations (course_id, id);
`

/**
 * CRC-32 of `bytes`: SQLite notices damage to its own pages' structure, not to what stands in them. NULL: written by an
 * older Lectern, and believed.
 */
const checksums = `
ALTER TABLE updates ADD COLUMN checksum INTEGER;
ALTER TABLE snapshot_parts ADD COLUMN checksum INTEGER;
`

const migrations: readonly string[] = [first, uploads, access, checksums]

export const schemaVersion = migrations.length

/** Each step in a transaction of its own. @throws {LecternError} `store-version`: written by a newer Lectern */
export function migrate(database: DatabaseSync): void {
  const version = integerOf(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) {
    throw new LecternError(
      'store-version',
      `the database has schema ${version}, this Lectern knows ${migrations.length}: start a newer Lectern`,
    )
  }
  for (const [i, sql] of migrations.entries()) {
    if (i >= version) step(database, sql, i + 1)
  }
}

function step(database: DatabaseSync, sql: string, version: number): void {
  database.exec('BEGIN IMMEDIATE')
  passFailpoint('migration-begun')
  database.exec(`${sql} PRAGMA user_version = ${version}`)
  passFailpoint('migration-written')
  database.exec('COMMIT')
  passFailpoint('migration-done')
}
