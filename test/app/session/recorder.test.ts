import { fromBase64 } from 'lib0/buffer'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { Recorder } from '../../../app/recording/recorder.ts'
import { CourseReader } from '../../../course/course-reader.ts'
import { LecternError } from '../../../course/errors.ts'
import type { RecordingEvent } from '../../../course/recording.ts'
import { decodeFrame } from '../../../course/wire/frame.ts'
import { type MemoryCourse, MemoryProfile } from '../../../persistence/memory-local/memory-profile.ts'
import { exported } from '../../replay/harvest.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { Browser, saveOne, toldAsSaved, World } from './fixtures/world.ts'

class Disk extends MemoryProfile {
  isFull = false

  override commitCourse(id: string, course: MemoryCourse): void {
    if (this.isFull) throw new LecternError('store-full', 'full')
    super.commitCourse(id, course)
  }
}

it('records a save: what was asked, the disk, the frame out, the ack in, and what was told', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const command = addChapter('basics', 'Basics')
  const operationId = await saveOne(tab, command)
  await world.settle()

  const { header, events } = exported(tab.session)
  expect(header).toMatchObject({ courseId: 'course-1', earlierEvents: 0 })
  const story = events.slice(events.findIndex(({ kind }) => kind === 'edit'))
  expect(story.map(nameOf)).toEqual([
    'edit',
    'random',
    'save',
    'local edit-draft',
    'random',
    'local save',
    'frame out update',
    'saved',
    'frame in awareness',
    'ack',
    'local append',
    'local claim',
    'told',
  ])
  expect(story[0]).toMatchObject({ commands: [command] })
  expect(find(story, 'local', event => event.call === 'save')).toMatchObject({ operation: { operationId } })
  expect(find(story, 'ack')).toMatchObject({ operationId, status: 'stored' })
  expect(find(story, 'told')).toMatchObject({ operationId, status: 'stored' })
  expect(toldAsSaved(tab)).toEqual([operationId])
})

it('begins with what was on the device, so that the recording can be run again', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const before = await world.openOnlineTab({ browser })
  await saveOne(before, addChapter('basics', 'Basics'))
  await world.settle()
  await before.session.close()

  const tab = await world.openOnlineTab({ browser })
  await saveOne(tab, renameChapter('basics', 'Foundations', 'Basics'))
  const { header } = exported(tab.session)
  expect(titlesIn(header.document)).toEqual(['Basics'])
})

it('holds all of the document: what there was at the start, and every update since', async () => {
  const world = new World()
  const ada = await world.openOnlineTab()
  const bob = await world.openOnlineTab()
  await saveOne(ada, addChapter('basics', 'Basics'))
  await saveOne(bob, addChapter('knots', 'Knots'))
  await world.settle()

  const { header, events } = exported(ada.session)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, fromBase64(header.document))
  for (const update of updatesIn(events)) Y.applyUpdate(doc, update)
  expect([...new CourseReader(doc, () => undefined).course.chapters.keys()].sort()).toEqual(['basics', 'knots'])
})

it('notes how a connection ended, and what HTTP was asked and answered', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.isWebSocketBlocked = true
  world.network.reset()
  await world.advance(20_000)
  expect(tab.session.getState().connection.kind).toBe('http')

  const { events } = exported(tab.session)
  expect(find(events, 'close')).toMatchObject({ socket: 1, code: 1006 })
  const request = find(events, 'request')
  expect(request).toMatchObject({ method: 'POST', path: expect.stringMatching(/^\/api\/courses\/course-1\/sync\?/) })
  expect(events.find(event => event.kind === 'answer' && event.request === request?.request)).toMatchObject({
    status: 200,
  })
  expect(tab.session.inspection.recorder.latest('connection')).toMatchObject({ connection: 'http' })
})

it('notes a write that the disk refused', async () => {
  const world = new World()
  const disk = new Disk()
  const tab = await world.openOnlineTab({ browser: new Browser('device-a', disk) })
  disk.isFull = true
  await saveOne(tab, addChapter('basics', 'Basics'))
  const { events } = exported(tab.session)
  expect(find(events, 'local', event => event.call === 'save')).toMatchObject({ error: 'store-full' })
})

it('drops the oldest when it becomes too much, and still begins with the document of that moment', async () => {
  const world = new World()
  const { session } = await world.openOnlineTab()
  session.edit([addChapter('basics', 'Basics')])
  await session.save()
  for (let gesture = 0; gesture < 4000; gesture++) {
    session.edit([renameChapter('basics', `Basics ${gesture}`, 'Basics')])
    if (gesture % 100 === 0) await session.save()
    if (gesture % 100 === 50) await world.advance(10)
  }
  await world.settle()

  const { header, events } = exported(session)
  expect(header.earlierEvents).toBeGreaterThan(0)
  expect(events.length).toBeLessThan(6000)
  expect(titlesIn(header.document)).toEqual([expect.stringMatching(/^Basics \d+00$/)])
  expect(header.draft).toHaveLength(1)
  expect(events.every(({ at }) => at >= 0)).toBe(true)
  const doc = new Y.Doc()
  for (const update of [fromBase64(header.document), ...updatesIn(events)]) Y.applyUpdate(doc, update)
  expect(new CourseReader(doc, () => undefined).course).toEqual(session.getState().saved)
})

it('holds the document only about twice, however often its bytes come again', async () => {
  const clock = new FakeClock()
  const document = new Uint8Array(100_000)
  let encoded = 0
  const encode = () => {
    encoded++
    return document
  }
  const session = () => ({ draft: { entries: [] }, tracker: { operations: [] }, sync: { server: undefined, encode } })
  const recorder = new Recorder({ clock, session })
  recorder.beginsWith({ updates: [document], draft: [], pending: [] })
  for (let again = 0; again < 300; again++) {
    recorder.add({ kind: 'local', call: 'load-new-updates', askedAt: 0, updates: [document] })
    await clock.advance(1)
  }
  const { start } = recorder.recorded()
  expect(start.updates.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(10 * 1024 * 1024)
  expect(encoded).toBeGreaterThan(0)
  expect(encoded).toBeLessThan(10)
})

function nameOf(event: RecordingEvent): string {
  if (event.kind === 'local') return `local ${event.call}`
  return event.kind === 'frame' ? `frame ${event.direction} ${event.what}` : event.kind
}

type Of<Kind extends RecordingEvent['kind']> = Extract<RecordingEvent, { kind: Kind }>

function find<Kind extends RecordingEvent['kind']>(
  events: readonly RecordingEvent[],
  kind: Kind,
  isMeant: (event: Of<Kind>) => boolean = () => true,
): Of<Kind> | undefined {
  return events.find((event): event is Of<Kind> => event.kind === kind && isMeant(event as Of<Kind>))
}

/** The titles of the chapters in a document. */
function titlesIn(document: string): string[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, fromBase64(document))
  return [...new CourseReader(doc, () => undefined).course.chapters.values()].map(({ title }) => title)
}

/** From the server, and of the author's own saves. */
function updatesIn(events: readonly RecordingEvent[]): Uint8Array[] {
  return events.flatMap(event => {
    if (event.kind === 'local') return (event.updates ?? []).map(fromBase64)
    if (event.kind !== 'frame' || event.direction === 'out') return []
    const frame = decodeFrame(fromBase64(event.bytes), 100)
    return 'update' in frame ? [frame.update] : []
  })
}
