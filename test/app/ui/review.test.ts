import { describe, expect, it } from 'vitest'
import { reviewOf } from '../../../app/components/review/review-of.ts'
import { applyCommands } from '../../../course/apply-command.ts'
import type { Command } from '../../../course/command.ts'
import { ana, operationId, course as saved } from './session-fixtures.ts'

const stamp = { by: ana, at: 1, operationId }

function reviewAfter(...commands: readonly Command[]) {
  const draft = commands.map((command, index) => ({ draftId: `${index}`, command }))
  return reviewOf({ draft, saved, course: applyCommands(saved, commands, stamp) })
}

const lineAfter = (command: Command) => reviewAfter(command)[0]?.lines[0]

describe('a line of the review says what Save would do', () => {
  it('[S1] shows both titles of what is renamed', () => {
    const rename: Command = { type: 'rename-video', videoId: 'intro', title: 'Welcome', was: 'Intro' }
    expect(lineAfter(rename)).toMatchObject({
      ...{ kind: 'changed', sentence: 'Video renamed' },
      values: [{ before: 'Intro', after: 'Welcome' }],
    })
  })

  it('[S1] shows both places of what is moved', () => {
    const move: Command = { type: 'move-video', videoId: 'intro', place: ['joints', 'a0'], was: ['basics', 'a0'] }
    expect(lineAfter(move)).toMatchObject({
      ...{ kind: 'moved', sentence: 'Video "Intro" moved' },
      values: [{ before: '1 of 2 in "Basics"', after: '1 of 1 in "Joints"' }],
    })
    const swap: Command = { type: 'move-chapter', chapterId: 'joints', position: 'Zz', was: 'a1' }
    expect(lineAfter(swap)?.values).toEqual([{ before: '2 of 2', after: '1 of 2' }])
  })

  it('[S1] names each field of the course, and says where one becomes empty', () => {
    const edit: Command = { type: 'edit-course', title: 'Wood', description: 'All of it', was: {} }
    expect(lineAfter(edit)?.values).toEqual([
      { name: 'Title', before: 'Woodworking', after: 'Wood' },
      { name: 'Description', before: undefined, after: 'All of it' },
    ])
    expect(lineAfter({ type: 'replace-video', videoId: 'intro', source: null, was: null })?.values).toEqual([
      { before: undefined, after: undefined },
    ])
  })

  it('[C3] counts the videos that go with a deleted chapter', () => {
    const remove: Command = { type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro', 'outro'] }
    expect(lineAfter(remove)).toMatchObject({ kind: 'deleted', sentence: 'Chapter "Basics" deleted, with 2 videos' })
  })
})

describe('the review', () => {
  it('[S1] stands in the order of the outline: the course, then its chapters, with the deleted one in its place', () => {
    const groups = reviewAfter(
      { type: 'rename-chapter', chapterId: 'joints', title: 'Corners', was: 'Joints' },
      { type: 'add-video', videoId: 'new', title: 'New', place: ['new-chapter', 'a0'] },
      { type: 'add-chapter', chapterId: 'new-chapter', title: 'Next', position: 'a5' },
      { type: 'delete-chapter', chapterId: 'basics', videoIds: [] },
      { type: 'edit-course', title: 'Wood', was: {} },
    )
    expect(groups.map(({ title, lines }) => [title, lines.length])).toEqual([
      ['Course', 1],
      ['Basics', 1],
      ['Corners', 1],
      ['Next', 2],
    ])
  })

  it('[S5] says with its line why a change was refused', () => {
    const command: Command = { type: 'rename-chapter', chapterId: 'basics', title: 'Long', was: 'Basics' }
    const draft = [{ draftId: 'one', command, refused: 'the title is too long' }]
    const course = applyCommands(saved, [command], stamp)
    expect(reviewOf({ draft, saved, course })[0]?.lines).toMatchObject([{ refused: 'the title is too long' }])
  })
})
