import { describe, expect, it } from 'vitest'
import { operationDays } from '../../../app/components/history/operation-days.ts'
import { changesSince } from '../../../app/screens/history/version-changes.ts'
import { versionOf } from '../../../app/server-state/use-version.ts'
import { changeSentence, sinceSentence, sinceText, summaryOf, versionText } from '../../../app/text/history.ts'
import { applyCommands } from '../../../course/apply-command.ts'
import type { Command } from '../../../course/command.ts'
import { commandsBetween } from '../../../course/difference.ts'
import type { Course } from '../../../course/model.ts'
import type { HistoryEntry } from '../../../course/wire/ack.ts'
import { ana, course, operationId, outcomeOf, renameBasics, renameIntro } from './session-fixtures.ts'

const stamp = { by: ana, at: 1, operationId }
const greetIntro: Command = { type: 'rename-video', videoId: 'intro', title: 'Hello', was: 'Intro' }
const moveIntro: Command = { type: 'move-video', videoId: 'intro', place: ['joints', 'a0'], was: ['basics', 'a0'] }
const deleteBasics: Command = { type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro', 'outro'] }
const addTail: Command = { type: 'add-video', videoId: 'tail', title: 'Tail', place: ['joints', 'a5'] }

describe('The history says of a save', () => {
  const sentences: readonly (readonly [Command, string])[] = [
    [renameBasics, 'Chapter "Base" renamed to "Basics"'],
    [renameIntro, 'Video "Start" renamed to "Hello"'],
    [moveIntro, 'Video "Intro" moved from "Basics" to "Joints"'],
    [
      { type: 'move-video', videoId: 'intro', place: ['basics', 'a7'], was: ['basics', 'a0'] },
      'Video "Intro" moved within "Basics"',
    ],
    [deleteBasics, 'Chapter "Basics" deleted'],
    [addTail, 'Video "Tail" added to "Joints"'],
    [{ type: 'edit-course', title: 'Woodworking', was: {} }, 'Course "Woodworking" created'],
    [
      { type: 'edit-course', title: 'Wood', description: null, language: 'de', was: { title: 'Trees' } },
      'Course title "Trees" changed to "Wood", description removed, language set to de',
    ],
    [{ type: 'replace-video', videoId: 'intro', source: null, was: null }, 'Video "Intro" given another file or link'],
    [{ type: 'set-captions', videoId: 'intro', captions: [], was: null }, 'Video "Intro" given other captions'],
  ]

  it.each(sentences)('[A5] what one change did, with the value before it: %j', (command, sentence) => {
    expect(changeSentence(command, course)).toBe(sentence)
    expect(summaryOf([command], course)).toBe(sentence)
  })

  it('[A5] how much several changes were', () => {
    expect(summaryOf([renameIntro, renameBasics, renameIntro], course)).toBe('2 videos renamed, 1 chapter renamed')
    const created: Command = { type: 'edit-course', title: 'Wood', was: {} }
    const large = [created, addTail, addTail, renameIntro, moveIntro, deleteBasics]
    expect(summaryOf(large, course)).toBe('Course created, 2 videos added and 3 more changes')
  })

  it('[A5] on which day it was stored, the newest first', () => {
    const noon = new Date(2026, 10, 14, 12).getTime()
    const dayMs = 24 * 60 * 60 * 1000
    const days = operationDays([noon + 1, noon, noon - dayMs, noon - 3 * dayMs].map(entryAt), noon + 2)
    expect(days.map(({ name, entries }) => [name, entries.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['11 Nov 2026', 1],
    ])
  })
})

describe('An older version says', () => {
  const since = (...commands: Command[]) => {
    const now = applyCommands(course, commands, stamp)
    return { now, ...changesSince(commandsBetween(now, course), now, course) }
  }

  it('[C3] of each row how it differs from now, and of each chapter how many of its videos do', () => {
    const { marks, inChapter } = since(
      greetIntro,
      moveIntro,
      { type: 'delete-video', videoId: 'outro' },
      { type: 'rename-chapter', chapterId: 'joints', title: 'Corners', was: 'Joints' },
      addTail,
    )
    expect(marks).toEqual(
      new Map([
        ['intro', ['Now "Hello"', 'Now in "Corners"']],
        ['outro', ['Deleted since']],
        ['joints', ['Now "Corners"']],
      ]),
    )
    expect(inChapter).toEqual(
      new Map([
        ['basics', 2],
        ['joints', 2],
      ]),
    )
  })

  it('[C3] of each chapter what has come into it since', () => {
    const { arrived } = since(moveIntro, addTail, greetIntro)
    expect(arrived).toEqual(new Map([['joints', ['Tail', 'Hello']]]))
    expect(sinceText.arrived(['A', 'B'])).toBe('Came into it since: "A", "B"')
    expect(sinceText.arrived([...'ABCDEFG'])).toMatch(/"E" and 2 more$/)
  })

  it('[C3] what happened since, counted', () => {
    const { counts } = since(deleteBasics, addTail, greetIntro)
    expect(sinceSentence(counts)).toBe('1 video renamed, 1 video added, 1 chapter deleted')
  })

  it('[C3] what was added since, a chapter with its videos, and what has left the trash', () => {
    const addChapter: Command = { type: 'add-chapter', chapterId: 'new', title: 'New', position: 'a9' }
    const inNew: Command = { type: 'add-video', videoId: 'first', title: 'First', place: ['new', 'a0'] }
    expect(sinceSentence(since(addChapter, inNew).counts)).toBe('1 chapter added, 1 video added')

    const emptied = applyCommands(course, [deleteBasics], stamp)
    expect(sinceSentence(changesSince(commandsBetween(course, emptied), course, emptied).counts)).toBe(
      '1 chapter restored',
    )
  })

  it('[C3] nothing where the course is the same', () => {
    expect(since()).toMatchObject({ marks: new Map(), inChapter: new Map(), counts: [] })
  })

  it('[A5] when it was and after whose save', () => {
    const at = new Date(2026, 10, 14, 14, 32).getTime()
    expect(versionText.heading(at, ['Ana'])).toBe('As it was on 14 Nov 2026, 14:32, after Ana’s save')
    expect(versionText.heading(at, ['Ana', 'Bo', 'Cy'])).toMatch(/, after saves of Ana, Bo and Cy$/)
    expect(versionText.heading(at, [])).toBe('As it was on 14 Nov 2026, 14:32')
  })

  it('[P5] the course that the server tells, deletions included', () => {
    const then: Course = applyCommands(course, [deleteBasics, addTail], stamp)
    const [chapters, videos] = [[...then.chapters.values()], [...then.videos.values()]]
    const told = { id: 'wood', epoch: 'e', revision: 3, storedAt: 5, ...then.info, chapters, videos }
    expect(versionOf(told)).toEqual({ revision: 3, storedAt: 5, course: then })
  })
})

function entryAt(storedAt: number): HistoryEntry {
  const { ack, operation } = outcomeOf([renameIntro])
  const { by, savedAt, commands } = operation
  return { ...ack, storedAt, by, savedAt, commands }
}
