/** Single lines of the draft, taken back in the review of changes. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { puttingBack, takingOut } from '../../../app/session/draft-book.ts'
import { withDependents } from '../../../app/session/draft-revert.ts'
import type { Command } from '../../../course/command.ts'
import type { DraftEntry } from '../../../persistence/local-course-store.ts'
import { addChapter, addVideo, renameChapter } from './fixtures/commands.ts'
import { type Tab, World } from './fixtures/world.ts'

const commandsIn = ({ session }: Tab) => session.getState().draft.map(({ command }) => command)

async function drafted(...commands: readonly Command[]) {
  const world = new World()
  const tab = await world.openOnlineTab()
  for (const command of commands) tab.session.edit([command])
  await world.settle()
  return { world, tab, ids: tab.session.getState().draft.map(({ draftId }) => draftId) }
}

describe('reverting one change of the draft', () => {
  const [one, two, three] = [addChapter('one', 'One'), addChapter('two', 'Two'), addChapter('three', 'Three')]

  it('[S1] leaves the others, and undo puts it back in its place', async () => {
    const { world, tab, ids } = await drafted(one, two, three)
    tab.session.revert(ids.slice(1, 2))
    await world.settle()
    expect(commandsIn(tab)).toEqual([one, three])
    expect(tab.session.getState().course.chapters.has('two')).toBe(false)
    tab.session.undo()
    await world.settle()
    expect(commandsIn(tab)).toEqual([one, two, three])
    tab.session.redo()
    await world.settle()
    expect(commandsIn(tab)).toEqual([one, three])
  })

  it('[S1] takes along what was done to a chapter that it no longer adds', async () => {
    const { world, tab, ids } = await drafted(one, two, addVideo('intro', 'one'), addVideo('outro', 'two'))
    tab.session.revert(ids.slice(0, 1))
    await world.settle()
    expect(commandsIn(tab)).toEqual([two, addVideo('outro', 'two')])
    tab.session.undo()
    await world.settle()
    expect([...tab.session.getState().course.videos.keys()]).toEqual(['intro', 'outro'])
  })

  it('[S1] is a gesture after a save as well: its undo asks for the change again', async () => {
    const { world, tab, ids } = await drafted(one, two)
    tab.session.revert(ids.slice(1))
    await tab.session.save()
    await world.settle()
    expect([...tab.session.getState().saved.chapters.keys()]).toEqual(['one'])
    tab.session.undo()
    await world.settle()
    expect(commandsIn(tab)).toEqual([two])
  })

  it('[S1] does nothing for a change that is not in the draft any more', async () => {
    const { tab } = await drafted(one)
    tab.session.revert(['gone'])
    expect(commandsIn(tab)).toEqual([one])
    tab.session.undo()
    expect(commandsIn(tab)).toEqual([])
  })
})

describe('what depends on a reverted change', () => {
  const entries = (...commands: readonly Command[]): DraftEntry[] =>
    commands.map((command, index) => ({ draftId: String(index), command }))
  const reverted = (draft: readonly DraftEntry[], draftId: string) =>
    withDependents(draft, [draftId]).map(entry => entry.draftId)

  it('[S1] is what is moved into a chapter that is restored, and not what is merely renamed', () => {
    const draft = entries(
      { type: 'restore-chapter', chapterId: 'old' },
      { type: 'move-video', videoId: 'intro', place: ['old', 'a0'], was: ['new', 'a0'] },
      { type: 'rename-video', videoId: 'intro', title: 'Hello', was: 'Intro' },
      renameChapter('old', 'Older', 'Old'),
    )
    expect(reverted(draft, '0')).toEqual(['0', '1'])
    expect(reverted(draft, '2')).toEqual(['2'])
  })

  it('[S1] is found through several steps', () => {
    const captions = { type: 'set-captions', videoId: 'intro', captions: [], was: null } as const
    const draft = entries(captions, addVideo('intro', 'one'), addChapter('one', 'One'), addChapter('two', 'Two'))
    expect(reverted(draft, '2')).toEqual(['0', '1', '2'])
  })
})

it('[S5] loses nothing when any lines are taken out and put back', () => {
  const draft = Array.from({ length: 12 }, (_, index) => ({
    draftId: `draft-${index}`,
    command: addChapter(`chapter-${index}`, `Chapter ${index}`),
  }))
  fc.assert(
    fc.property(fc.subarray(draft), fc.subarray(draft), (taken, newer) => {
      const without = takingOut(taken)(draft)
      const since = newer.map(({ draftId }) => ({
        draftId: `${draftId}-newer`,
        command: addChapter(`${draftId}-newer`, 'Newer'),
      }))
      const back = puttingBack(taken, draft)([...without, ...since])
      expect(back).toEqual([...draft, ...since])
    }),
  )
})
