/** The ledger's entries under the days on which the server stored them. */
import type { HistoryEntry } from '../../../course/wire/ack.ts'
import { historyText } from '../../text/history.ts'
import { dayOf } from '../../text/words.ts'

export interface OperationDay {
  readonly name: string
  readonly entries: readonly HistoryEntry[]
}

/**
 * @param entries the newest first, as the ledger tells them
 * @param now ms since 1970, this device's clock
 */
export function operationDays(entries: readonly HistoryEntry[], now: number): OperationDay[] {
  const days: { name: string; entries: HistoryEntry[] }[] = []
  for (const entry of entries) {
    const name = dayName(entry.storedAt, now)
    const last = days.at(-1)
    if (last?.name === name) last.entries.push(entry)
    else days.push({ name, entries: [entry] })
  }
  return days
}

function dayName(at: number, now: number): string {
  const day = dayOf(at)
  if (day === dayOf(now)) return historyText.today
  return day === dayOf(dayBefore(now)) ? historyText.yesterday : day
}

/** By the calendar: when the clocks change, a day has 23 or 25 hours. */
function dayBefore(at: number): number {
  const date = new Date(at)
  return date.setDate(date.getDate() - 1)
}
