import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { type RowRef, rowName } from '../row.ts'
import type { OutlineRows } from './outline-rows.ts'

/** What stands over the top of the page while it is scrolled, in px. */
const headerHeight = 80

/**
 * What others add, move or delete above does not push away what one types or reads: the page is scrolled by as much. The
 * browser's own anchoring does not follow rows that are placed by their height.
 */
export function useAnchoredScroll(
  { rows, held }: { readonly rows: OutlineRows; readonly held: RowRef | undefined },
  tree: RefObject<HTMLElement | null>,
): void {
  const before = useRef(rows)
  const scrolled = useRef(0)
  useEffect(() => {
    const note = () => {
      scrolled.current = window.scrollY
    }
    note()
    window.addEventListener('scroll', note, { passive: true })
    return () => window.removeEventListener('scroll', note)
  }, [])
  useLayoutEffect(() => {
    const earlier = before.current
    before.current = rows
    if (earlier === rows || !tree.current) return
    // A shorter page may be scrolled back by the browser as soon as it is measured.
    const was = scrolled.current
    const treeTop = tree.current.getBoundingClientRect().top + window.scrollY
    const isAtTop = was + headerHeight <= treeTop
    const anchor = held ? rowName(held) : isAtTop ? undefined : earlier.atHeight(was + headerHeight - treeTop)?.key
    const [from, to] = anchor === undefined ? [] : [earlier.find(anchor)?.top, rows.find(anchor)?.top]
    if (from !== undefined && to !== undefined && from !== to)
      window.scrollTo({ top: was + to - from, behavior: 'instant' })
  })
}
