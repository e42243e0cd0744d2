import { describe, expect, it } from 'vitest'
import { rejectionSentence, summaryOf, toastOf } from '../../../app/components/toasts/toast-of.ts'
import { askAgain } from '../../../app/components/toasts/use-mine.ts'
import { saveText } from '../../../app/text/save.ts'
import type { Command } from '../../../course/command.ts'
import { ana, course, outcomeOf, renameBasics, renameIntro } from './session-fixtures.ts'

const moveIntro: Command = { type: 'move-video', videoId: 'intro', place: ['joints', 'a0'], was: ['basics', 'a0'] }

const sentences: readonly (readonly [Command, string])[] = [
  [renameBasics, 'Chapter "Basics" saved'],
  [{ type: 'add-chapter', chapterId: 'basics', title: 'Basics', position: 'a0' }, 'Chapter "Basics" created'],
  [{ type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro'] }, 'Chapter "Basics" deleted'],
  [{ type: 'restore-chapter', chapterId: 'basics' }, 'Chapter "Basics" restored'],
  [{ type: 'move-chapter', chapterId: 'basics', position: 'a2', was: 'a0' }, 'Chapter "Basics" moved'],
  [{ type: 'add-video', videoId: 'intro', title: 'Intro', place: ['basics', 'a0'] }, 'Video "Intro" created'],
  [renameIntro, 'Video "Hello" saved'],
  [moveIntro, '"Intro" moved to "Joints"'],
  [{ type: 'delete-video', videoId: 'intro' }, 'Video "Intro" deleted'],
  [{ type: 'edit-course', title: 'Woodworking', was: {} }, 'Course "Woodworking" created'],
  [{ type: 'edit-course', title: 'Woodworking', was: { title: 'Wood' } }, 'Course "Woodworking" saved'],
]

describe('a toast is one sentence for one save', () => {
  it.each(sentences)('[S2] names the one change of a save: %j', (command, sentence) => {
    expect(toastOf(outcomeOf([command]), course).sentence).toBe(sentence)
  })

  it('[S2] counts the changes of a larger save', () => {
    expect(toastOf(outcomeOf(Array(12).fill(renameBasics)), course).sentence).toBe('12 changes saved')
  })

  it('[S2] sums up what was answered while the app was closed', () => {
    const outcomes = [outcomeOf([renameBasics, renameIntro]), outcomeOf([renameIntro])]
    expect(summaryOf(outcomes)).toBe('3 earlier changes of yours are saved.')
  })

  it('[S2] offers to undo a delete and a move, as a new change', () => {
    expect(toastOf(outcomeOf([{ type: 'delete-video', videoId: 'intro' }]), course).undo).toEqual([
      { type: 'restore-video', videoId: 'intro' },
    ])
    expect(toastOf(outcomeOf([moveIntro]), course).undo).toEqual([
      { type: 'move-video', videoId: 'intro', place: ['basics', 'a0'], was: ['joints', 'a0'] },
    ])
    expect(toastOf(outcomeOf([renameIntro]), course).undo).toBeUndefined()
  })
})

describe('a toast tells what others did meanwhile', () => {
  const superseded = { command: 'rename-video', outcome: 'superseded', by: ana, value: 'Intro' } as const

  it('[A5] says whose title was kept, and offers the own one', () => {
    const toast = toastOf(outcomeOf([renameIntro], { results: [superseded] }), course)
    expect(toast.sentence).toBe('Saved. Ana changed the title of "Intro" meanwhile; theirs was kept.')
    expect(toast.overridden).toEqual([renameIntro])
  })

  it('[A5] counts where others changed several values', () => {
    const results = [superseded, superseded]
    const { sentence } = toastOf(outcomeOf([renameIntro, renameIntro], { results }), course)
    expect(sentence).toBe('Saved. 2 values were changed by others meanwhile; theirs were kept.')
  })

  it('[A5] "Use mine" asks again, having seen the other value', () => {
    expect(askAgain([renameIntro, moveIntro], course)).toEqual([
      { ...renameIntro, was: 'Intro' },
      { ...moveIntro, was: ['basics', 'a0'] },
    ])
    expect(askAgain([{ type: 'rename-video', videoId: 'gone', title: 'Hello', was: '' }], course)).toEqual([])
  })

  it('[C3] says that somebody deleted what the author worked on, and offers to restore it', () => {
    const notes = [{ code: 'deleted-meanwhile' as const, command: 0, by: ana }]
    const toast = toastOf(outcomeOf([renameIntro], { notes }), course)
    expect(toast.sentence).toBe('Saved. Ana deleted "Intro" meanwhile; it is in the trash with your change.')
    expect(toast.restore).toEqual([{ type: 'restore-video', videoId: 'intro' }])
  })
})

describe('a toast about trouble says what, whether it is safe, and what next', () => {
  it('[S3] tells why changes were refused', () => {
    const error = { code: 'too-large', message: '' } as const
    const outcome = outcomeOf([renameBasics, renameIntro], { status: 'rejected', error })
    expect(rejectionSentence(outcome)).toBe(
      '2 changes could not be stored: they are larger than a course may be. ' +
        'They are safe on this device. Review them, then save again.',
    )
  })

  it('[S3] waits without alarm while a retry can succeed', () => {
    expect(saveText.stillSaving).toBe('Still saving. Your changes are safe on this device.')
    expect(saveText.onDevice).toBe('Saved on this device. It will be stored on the server when you are back online.')
  })
})
