import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../course/apply-command.ts'
import { type Command, commandSchema } from '../../course/command.ts'
import { addToDraft } from '../../course/draft.ts'
import { type Course, emptyCourse } from '../../course/model.ts'
import { stamp, withoutStamps } from './any-command.ts'
import { addCommands, anyDrafting, type Drafting, shownOf } from './gesture.ts'

const commandsOf = (drafting: Drafting) => drafting.draft.map(({ command }) => command)

/** With only whether something is deleted, and without those new things that were added and deleted again. */
function withoutExceptions(course: Course, { saved, draft }: Drafting): Course {
  const isKept = (kind: 'chapters' | 'videos', id: string) =>
    saved[kind].has(id) || draft.some(({ command }) => Object.values(command).includes(id))
  const { chapters, videos, info } = withoutStamps(course)
  const plain = [...chapters.values()].map(chapter =>
    chapter.deleted ? { ...chapter, deleted: { ...stamp, videoIds: [] } } : chapter,
  )
  return {
    info,
    chapters: new Map(plain.filter(({ id }) => isKept('chapters', id)).map(chapter => [chapter.id, chapter])),
    videos: new Map([...videos].filter(([id]) => isKept('videos', id))),
  }
}

describe('A draft', () => {
  it('[C7] gives the course that its gestures give one by one', () => {
    fc.assert(
      fc.property(anyDrafting, drafting => {
        const raw = applyCommands(drafting.saved, drafting.commands, stamp)
        expect(withoutExceptions(shownOf(drafting), drafting)).toEqual(withoutExceptions(raw, drafting))
      }),
      { numRuns: 500 },
    )
  })

  it('[C7] is never longer than what the author did, and only of commands that the wire accepts', () => {
    fc.assert(
      fc.property(anyDrafting, drafting => {
        expect(drafting.draft.length).toBeLessThanOrEqual(drafting.commands.length)
        for (const command of commandsOf(drafting)) expect(commandSchema.parse(command)).toEqual(command)
      }),
      { numRuns: 300 },
    )
  })

  it('[C7] has what the saved course has in each `was`, however often a field was edited', () => {
    fc.assert(
      fc.property(anyDrafting, ({ saved, draft }) => {
        for (const { command } of draft) {
          if (command.type === 'rename-video') expect(command.was).toBe(saved.videos.get(command.videoId)?.title)
          if (command.type === 'move-video') expect(command.was).toEqual(saved.videos.get(command.videoId)?.place)
          if (command.type === 'rename-chapter') expect(command.was).toBe(saved.chapters.get(command.chapterId)?.title)
          if (command.type === 'edit-course' && command.was.title !== undefined) {
            expect(command.was.title).toBe(saved.info.title)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

const add: Command = { type: 'add-chapter', chapterId: 'c1', title: 'Basics', position: 'a0' }
const remove: Command = { type: 'delete-chapter', chapterId: 'c1', videoIds: [] }
const addVideo: Command = { type: 'add-video', videoId: 'v1', title: 'Intro', place: ['c1', 'a0'] }

function rename(title: string, was: string): Command {
  return { type: 'rename-chapter', chapterId: 'c1', title, was }
}

function draftOfCommands(...commands: Command[]): Command[] {
  return commandsOf(addCommands({ saved: emptyCourse, commands: [], draft: [] }, commands))
}

describe('Coalescing', () => {
  it('[C3] does not forget a new chapter whose restoration is undone, since a video may come back to it', () => {
    const removeBoth: Command = { type: 'delete-chapter', chapterId: 'c1', videoIds: ['v1'] }
    const restore: Command = { type: 'restore-chapter', chapterId: 'c1' }
    const removeVideo: Command = { type: 'delete-video', videoId: 'v1' }
    expect(draftOfCommands(add, addVideo, removeBoth, removeVideo, restore, removeBoth)).toEqual([add, removeBoth])
  })

  it('[C7] makes one command of a typed title, with what its author saw at the first key', () => {
    const typed = draftOfCommands(rename('Fo', 'Basics'), rename('Foun', 'Fo'), rename('Foundations', 'Foun'))
    expect(typed).toEqual([rename('Foundations', 'Basics')])
  })

  it('[C7] keeps the id of the first of the entries that it makes one', () => {
    const first = addToDraft([], { draftId: 'first', command: rename('Fo', 'Basics') })
    const both = addToDraft(first, { draftId: 'second', command: rename('Foundations', 'Fo') })
    expect(both).toEqual([{ draftId: 'first', command: rename('Foundations', 'Basics') }])
  })

  it('[C7] leaves nothing of a title that was typed and taken back', () => {
    expect(draftOfCommands(rename('Fo', 'Basics'), rename('Basics', 'Fo'))).toEqual([])
  })

  it('[C7] takes in nothing that asks for what is there', () => {
    expect(draftOfCommands(rename('Basics', 'Basics'))).toEqual([])
    expect(draftOfCommands({ type: 'edit-course', title: 'Physics', was: { title: 'Physics' } })).toEqual([])
  })

  it('[C7] makes one command of edits to several course fields, and drops a field that is as it was', () => {
    const draft = draftOfCommands(
      { type: 'edit-course', title: 'Physics', was: { title: '' } },
      { type: 'edit-course', description: 'All of it', was: { description: null } },
      { type: 'edit-course', title: '', was: { title: 'Physics' } },
    )
    expect(draft).toEqual([{ type: 'edit-course', description: 'All of it', was: { description: null } }])
  })

  it('[C7] makes an edit of what is new a part of its addition', () => {
    const moved: Command = { type: 'move-chapter', chapterId: 'c1', position: 'a5', was: 'a0' }
    expect(draftOfCommands(add, rename('Foundations', 'Basics'), moved)).toEqual([
      { ...add, title: 'Foundations', position: 'a5' },
    ])
  })

  it('[C7] takes in nothing that restores or adds what is new already', () => {
    expect(draftOfCommands(addVideo, { type: 'restore-video', videoId: 'v1' }, addVideo)).toEqual([addVideo])
    expect(draftOfCommands(add, { type: 'restore-chapter', chapterId: 'c1' }, add)).toEqual([add])
  })

  it('[C7] forgets a new chapter that is deleted again, unless a video was put into it', () => {
    expect(draftOfCommands(add, remove)).toEqual([])
    expect(draftOfCommands(add, addVideo, remove)).toEqual([add, addVideo, remove])
  })

  it('[C7] forgets a new video that is deleted again, and its captions with it', () => {
    const captions: Command = { type: 'set-captions', videoId: 'v1', captions: [], was: null }
    expect(draftOfCommands(addVideo, captions, { type: 'delete-video', videoId: 'v1' })).toEqual([])
  })

  it('[C3] keeps the deletion of a restored chapter that has got another video meanwhile', () => {
    const restore: Command = { type: 'restore-chapter', chapterId: 'c1' }
    const moveIn: Command = { type: 'move-video', videoId: 'v2', place: ['c1', 'a0'], was: ['c2', 'a0'] }
    const removeBoth: Command = { type: 'delete-chapter', chapterId: 'c1', videoIds: ['v2'] }
    expect(draftOfCommands(restore, remove)).toEqual([])
    expect(draftOfCommands(restore, moveIn, removeBoth)).toEqual([restore, moveIn, removeBoth])
  })
})
