import type { SaveOutcome } from '../../session/session-state.ts'
import type { DiskFile } from '../../uploads/chosen-file.ts'
import type { RowRef } from './row.ts'
import type { Lack } from './uploads/course-file-room.ts'
import type { FileRoom } from './uploads/uploads-context.ts'

export interface UploadDialogRequest {
  readonly kind: 'upload'
  /** Being read. */
  readonly files: Promise<readonly DiskFile[]>
  readonly place: 'chosen' | 'dropped'
  /** Where they were dropped, or the chapter whose menu it was. */
  readonly chapterId?: string | undefined
}

/** A file that does not fit into this browser is to take the place of another. */
export interface NoRoomRequest {
  readonly kind: 'no-room'
  readonly file: DiskFile
  readonly room: FileRoom
  readonly measured: Lack
  readonly onTake: () => void
}

/** What stands over the course screen. */
export type CourseDialog =
  | { readonly kind: 'move'; readonly rows: readonly RowRef[] }
  | { readonly kind: 'add-video'; readonly chapterId: string }
  | { readonly kind: 'discard' }
  /** What Save would do. */
  | { readonly kind: 'review' }
  /** What the server refused of it. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'export' }
  | UploadDialogRequest
  | NoRoomRequest
  | { readonly kind: 'members' }
  /** `text`: what was pasted on the outline; empty where the author has yet to paste. */
  | { readonly kind: 'paste-list'; readonly text: string }
  | { readonly kind: 'receipt'; readonly outcome: SaveOutcome }
