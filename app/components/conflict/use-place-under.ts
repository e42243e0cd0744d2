import { useLayoutEffect, useState } from 'react'

interface PlaceUnder {
  readonly top: number
  readonly left: number
  readonly maxWidth: number
}

const gap = 4
const margin = 8
const narrowest = 240

/** Where something under an element stands in the window, in CSS pixels; follows it when the page is scrolled. */
export function usePlaceUnder(element: HTMLElement): PlaceUnder {
  const [place, setPlace] = useState(() => placeUnder(element))
  useLayoutEffect(() => {
    const follow = () => setPlace(placeUnder(element))
    follow()
    window.addEventListener('scroll', follow, { capture: true, passive: true })
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow, { capture: true })
      window.removeEventListener('resize', follow)
    }
  }, [element])
  return place
}

function placeUnder(element: HTMLElement): PlaceUnder {
  const { left, bottom } = element.getBoundingClientRect()
  const widest = document.documentElement.clientWidth - 2 * margin
  const start = Math.max(margin, Math.min(left, widest - narrowest))
  return { top: bottom + gap, left: start, maxWidth: widest + margin - start }
}
