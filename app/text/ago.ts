import { counted, dayAndTimeOf, timeOf } from './words.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** When it was, as one says it; both ms since 1970. What lies ahead, by a clock that is wrong, was just now. */
export function agoOf(at: number, now: number): string {
  const passed = now - at
  if (passed < minuteMs) return 'just now'
  if (passed < hourMs) return `${counted(Math.floor(passed / minuteMs), 'minute')} ago`
  const today = startOfDay(now)
  if (at >= today) return `today, ${timeOf(at)}`
  return at >= startOfDay(today - 1) ? `yesterday, ${timeOf(at)}` : dayAndTimeOf(at)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
