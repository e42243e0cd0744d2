import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import type { RowMark, RowMarkStore } from './row-mark-store.ts'

/** Missing where nobody else can be: rows are then unmarked. */
export const RowMarksContext = createContext<RowMarkStore | undefined>(undefined)

/** Draws its caller again only when something about this row changes. */
export function useRowMark(rowId: string): RowMark | undefined {
  const store = use(RowMarksContext)
  const subscribe = useCallback(
    (listener: () => void) => store?.subscribe(rowId, listener) ?? (() => undefined),
    [store, rowId],
  )
  return useSyncExternalStore(subscribe, () => store?.get(rowId))
}
