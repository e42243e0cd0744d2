/** What a room is given, and what it is to the process around it. */
import type { LecternError } from '../course/errors.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import type { Committer } from './committer.ts'
import type { LogSize } from './live-course.ts'
import type { RoomAudience } from './room-audience.ts'
import type { Seams } from './seams.ts'

export interface RoomHandle {
  readonly courseId: string
  readonly audience: RoomAudience
  readonly logSinceSnapshot: LogSize
  duringSnapshot(write: () => Promise<void>): Promise<void>
}

export interface StoredCommit {
  /** From the update received to its acks handed to the sockets. */
  readonly durationMs: number
  /** It refers to uploads: the operations that await them are to be settled. */
  readonly hasUploads: boolean
}

export interface RoomContext {
  readonly store: CourseStore
  readonly committer: Committer
  readonly seams: Seams
  /** For large updates: they are taken one at a time in the process. */
  readonly inTurn: (run: () => Promise<void>) => Promise<void>
  readonly onStored: (room: RoomHandle, stored: StoredCommit) => void
  /** JSON text of the `uploads` of a course's server state. */
  readonly uploadsText: (courseId: string) => string
  readonly onFailed: (room: RoomHandle, error: LecternError) => void
}
