import type { RowHandlers } from '../row-handlers.ts'

/** What every row is drawn from. */
export interface RowContentProps {
  readonly handlers: RowHandlers
  readonly isEditing: boolean
  readonly isSelected: boolean
  readonly words: readonly string[]
  /** Has the focus while the title is not typed in. */
  readonly row: { focus(): void }
}
