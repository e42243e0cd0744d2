import { useSyncExternalStore } from 'react'
import type { RowSizes } from './outline-rows.ts'

/** In rem, so that rows grow with the reader's own font size. `outline.module.css` fills them. */
const wide = { chapter: 3.5, video: 3.25, empty: 3, gap: 0.75 }
const narrow = { chapter: 3.75, video: 5, empty: 3, gap: 0.75 }
const narrowWindow = '(max-width: 40rem)'

let known: { readonly name: string; readonly sizes: RowSizes } | undefined

export function useRowSizes(): RowSizes {
  return useSyncExternalStore(subscribe, read)
}

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(narrowWindow)
  query.addEventListener('change', onChange)
  window.addEventListener('resize', onChange)
  return () => {
    query.removeEventListener('change', onChange)
    window.removeEventListener('resize', onChange)
  }
}

/** The same object until the sizes change. */
function read(): RowSizes {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const isNarrow = matchMedia(narrowWindow).matches
  const name = `${rem} ${isNarrow}`
  if (known?.name !== name) known = { name, sizes: inPx(isNarrow ? narrow : wide, rem) }
  return known.sizes
}

function inPx({ chapter, video, empty, gap }: RowSizes, rem: number): RowSizes {
  return { chapter: chapter * rem, video: video * rem, empty: empty * rem, gap: gap * rem }
}
