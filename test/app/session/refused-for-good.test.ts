/** A refusal that the server keeps no entry of: this browser alone knows of it. */
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readCourse } from '../../../course/document.ts'
import { LecternError } from '../../../course/errors.ts'
import { type MemoryCourse, MemoryProfile } from '../../../persistence/memory-local/memory-profile.ts'
import { addChapter, refusedTitle, renameChapter } from './fixtures/commands.ts'
import { Browser, courseId, saveOne, toldAsSaved, World } from './fixtures/world.ts'

class Disk extends MemoryProfile {
  isFull = false

  override commitCourse(id: string, course: MemoryCourse): void {
    if (this.isFull) throw new LecternError('store-full', 'full')
    super.commitCourse(id, course)
  }

  get titles(): unknown[] {
    const doc = new Y.Doc()
    for (const { update } of super.readCourse(courseId).rows) Y.applyUpdate(doc, update)
    return [...readCourse(doc).chapters.values()].map(({ title }) => title)
  }
}

it('[S5] is not written again when a full disk is well again, and what is saved after it is stored', async () => {
  const world = new World()
  const disk = new Disk()
  const tab = await world.openOnlineTab({ browser: new Browser('device-a', disk) })
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.advance(5000)
  world.network.cut()
  await world.settle()
  const refused = await saveOne(tab, renameChapter('basics', refusedTitle, 'Basics'))
  await world.settle()
  disk.isFull = true
  world.network.mend()
  for (let waited = 0; waited < 20 && tab.session.getState().draft.length === 0; waited++) await world.advance(1000)
  expect(tab.session.getState().draft).toMatchObject([{ command: { title: refusedTitle }, refused: 'out-of-schema' }])
  const { length: refusals } = world.server.refusals

  await world.advance(60_000)
  disk.isFull = false
  await world.advance(60_000)
  expect(disk.titles).toEqual(['Basics'])
  expect(world.server.refusals).toHaveLength(refusals)
  tab.session.discard()
  const later = await saveOne(tab, addChapter('advanced', 'Advanced'))
  await world.advance(5000)
  expect(toldAsSaved(tab)).toContain(later)
  const rejections = tab.events.filter(({ kind }) => kind === 'rejected')
  expect(rejections).toMatchObject([{ outcome: { operation: { operationId: refused } } }])
  const { pending, draft, saved, local } = tab.session.getState()
  expect({ pending, draft, local }).toEqual({ pending: [], draft: [], local: { kind: 'ok' } })
  expect(saved.chapters.get('basics')?.title).toBe('Basics')
  expect(tab.bugs).toEqual([])
})
