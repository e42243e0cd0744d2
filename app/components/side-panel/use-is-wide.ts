import { useSyncExternalStore } from 'react'

/** Room for a panel beside the page. The same number stands in the media queries of the stylesheets. */
const wide = '(min-width: 60rem)'

export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(wide).matches)
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(wide)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
