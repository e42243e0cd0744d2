import type { Command } from '../../course/command.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'
import { targetOf } from './gestures.ts'

/**
 * The entries with these ids, and every entry of the draft that makes no sense without them: what is done to a chapter
 * or video that the draft adds, and what is put into a chapter that it adds or restores. In the draft's order.
 */
export function withDependents(draft: readonly DraftEntry[], draftIds: readonly string[]): DraftEntry[] {
  const asked = new Set(draftIds)
  let taken = draft.filter(({ draftId }) => asked.has(draftId))
  for (;;) {
    const found = new Set(taken)
    const needs = needsOf(taken)
    const more = draft.filter(entry => found.has(entry) || needs(entry.command))
    if (more.length === taken.length) return more
    taken = more
  }
}

/** Whether a command needs any of what these entries make. */
function needsOf(entries: readonly DraftEntry[]): (command: Command) => boolean {
  const added = new Set<string>()
  const opened = new Set<string>()
  for (const { command } of entries) {
    if (command.type === 'add-chapter' || command.type === 'add-video') added.add(targetOf(command))
    if (command.type === 'add-chapter' || command.type === 'restore-chapter') opened.add(command.chapterId)
  }
  return command => added.has(targetOf(command)) || ('place' in command && opened.has(command.place[0]))
}
