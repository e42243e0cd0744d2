import { expect, it } from 'vitest'
import type { Command } from '../../../course/command.ts'
import { addChapter, addVideo, renameChapter } from './fixtures/commands.ts'
import { Browser, saveOne, type Tab, toldAsSaved, World } from './fixtures/world.ts'

const titleOf = ({ session }: Tab, chapterId: string) => session.getState().course.chapters.get(chapterId)?.title
const isThere = ({ session }: Tab, chapterId: string) => {
  const chapter = session.getState().course.chapters.get(chapterId)
  return chapter !== undefined && chapter.deleted === undefined
}

it('[S2] shares the draft between tabs: the second Save finds nothing to save twice', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const [one, two] = [await world.openOnlineTab({ browser }), await world.openOnlineTab({ browser })]
  one.session.edit([addChapter('one', 'One')])
  two.session.edit([addChapter('two', 'Two')])
  await world.settle()
  for (const tab of [one, two]) expect(tab.session.getState().draft).toHaveLength(2)

  const saved = await Promise.all([one.session.save(), two.session.save()])
  await world.advance(3000)
  expect(saved.filter(id => id !== undefined)).toHaveLength(1)
  expect([...toldAsSaved(one), ...toldAsSaved(two)]).toHaveLength(1)
  for (const tab of [one, two]) {
    expect(tab.session.getState().draft).toEqual([])
    expect([...tab.session.getState().saved.chapters.keys()].sort()).toEqual(['one', 'two'])
  }
})

it('[S1] keeps the draft over a reload', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const before = await world.openOnlineTab({ browser })
  before.session.edit([addChapter('basics', 'Basics')])
  await world.settle()
  await before.session.close()
  const after = await world.openOnlineTab({ browser })
  expect(titleOf(after, 'basics')).toBe('Basics')
  expect(after.session.getState().saved.chapters.size).toBe(0)
})

it('[C7] types a title as one command, whose was stays what its author saw', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  for (const title of ['B', 'Ba', 'Bas']) {
    tab.session.edit([renameChapter('basics', title, titleOf(tab, 'basics') ?? '')])
  }
  await world.settle()
  expect(tab.session.getState().draft).toMatchObject([{ command: { title: 'Bas', was: 'Basics' } }])
})

it('[S1] takes gestures back and does them again, before and after their save', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  tab.session.edit([addChapter('basics', 'Basics'), addVideo('intro', 'basics')])
  tab.session.undo()
  await world.settle()
  expect(tab.session.getState()).toMatchObject({ draft: [], canUndo: false, canRedo: true })
  tab.session.redo()
  await tab.session.save()
  await world.settle()
  expect(isThere(tab, 'basics')).toBe(true)

  await saveOne(tab, renameChapter('basics', 'Foundations', 'Basics'))
  await world.settle()
  tab.session.undo()
  expect(titleOf(tab, 'basics')).toBe('Basics')
  tab.session.undo()
  expect(isThere(tab, 'basics')).toBe(false)
  await tab.session.save()
  await world.settle()
  expect(isThere(tab, 'basics')).toBe(false)

  tab.session.redo()
  tab.session.redo()
  await tab.session.save()
  await world.settle()
  expect(isThere(tab, 'basics')).toBe(true)
  expect(titleOf(tab, 'basics')).toBe('Foundations')
  expect(tab.session.getState().course.videos.get('intro')?.deleted).toBeUndefined()
  expect(tab.session.getState().canRedo).toBe(false)
})

it('[S1] adds again what was added and deleted within one draft, when the deletion is taken back', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  tab.session.edit([addChapter('basics', 'Basics')])
  tab.session.edit([{ type: 'delete-chapter', chapterId: 'basics', videoIds: [] }])
  expect(tab.session.getState().draft).toEqual([])
  tab.session.undo()
  expect(titleOf(tab, 'basics')).toBe('Basics')
})

it('[S1] brings a discarded draft back', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  tab.session.edit([addChapter('basics', 'Basics')])
  const { draft } = tab.session.getState()
  tab.session.discard()
  await world.settle()
  expect(tab.session.getState().draft).toEqual([])
  tab.session.undo()
  await world.settle()
  expect(tab.session.getState().draft).toEqual(draft)
  tab.session.redo()
  await world.settle()
  expect(tab.session.getState().draft).toEqual([])
})

it('[S2] presses Save for the author a moment after the last gesture, quietly', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  tab.session.setAutosaving(true)
  tab.session.edit([addChapter('one', 'One')])
  await world.advance(1000)
  tab.session.edit([addChapter('two', 'Two')])
  await world.advance(1400)
  expect(tab.session.getState().draft).toHaveLength(2)
  await world.advance(200)
  expect(tab.events).toMatchObject([{ kind: 'saved', outcome: { isQuiet: true } }])
  expect(tab.session.getState().draft).toEqual([])
})

it('[S1] has nothing to save in an empty draft', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  expect(await tab.session.save()).toBeUndefined()
  expect(tab.session.getState().pending).toEqual([])
})

it('[S3] offers everything on this device as a file', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.cut()
  await saveOne(tab, addChapter('basics', 'Basics'))
  tab.session.edit([addChapter('more', 'More')])
  const copy = JSON.parse(tab.session.exportCopy())
  expect(copy).toMatchObject({
    courseId: 'course-1',
    savedCourse: { chapters: [{ id: 'basics', title: 'Basics' }] },
    draft: [{ command: { chapterId: 'more' } }],
    pending: [{ commands: [{ chapterId: 'basics' }] }],
    documentBase64: expect.any(String),
  })
})

it('[S1] takes back the typing of a title at once, not letter by letter', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  for (const title of ['B', 'Ba', 'Bas']) tab.session.edit([renameChapter('basics', title, 'Basics')])
  await world.advance(3000)
  tab.session.edit([renameChapter('basics', 'Base', 'Basics')])

  tab.session.undo()
  expect(titleOf(tab, 'basics')).toBe('Bas')
  tab.session.undo()
  expect(titleOf(tab, 'basics')).toBe('Basics')
  expect(tab.session.getState().draft).toEqual([])
  tab.session.redo()
  expect(titleOf(tab, 'basics')).toBe('Bas')
})

it('[S1] takes back another title, and what was typed after a save, by an undo of its own', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('one', 'One'))
  await saveOne(tab, addChapter('two', 'Two'))
  tab.session.edit([renameChapter('one', 'First', 'One')])
  tab.session.edit([renameChapter('two', 'Second', 'Two')])
  await tab.session.save()
  tab.session.edit([renameChapter('two', 'Next', 'Second')])

  const titles = () => [titleOf(tab, 'one'), titleOf(tab, 'two')]
  tab.session.undo()
  expect(titles()).toEqual(['First', 'Second'])
  tab.session.undo()
  expect(titles()).toEqual(['First', 'Two'])
  tab.session.undo()
  expect(titles()).toEqual(['One', 'Two'])
})

it('[C7] claims to have seen what somebody else saved meanwhile only when its author edits that title again', async () => {
  const world = new World()
  const [ada, bob] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await saveOne(ada, addChapter('basics', 'Basics'))
  await world.settle()
  const draft = () => ada.session.getState().draft.map(entry => entry.command)
  ada.session.edit([renameChapter('basics', 'Ada', 'Basics')])
  await saveOne(bob, renameChapter('basics', 'Bob', 'Basics'))
  await world.settle()

  ada.session.edit([renameChapter('basics', 'Adas', 'Basics')])
  expect(draft()).toEqual([renameChapter('basics', 'Adas', 'Basics')])
  ada.session.edit([renameChapter('basics', 'Ada again', 'Bob')])
  expect(draft()).toEqual([renameChapter('basics', 'Ada again', 'Bob')])
})

it('[C7] claims to have seen the saved place when a video is moved again', async () => {
  const world = new World()
  const [ada, bob] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await saveOne(ada, addVideo('intro', 'basics'))
  await world.settle()
  const move = (to: string, was: string): Command => ({
    ...{ type: 'move-video', videoId: 'intro' },
    ...{ place: ['basics', to], was: ['basics', was] },
  })
  ada.session.edit([move('a1', 'a0')])
  await saveOne(bob, move('a5', 'a0'))
  await world.settle()
  expect(ada.session.getState().draft).toMatchObject([{ command: { was: ['basics', 'a0'] } }])

  ada.session.edit([move('a2', 'a1')])
  expect(ada.session.getState().draft).toMatchObject([{ command: move('a2', 'a5') }])
})

it('[C7] leaves what somebody else saved when the typing over it is taken back', async () => {
  const world = new World()
  const [ada, bob] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await saveOne(ada, addChapter('basics', 'Basics'))
  await world.settle()
  ada.session.edit([renameChapter('basics', 'Ada', 'Basics')])
  await saveOne(bob, renameChapter('basics', 'Bob', 'Basics'))
  await world.settle()
  ada.session.undo()
  expect(ada.session.getState().draft).toEqual([])
  expect(titleOf(ada, 'basics')).toBe('Bob')
})

it('[S1] saves a course that begins at once, with what was drafted, and leaves nothing of it to undo', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  tab.session.edit([addChapter('drafted', 'Drafted')])
  const operationId = await tab.session.save({ adding: [addChapter('imported', 'Imported')] })
  await world.settle()
  expect(toldAsSaved(tab)).toEqual([operationId])
  expect([...tab.session.getState().saved.chapters.keys()]).toEqual(['drafted', 'imported'])
  tab.session.undo()
  expect(tab.session.getState()).toMatchObject({ canUndo: false })
  expect(tab.session.getState().course.chapters.get('imported')?.deleted).toBeUndefined()
})
