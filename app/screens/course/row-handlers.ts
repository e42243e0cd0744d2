import type { KeyboardEvent } from 'react'
import type { RowRef } from './row.ts'

/** What rows report. The same object for all and for the life of the screen, so that rows need not be drawn again. */
export interface RowHandlers {
  onStart(row: RowRef): void
  onType(row: RowRef, title: string): void
  onEnd(): void
  onKeyDown(event: KeyboardEvent<HTMLElement>, row: RowRef): void
  onMenu(row: RowRef, button: HTMLElement): void
  onToggle(chapterId: string): void
  onAddVideo(chapterId: string): void
  /** Selects one more, or one less. */
  onSelect(row: RowRef): void
  onSelection(keys: ReadonlySet<string | number>): void
  onFocus(row: RowRef | undefined): void
}
