/** The upload engine and a real session: what files become in the draft, and what of them is sent. */
import { expect, it, onTestFinished } from 'vitest'
import { CourseUploads } from '../../../app/screens/course/uploads/course-uploads.ts'
import { diskFileOf } from '../../../app/uploads/chosen-file.ts'
import { hashFile } from '../../../app/uploads/hash-file.ts'
import type { Command } from '../../../course/command.ts'
import { MemoryFileProfile, MemoryLocalFileStore } from '../../../persistence/memory-local/memory-local-file-store.ts'
import { addChapter, addVideo } from '../session/fixtures/commands.ts'
import { saveOne, type Tab, World } from '../session/fixtures/world.ts'
import { FakeSender } from '../uploads/fixtures/fake-sender.ts'
import { pdfFile } from '../uploads/fixtures/files.ts'

const known = 'known-upload'

/** The server has the bytes of every file already. */
class KnowingSender extends FakeSender {
  override async findKnown(): Promise<undefined> {
    return known as unknown as undefined
  }
}

async function openUploads(tab: Tab, world: World, sender = new FakeSender()) {
  const bugs: unknown[] = []
  let ids = 0
  const uploads = new CourseUploads({
    session: tab.session,
    newId: () => `new-${++ids}`,
    askMaxUploadBytes: async () => 10_000,
    seams: {
      ...{ sender, hashFile, clock: world.clock, store: new MemoryLocalFileStore(new MemoryFileProfile()) },
      randomBytes: length => new Uint8Array(length),
      network: { isOnline: () => true, onOnline: () => () => undefined },
      lock: { request: (_name, run) => run() },
      estimateRoom: async () => undefined,
      report: error => bugs.push(error),
    },
  })
  await uploads.start()
  onTestFinished(async () => {
    await uploads.close()
    if (bugs.length > 0) throw bugs[0]
  })
  const choose = (...names: string[]) => uploads.plan(names.map(name => diskFileOf(pdfFile(name, 500))))
  return { uploads, sender, choose }
}

const newChapterTitle = 'New chapter'
const sourceOf = ({ session }: Tab, videoId: string) => session.getState().course.videos.get(videoId)?.source
const uploadOf = (tab: Tab, videoId: string) => {
  const source = sourceOf(tab, videoId)
  return source?.kind === 'upload' ? source.uploadId : undefined
}
const typesOf = (commands: readonly Command[]) => commands.map(({ type }) => type)

it('[U2] adds files as one gesture, and sends them before anybody has pressed Save', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const { uploads, sender, choose } = await openUploads(tab, world)
  const { first, kept } = uploads.add(await choose('rope', 'ends'), { newChapterTitle })
  await kept
  await world.settle()
  const { draft } = tab.session.getState()
  expect(typesOf(draft.map(({ command }) => command))).toEqual(['add-chapter', 'add-video', 'add-video'])
  expect(first).toEqual({ kind: 'chapter', id: tab.session.getState().course.chapters.keys().next().value })
  await expect.poll(() => sender.active).toHaveLength(2)

  tab.session.undo()
  await world.settle()
  expect(tab.session.getState()).toMatchObject({ draft: [], canUndo: false })
  expect(uploads.queue.getSnapshot().items).toHaveLength(2)
})

it('[U4] gives a video the upload that the server has already: nothing is sent, and undo and redo keep it', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const { uploads, sender, choose } = await openUploads(tab, world, new KnowingSender())
  await saveOne(tab, addChapter('basics', 'Basics'))
  const { first, kept } = uploads.add(await choose('rope'), { chapterId: 'basics', newChapterTitle })
  await kept
  const videoId = first?.id ?? ''
  await expect.poll(() => uploadOf(tab, videoId)).toBe(known)
  await world.advance(1000)
  expect(uploads.queue.getSnapshot().items[0]?.state).toMatchObject({ status: 'complete', knownUploadId: known })
  expect(sender.sendings).toEqual([])

  tab.session.undo()
  await world.settle()
  expect(sourceOf(tab, videoId)).toBeUndefined()
  tab.session.redo()
  await world.settle()
  expect(uploadOf(tab, videoId)).toBe(known)
  expect(tab.session.getState().canRedo).toBe(false)
})

it('[U4] sends a file that the server has already where a save refers to its own upload', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  const own = { kind: 'upload', uploadId: 'own', fileName: 'rope.pdf', sizeBytes: 500, type: '' } as const
  tab.session.edit([{ type: 'add-video', videoId: 'rope', title: 'Rope', place: ['basics', 'a0'], source: own }])
  await tab.session.save()
  expect(await tab.session.adoptUpload({ videoId: 'rope', uploadId: 'own', knownUploadId: known })).toBe(false)
  expect(uploadOf(tab, 'rope')).toBe('own')
})

it('[U4] puts another file in the place of a video’s and keeps the video', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const { uploads } = await openUploads(tab, world)
  tab.session.edit([addChapter('basics', 'Basics'), addVideo('rope', 'basics')])
  await tab.session.save()
  await world.settle()

  expect(uploads.replaceFile('rope', diskFileOf(pdfFile('another', 500)))).toBeUndefined()
  expect(typesOf(tab.session.getState().draft.map(({ command }) => command))).toEqual(['replace-video'])
  expect(sourceOf(tab, 'rope')).toMatchObject({ fileName: 'another.pdf', sizeBytes: 500 })
  expect(tab.session.getState().course.videos.get('rope')).toMatchObject({ title: 'rope', place: ['basics', 'a0'] })
})

it('[U6] takes no file that the server would not take, and says why', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const { uploads } = await openUploads(tab, world)
  tab.session.edit([addChapter('basics', 'Basics'), addVideo('rope', 'basics')])
  const { draft } = tab.session.getState()
  const refused = [new File([], 'empty.pdf'), pdfFile('large', 10_001), new File(['x'], 'notes.txt')].map(file =>
    uploads.replaceFile('rope', diskFileOf(file)),
  )
  expect(refused).toEqual(['empty', 'too-large', 'not-media'])
  expect(tab.session.getState().draft).toEqual(draft)
  expect(uploads.queue.getSnapshot().items).toEqual([])
})

it('[U4] adds captions to a video as one more gesture', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const { uploads } = await openUploads(tab, world)
  tab.session.edit([addChapter('basics', 'Basics'), addVideo('rope', 'basics')])
  const file = diskFileOf(new File(['WEBVTT'], 'rope.de.vtt'))
  expect(uploads.addCaptions('rope', { file, language: 'de' })).toBeUndefined()
  const captions = tab.session.getState().course.videos.get('rope')?.captions
  expect(captions).toMatchObject([{ language: 'de', fileName: 'rope.de.vtt' }])
})
