import type { SaveOutcome } from '../../session/session-state.ts'
import type { DiskFile } from '../../uploads/chosen-file.ts'
import type { RowRef } from './row.ts'

export interface UploadDialogRequest {
  readonly kind: 'upload'
  /** Being read. */
  readonly files: Promise<readonly DiskFile[]>
  readonly place: 'chosen' | 'dropped'
  /** Where they were dropped, or the chapter whose menu it was. */
  readonly chapterId?: string | undefined
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
  | { readonly kind: 'members' }
  /** `text`: what was pasted on the outline; empty where the author has yet to paste. */
  | { readonly kind: 'paste-list'; readonly text: string }
  | { readonly kind: 'receipt'; readonly outcome: SaveOutcome }
