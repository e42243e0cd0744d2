import type { SaveOutcome } from '../../session/session-state.ts'
import type { RowRef } from './row.ts'

/** What stands over the course screen. */
export type CourseDialog =
  | { readonly kind: 'move'; readonly row: RowRef }
  | { readonly kind: 'add-video'; readonly chapterId: string }
  | { readonly kind: 'discard' }
  | { readonly kind: 'history' }
  | { readonly kind: 'review' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'receipt'; readonly outcome: SaveOutcome }
