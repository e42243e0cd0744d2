/** Where an author's values meet others': what is said, and what can be chosen with one press. */
import { describe, expect, it } from 'vitest'
import { choiceOf } from '../../../app/components/conflict/choice.ts'
import {
  bringingBack,
  type DraftConflict,
  draftConflictsOf,
  insisting,
  lettingGo,
} from '../../../app/components/conflict/draft-conflicts.ts'
import { fieldConflictOf, takingTitleBack } from '../../../app/components/conflict/field-conflict.ts'
import { toastOf } from '../../../app/components/toasts/toast-of.ts'
import type { Conflict } from '../../../app/session/conflict.ts'
import { bothValues, sentenceOfChanged, sentenceOfConflict } from '../../../app/text/conflict.ts'
import { applyCommands } from '../../../course/apply-command.ts'
import type { Command } from '../../../course/command.ts'
import { addToDraft } from '../../../course/draft.ts'
import type { Course } from '../../../course/model.ts'
import type { DraftEntry } from '../../../persistence/local-course-store.ts'
import { ana, course, outcomeOf } from './session-fixtures.ts'

const stamp = { by: ana, at: 1, operationId: 'op' }
const renameIntro: Command = { type: 'rename-video', videoId: 'intro', title: 'Welcome', was: 'Intro' }
const moveIntro: Command = { type: 'move-video', videoId: 'intro', place: ['joints', 'a0'], was: ['basics', 'a0'] }

/** What Ana has saved meanwhile. */
function afterAna(...commands: readonly Command[]): Course {
  return applyCommands(course, commands, stamp)
}

function stateWith(saved: Course, ...commands: readonly Command[]) {
  const draft = commands.reduce<DraftEntry[]>(
    (entries, command, index) => addToDraft(entries, { draftId: `d${index}`, command }),
    [],
  )
  return { saved, draft, course: applyCommands(saved, commands, stamp) }
}

/** The draft after these gestures, as the session makes it of them. */
function draftAfter({ draft }: { readonly draft: readonly DraftEntry[] }, commands: readonly Command[]): Command[] {
  const entries = commands.map((command, index) => ({ draftId: `e${index}`, command }))
  const after = entries.reduce<DraftEntry[]>((all, entry) => addToDraft(all, entry, 'newest'), [...draft])
  return after.map(({ command }) => command)
}

function only(conflicts: readonly DraftConflict[]): DraftConflict {
  expect(conflicts).toHaveLength(1)
  return conflicts[0] as DraftConflict
}

describe('An unsaved change that meets what a colleague has saved', () => {
  const saved = afterAna({ ...renameIntro, title: 'Hello' })

  it('[C7] is told with both values', () => {
    const conflict = only(draftConflictsOf(stateWith(saved, renameIntro)))
    if (conflict.kind !== 'changed') throw new Error('a title was changed')
    expect(sentenceOfChanged({ ...conflict, by: 'Ana' }, saved)).toBe(
      'Ana changed the title "Intro" to "Hello". You have "Welcome", not saved yet.',
    )
  })

  it('[C7] leaves nothing drafted when theirs is used, and the same value over theirs when mine is kept', () => {
    const state = stateWith(saved, renameIntro)
    expect(draftAfter(state, lettingGo([renameIntro], saved))).toEqual([])
    expect(draftAfter(state, insisting(renameIntro, saved))).toEqual([{ ...renameIntro, was: 'Hello' }])
    const insisted = stateWith(saved, { ...renameIntro, was: 'Hello' })
    expect(draftConflictsOf(insisted)).toEqual([])
  })

  it('[C7] is none where both say the same, or where only a place within the chapter differs', () => {
    expect(draftConflictsOf(stateWith(afterAna(renameIntro), renameIntro))).toEqual([])
    const nudged = afterAna({ ...moveIntro, place: ['basics', 'a5'] })
    expect(draftConflictsOf(stateWith(nudged, moveIntro))).toEqual([])
  })

  it('[C7] is told for a video that two moved to different chapters', () => {
    const chapter: Command = { type: 'add-chapter', chapterId: 'tools', title: 'Tools', position: 'a2' }
    const moved = afterAna(chapter, { ...moveIntro, place: ['tools', 'a0'] })
    const conflict = only(draftConflictsOf(stateWith(moved, moveIntro)))
    if (conflict.kind !== 'changed') throw new Error('a place was changed')
    expect(sentenceOfChanged({ ...conflict, by: undefined }, moved)).toBe(
      'Somebody moved "Intro" to "Tools". You have "Joints", not saved yet.',
    )
  })

  it('[C7] is told for each field of the course', () => {
    const edited = afterAna({ type: 'edit-course', title: 'Wood', was: { title: 'Woodworking' } })
    const mine: Command = { type: 'edit-course', title: 'Timber', language: 'en', was: { title: 'Woodworking' } }
    const conflict = only(draftConflictsOf(stateWith(edited, mine)))
    expect(conflict).toMatchObject({ kind: 'changed', theirs: 'Wood', command: { title: 'Timber' } })
  })

  it('[S5] is not told for what the server refused: that is reviewed', () => {
    const state = stateWith(saved, renameIntro)
    const draft = state.draft.map(entry => ({ ...entry, refused: 'too-large' }))
    expect(draftConflictsOf({ ...state, draft })).toEqual([])
  })
})

describe('A draft on what a colleague has deleted', () => {
  const gone = afterAna({ type: 'delete-video', videoId: 'intro' })

  it('[C3] is told once for all that is drafted there, with who deleted it', () => {
    const conflict = only(draftConflictsOf(stateWith(gone, renameIntro, moveIntro)))
    expect(conflict).toMatchObject({ kind: 'deleted', row: { kind: 'video', id: 'intro' }, by: ana })
    expect(conflict.kind === 'deleted' && conflict.commands).toHaveLength(2)
  })

  it('[C3] stays on it when it is restored, and is gone when it is let go', () => {
    const restore = bringingBack({ kind: 'video', id: 'intro' }, gone)
    expect(restore).toEqual([{ type: 'restore-video', videoId: 'intro' }])
    expect(draftConflictsOf(stateWith(gone, renameIntro, ...restore))).toEqual([])
    expect(draftAfter(stateWith(gone, renameIntro), lettingGo([renameIntro], gone))).toEqual([])
  })

  it('[C3] is restored with its chapter where that is what was deleted', () => {
    const both = afterAna({ type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro', 'outro'] })
    const conflict = only(draftConflictsOf(stateWith(both, renameIntro)))
    expect(conflict).toMatchObject({ kind: 'deleted', by: ana })
    expect(bringingBack({ kind: 'video', id: 'intro' }, both)).toEqual([
      { type: 'restore-chapter', chapterId: 'basics' },
    ])
  })

  it('[C3] is none where the author deletes it too, or has moved it out of the deleted chapter', () => {
    expect(draftConflictsOf(stateWith(gone, { type: 'delete-video', videoId: 'intro' }))).toEqual([])
    const both = afterAna({ type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro', 'outro'] })
    expect(draftConflictsOf(stateWith(both, moveIntro))).toEqual([])
  })
})

describe('An open field', () => {
  const row = { kind: 'video', id: 'intro' } as const
  const hello = afterAna({ ...renameIntro, title: 'Hello' })

  it('[C7] tells what a colleague made of its title, and nothing where they agree', () => {
    const typed = { row, text: 'Welcome', seen: 'Intro' }
    expect(fieldConflictOf(typed, stateWith(hello, renameIntro))).toEqual({ kind: 'changed', theirs: 'Hello' })
    expect(fieldConflictOf({ ...typed, text: 'Hello' }, stateWith(hello))).toBeUndefined()
    expect(fieldConflictOf(typed, stateWith(course, renameIntro))).toBeUndefined()
  })

  it('[C7] tells it too where nothing has been typed yet', () => {
    expect(fieldConflictOf({ row, text: 'Intro', seen: 'Intro' }, stateWith(hello))).toMatchObject({ theirs: 'Hello' })
  })

  it("[C7] tells it of the course's own title, whatever else of the course is drafted", () => {
    const wood = afterAna({ type: 'edit-course', title: 'Wood', was: { title: 'Woodworking' } })
    const was = { title: 'Woodworking' }
    const mine = stateWith(wood, { type: 'edit-course', title: 'Timber', language: 'en', was })
    const typed = { row: undefined, text: 'Timber', seen: 'Woodworking' }
    expect(fieldConflictOf(typed, mine)).toEqual({ kind: 'changed', theirs: 'Wood' })
    expect(draftAfter(mine, takingTitleBack(undefined, mine))).toMatchObject([{ language: 'en' }])
    expect(takingTitleBack(undefined, stateWith(wood))).toEqual([])
  })

  it('[C3] tells that its row was deleted, until it is restored', () => {
    const gone = afterAna({ type: 'delete-video', videoId: 'intro' })
    const typed = { row, text: 'Welcome', seen: 'Intro' }
    expect(fieldConflictOf(typed, stateWith(gone, renameIntro))).toEqual({ kind: 'deleted', by: ana })
    const restored = stateWith(gone, renameIntro, { type: 'restore-video', videoId: 'intro' })
    expect(fieldConflictOf(typed, restored)).toBeUndefined()
  })
})

describe('A save that met another value', () => {
  const superseded: Conflict = { kind: 'superseded', mine: renameIntro, by: ana, theirs: 'Intro' }

  it('[A5] is told with both values and a choice', () => {
    expect(sentenceOfConflict(superseded, course)).toBe('Ana changed the title of "Intro" meanwhile; theirs was kept.')
    expect(bothValues(superseded, course)).toBe('Yours: "Welcome" · Ana\'s: "Intro"')
    expect(choiceOf(superseded, course)).toEqual({
      ...{ kind: 'open', label: 'Use mine' },
      commands: [renameIntro],
    })
  })

  it('[A5] offers theirs where mine replaced it unseen', () => {
    const welcome = afterAna(renameIntro)
    const overrode: Conflict = { kind: 'overrode', mine: renameIntro, by: ana, theirs: 'Hello' }
    expect(choiceOf(overrode, welcome)).toMatchObject({
      label: 'Use theirs',
      commands: [{ type: 'rename-video', videoId: 'intro', title: 'Hello', was: 'Welcome' }],
    })
    const results = [{ command: 'rename-video', outcome: 'overrode', by: ana, value: 'Hello' } as const]
    expect(toastOf(outcomeOf([renameIntro], { results }), welcome)).toMatchObject({
      sentence: 'Saved. Ana had changed the title of "Welcome" meanwhile; yours was kept.',
      detail: 'Yours: "Welcome" · Ana\'s: "Hello"',
    })
  })

  it('[A5] says so once the choice is made, and offers nothing for what is gone', () => {
    expect(choiceOf(superseded, afterAna(renameIntro))).toEqual({ kind: 'made', sentence: 'Yours is used.' })
    const gone: Conflict = { ...superseded, mine: { ...renameIntro, videoId: 'gone' } as Command }
    expect(choiceOf(gone, course)).toBeUndefined()
  })

  it('[A5] never offers a value that no command can carry', () => {
    const odd: Conflict = { kind: 'overrode', mine: renameIntro, by: ana, theirs: { html: '<b>' } }
    expect(choiceOf(odd, course)).toBeUndefined()
    expect(bothValues(odd, course)).toBe('Yours: "Welcome" · Ana\'s: nothing')
  })
})
