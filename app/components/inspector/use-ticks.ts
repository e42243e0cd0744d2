import { useEffect, useReducer } from 'react'

/** Draws again this often for as long as it is there. */
export function useTicks(everyMs: number): void {
  const [, tick] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
}
