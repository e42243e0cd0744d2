import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { operationsMap } from '../../../course/document.ts'
import { LecternError } from '../../../course/errors.ts'
import { type MemoryCourse, MemoryProfile } from '../../../persistence/memory-local/memory-profile.ts'
import { UnkeptProfile } from '../../../persistence/memory-local/unkept-profile.ts'
import { addChapter } from './fixtures/commands.ts'
import { Browser, courseId, saveOne, toldAsSaved, World } from './fixtures/world.ts'

/** A disk that can be full, and that counts. */
class Disk extends MemoryProfile {
  isFull = false
  isBroken = false

  override readCourse(id: string): MemoryCourse {
    if (this.isBroken) throw new LecternError('store-unavailable', 'broken')
    return super.readCourse(id)
  }

  override commitCourse(id: string, course: MemoryCourse): void {
    if (this.isFull) throw new LecternError('store-full', 'full')
    super.commitCourse(id, course)
  }

  document(): Y.Doc {
    const doc = new Y.Doc()
    for (const { update } of super.readCourse(courseId).rows) Y.applyUpdate(doc, update)
    return doc
  }
}

it('[S3] says that this device keeps nothing, stores on the server all the same, and tells it once', async () => {
  const world = new World()
  const disk = new Disk()
  const browser = new Browser('device-a', disk)
  const tab = await world.openOnlineTab({ browser })
  disk.isFull = true
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  expect(tab.session.getState().local).toEqual({ kind: 'failed', code: 'store-full' })
  expect(toldAsSaved(tab)).toEqual([operationId])
  expect(tab.session.getState()).toMatchObject({ draft: [], pending: [] })

  disk.isFull = false
  await world.advance(60_000)
  expect(tab.session.getState().local).toEqual({ kind: 'ok' })
  expect(disk.readCourse(courseId)).toMatchObject({ draft: [], pending: [] })
  await tab.session.close()
  const after = world.openTab({ browser })
  await world.advance(10_000)
  expect(after.session.getState().saved.chapters.has('basics')).toBe(true)
  expect(after.events).toEqual([])
  expect(tab.bugs).toEqual([])
})

it('[S2] keeps an offline save that the disk refused in memory, and puts it on disk when there is room', async () => {
  const world = new World()
  const disk = new Disk()
  const browser = new Browser('device-a', disk)
  const tab = await world.openOnlineTab({ browser })
  world.network.cut()
  await world.settle()
  disk.isFull = true
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  expect(tab.session.getState().pending).toMatchObject([{ operation: { operationId } }])
  expect(tab.events).toEqual([])
  disk.isFull = false
  await world.advance(5000)
  expect(disk.readCourse(courseId).pending).toMatchObject([{ operationId }])
  await tab.session.close()

  world.network.isUp = true
  const after = await world.openOnlineTab({ browser })
  await world.advance(5000)
  expect(after.events).toMatchObject([{ kind: 'saved-before' }])
  expect(await world.server.store.findOperations(courseId, [operationId])).toHaveLength(1)
})

it('[S1] works in memory where the mirror cannot be read, and joins both when it can', async () => {
  const world = new World()
  const disk = new Disk()
  const browser = new Browser('device-a', disk)
  world.network.isUp = false
  const before = world.openTab({ browser })
  await saveOne(before, addChapter('old', 'On disk'))
  await before.session.close()

  disk.isBroken = true
  const tab = world.openTab({ browser })
  await world.settle()
  expect(tab.session.getState()).toMatchObject({ phase: 'empty', local: { kind: 'failed' } })
  await saveOne(tab, addChapter('new', 'In memory'))
  disk.isBroken = false
  await world.advance(60_000)
  expect(tab.session.getState().local).toEqual({ kind: 'ok' })
  expect([...tab.session.getState().saved.chapters.keys()].sort()).toEqual(['new', 'old'])
  expect(disk.readCourse(courseId).pending).toHaveLength(2)

  world.network.mend()
  await world.advance(15_000)
  expect(tab.session.getState().pending).toEqual([])
  expect(tab.bugs).toEqual([])
})

it('[C6] overwrites the record of a save whose fate is final', async () => {
  const world = new World()
  const disk = new Disk()
  const tab = await world.openOnlineTab({ browser: new Browser('device-a', disk) })
  for (let number = 0; number < 10; number++) {
    await saveOne(tab, addChapter(`c${number}`, 'Chapter'))
    await world.settle()
  }
  expect(operationsMap(disk.document()).size).toBe(1)
})

it('[S1] folds the mirror into one row before it grows long', async () => {
  const world = new World()
  const disk = new Disk()
  const tab = await world.openOnlineTab({ browser: new Browser('device-a', disk) })
  for (let number = 0; number < 520; number++) await saveOne(tab, addChapter(`c${number}`, 'Chapter'))
  await world.settle()
  expect(disk.readCourse(courseId).rows.length).toBeLessThan(100)
  expect(disk.document().getMap('chapters').size).toBe(520)
  expect(toldAsSaved(tab)).toHaveLength(520)
})

it('[S3] works where the browser keeps nothing, and says so from the beginning', async () => {
  const world = new World()
  const tab = await world.openOnlineTab({ browser: new Browser('device-a', new UnkeptProfile()) })
  expect(tab.session.getState()).toMatchObject({ phase: 'ready', local: { kind: 'failed', code: 'store-unavailable' } })
  tab.session.edit([addChapter('basics', 'Basics')])
  await world.settle()
  const operationId = await tab.session.save()
  await world.advance(60_000)

  expect(toldAsSaved(tab)).toEqual([operationId])
  expect(tab.session.getState()).toMatchObject({ draft: [], pending: [], local: { kind: 'failed' } })
  expect(await world.server.store.findOperations(courseId, [operationId ?? ''])).toHaveLength(1)
  expect(tab.bugs).toEqual([])
})
