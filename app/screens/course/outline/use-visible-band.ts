import { type RefObject, useEffect, useState } from 'react'

/** px from the top of the tree. */
export interface Band {
  readonly from: number
  readonly to: number
}

/** Drawn beyond the window's edges, and scrolled before anything is drawn anew. */
const marginPx = 800
const stepPx = 200

/** The part of the tree that is in the window or near it. The page scrolls, the tree does not. */
export function useVisibleBand(tree: RefObject<HTMLElement | null>): Band {
  const [band, setBand] = useState<Band>({ from: 0, to: 2 * marginPx })
  useEffect(() => {
    const measure = () => {
      if (!tree.current) return
      const top = -tree.current.getBoundingClientRect().top
      const from = Math.floor((top - marginPx) / stepPx) * stepPx
      const to = Math.ceil((top + window.innerHeight + marginPx) / stepPx) * stepPx
      setBand(before => (before.from === from && before.to === to ? before : { from, to }))
    }
    measure()
    window.addEventListener('scroll', measure, { passive: true })
    window.addEventListener('resize', measure)
    return () => {
      window.removeEventListener('scroll', measure)
      window.removeEventListener('resize', measure)
    }
  }, [tree])
  return band
}
