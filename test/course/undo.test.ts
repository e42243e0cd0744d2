/** Undo and redo as the app does them, on drafts and on what was saved. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { gestureOf, redoCommands, undoCommands } from '../../app/session/gestures.ts'
import { applyCommands } from '../../course/apply-command.ts'
import type { Command } from '../../course/command.ts'
import { type Course, emptyCourse } from '../../course/model.ts'
import { outlineOf } from '../../course/outline.ts'
import { stamp, withoutStamps } from './any-command.ts'
import { addCommands, anyDrafting, anyGesture, commandOf, type Drafting, type Gesture, shownOf } from './gesture.ts'

type Done = Parameters<typeof undoCommands>[0] & { readonly after: Course }

const anyGestures = fc.array(anyGesture, { maxLength: 25, size: 'max' })
const outlineShown = (drafting: Drafting) => outlineOf(withoutStamps(shownOf(drafting)))

function doAll(saved: Course, gestures: readonly Gesture[]): { readonly drafting: Drafting; readonly done: Done[] } {
  let drafting: Drafting = { saved, commands: [], draft: [] }
  const done: Done[] = []
  for (const [index, gesture] of gestures.entries()) {
    const before = shownOf(drafting)
    const command = commandOf(before, gesture, `undone${index}`)
    const asked = command && gestureOf(before, [command], stamp)
    if (asked?.kind !== 'commands') continue
    drafting = addCommands(drafting, asked.asked)
    done.push({ ...asked, after: shownOf(drafting) })
  }
  return { drafting, done }
}

it('[C7] takes back gesture after gesture as it was shown, and leaves no draft when all are undone', () => {
  fc.assert(
    fc.property(anyDrafting, anyGestures, ({ saved }, gestures) => {
      let { drafting, done } = doAll(saved, gestures)
      for (const gesture of done.toReversed()) {
        drafting = addCommands(drafting, undoCommands(gesture, shownOf(drafting)))
        expect(outlineShown(drafting)).toEqual(outlineOf(withoutStamps(gesture.before)))
      }
      expect(drafting.draft).toEqual([])
    }),
    { numRuns: 500 },
  )
})

it('[C7] does again what was undone, as it was shown', () => {
  fc.assert(
    fc.property(anyDrafting, anyGestures, ({ saved }, gestures) => {
      let { drafting, done } = doAll(saved, gestures)
      for (const gesture of done.toReversed()) {
        drafting = addCommands(drafting, undoCommands(gesture, shownOf(drafting)))
      }
      for (const gesture of done) {
        drafting = addCommands(drafting, redoCommands(gesture, shownOf(drafting)))
        expect(outlineShown(drafting)).toEqual(outlineOf(withoutStamps(gesture.after)))
      }
    }),
    { numRuns: 500 },
  )
})

it('[C3] brings a new video back with all it had, though its deletion left nothing of it in the draft', () => {
  const added: Command[] = [
    {
      type: 'add-video',
      videoId: 'v1',
      title: 'Intro',
      place: ['c1', 'a0'],
      source: { kind: 'link', url: 'https://example.org/intro' },
    },
    { type: 'set-captions', videoId: 'v1', captions: [], was: null },
  ]
  const before = applyCommands(emptyCourse, added, stamp)
  const gesture = gestureOf(before, [{ type: 'delete-video', videoId: 'v1' }], stamp)
  expect(gesture?.kind === 'commands' && undoCommands(gesture, emptyCourse)).toEqual(added)
})
