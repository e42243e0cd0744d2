import type { Command } from '../../course/command.ts'
import { addToDraft, type KeptWas } from '../../course/draft.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'
import { targetOf } from './gestures.ts'

export type DraftChange = (draft: readonly DraftEntry[]) => readonly DraftEntry[]

/** Writes a change into the draft on disk and answers with the whole draft as it is there, other tabs' part included. */
export type WriteDraft = (change: DraftChange) => Promise<readonly DraftEntry[]>

interface ChangeUnderWay {
  readonly ticket: number
  readonly change: DraftChange
}

/**
 * The draft as this tab shows it: what is on disk, and on top what is on its way there. A gesture shows at once, and
 * what another tab wrote in between appears below it. The local store works first in, first out: what was asked of it
 * later knows more, in whatever order the answers come back; tickets say which is which.
 */
export class DraftBook {
  readonly #write: WriteDraft
  readonly #onChange: () => void
  #stored: readonly DraftEntry[] = []
  #underWay: readonly ChangeUnderWay[] = []
  #shown: readonly DraftEntry[] = []
  #lastTicket = 0
  #storedAt = 0

  constructor(write: WriteDraft, onChange: () => void) {
    this.#write = write
    this.#onChange = onChange
  }

  get entries(): readonly DraftEntry[] {
    return this.#shown
  }

  /** To be taken when the local store is asked for the draft, or to take it. */
  ticket(): number {
    this.#lastTicket++
    return this.#lastTicket
  }

  /** What would be on disk at that ticket's turn, if the disk worked. */
  upTo(ticket: number): readonly DraftEntry[] {
    return this.#underWay.reduce((draft, later) => (later.ticket <= ticket ? later.change(draft) : draft), this.#stored)
  }

  /** Shown at once, written in the background; where that fails, kept in memory. Resolves when it has ended. */
  change(change: DraftChange): Promise<void> {
    const ticket = this.ticket()
    this.#underWay = [...this.#underWay, { ticket, change }]
    this.#refresh()
    return this.#write(change).then(
      stored => this.setStored(stored, ticket),
      () => this.setStored(this.upTo(ticket), ticket),
    )
  }

  /** What the disk had at that ticket's turn. */
  setStored(draft: readonly DraftEntry[], ticket: number): void {
    if (ticket < this.#storedAt) return
    this.#storedAt = ticket
    this.#stored = draft
    this.#underWay = this.#underWay.filter(later => later.ticket > ticket)
    this.#refresh()
  }

  #refresh(): void {
    const shown = this.upTo(this.#lastTicket)
    if (isSame(shown, this.#shown)) return
    this.#shown = shown
    this.#onChange()
  }
}

function isSame(a: readonly DraftEntry[], b: readonly DraftEntry[]): boolean {
  return a.length === b.length && (a === b || JSON.stringify(a) === JSON.stringify(b))
}

/** Adds entries, each once however often the change is made; what is edited again is not marked as refused any more. */
export function adding(entries: readonly DraftEntry[], keptWas: KeptWas = 'first'): DraftChange {
  return draft => {
    const known = new Set(draft.map(entry => entry.draftId))
    const targets = new Set(draft.map(entry => targetOf(entry.command)))
    let after = [...draft]
    for (const entry of entries) {
      if (known.has(entry.draftId)) continue
      const target = targetOf(entry.command)
      // Nothing to coalesce with: an import adds many thousands.
      if (!targets.has(target)) after.push(entry)
      else after = withoutOldRefusals(after, addToDraft(after, entry, keptWas), entry)
      targets.add(target)
    }
    return after
  }
}

export function takingOut(entries: readonly DraftEntry[]): DraftChange {
  const taken = new Set(entries.map(({ draftId }) => draftId))
  return draft => draft.filter(({ draftId }) => !taken.has(draftId))
}

/**
 * Puts entries back where they stood in `before`, below what has come since. Those that are there already stay as they
 * are now.
 */
export function puttingBack(entries: readonly DraftEntry[], before = entries): DraftChange {
  const taken = new Set(entries.map(({ draftId }) => draftId))
  return draft => {
    const present = new Map(draft.map(entry => [entry.draftId, entry]))
    const isBack = ({ draftId }: DraftEntry) => taken.has(draftId) || present.has(draftId)
    const back = before.filter(isBack).map(entry => present.get(entry.draftId) ?? entry)
    return adding(draft)(back)
  }
}

/** An entry that the newest one was merged into asks for something else than what was refused; not so where both asked the same. */
function withoutOldRefusals(before: readonly DraftEntry[], after: DraftEntry[], newest: DraftEntry): DraftEntry[] {
  if (!before.some(entry => entry.refused)) return after
  const commands = new Set([...before, newest].map(entry => entry.command))
  return after.map(entry => {
    if (entry.refused === undefined || commands.has(entry.command)) return entry
    if (isRefusedAmong([...before, newest], entry.command)) return entry
    const { refused: _, ...rest } = entry
    return rest
  })
}

function isRefusedAmong(entries: readonly DraftEntry[], command: Command): boolean {
  const text = JSON.stringify(command)
  return entries.some(({ refused, command: other }) => refused !== undefined && JSON.stringify(other) === text)
}
