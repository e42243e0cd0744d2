/** What has stood in the draft of one browser, in any of its tabs: tells what was given back from what was dropped. */
import { puttingBack } from '../../app/session/draft-book.ts'
import type { DraftEntry, PendingOperation } from '../../persistence/local-course-store.ts'

export class DraftWatch {
  readonly #drafts = new Set<readonly DraftEntry[]>()
  /** By draftId, as it stood first. */
  readonly #first = new Map<string, DraftEntry>()

  see(draft: readonly DraftEntry[]): void {
    if (this.#drafts.has(draft)) return
    this.#drafts.add(draft)
    for (const entry of draft) if (!this.#first.has(entry.draftId)) this.#first.set(entry.draftId, entry)
  }

  /** What is wrong with how this refused operation came back; undefined: nothing. */
  faultOf({ operationId, commands }: PendingOperation): string | undefined {
    const entries = commands.map((command, place) => ({ draftId: `${operationId}.${place}`, command }))
    const dropped = entries.find(entry => !this.#first.has(entry.draftId) && !this.#mayHaveVanished(entry, entries))
    if (dropped) return `${dropped.draftId} (${dropped.command.type}) was refused and is not in the draft again`
    const back = entries.flatMap(({ draftId }) => this.#first.get(draftId) ?? [])
    const isAsRefused = back.every(({ command }, place) => isSame(command, commands[place]))
    const isWhole = back.length === commands.length && isAsRefused
    return isWhole && back.every(({ refused }) => refused === undefined)
      ? `${operationId} came back unmarked`
      : undefined
  }

  /** A draft that stood here has something that it cancels with: added and deleted, renamed and named as before. */
  #mayHaveVanished(entry: DraftEntry, entries: readonly DraftEntry[]): boolean {
    const givenBack = puttingBack(entries)
    return [...this.#drafts].some(draft => !givenBack(draft).some(({ draftId }) => draftId === entry.draftId))
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
