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

export interface RoomContext {
  readonly store: CourseStore
  readonly committer: Committer
  readonly seams: Seams
  /** Large updates are taken one at a time in the process. Resolves with how to let the next one in. */
  readonly enterLarge: () => Promise<() => void>
  /** `durationMs`: from the update received to its acks handed to the sockets. */
  readonly onStored: (room: RoomHandle, stored: { readonly sizeBytes: number; readonly durationMs: number }) => void
  readonly onFailed: (room: RoomHandle, error: LecternError) => void
}
