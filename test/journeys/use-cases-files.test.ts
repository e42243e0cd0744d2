/** Every use case of the specification that needs files: one toast, after structure and bytes are durable. */
import { expect, it } from 'vitest'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'
import type { OutlineTitles } from './fixtures/stored-course.ts'
import {
  addAll,
  chooseFiles,
  dropFiles,
  fileHash,
  preview,
  servedHash,
  storedFiles,
  writeVideos,
} from './fixtures/video-files.ts'

interface UseCase {
  readonly name: string
  /** Relative to a folder; the first is the largest. */
  readonly files: readonly string[]
  readonly work: (screen: CourseScreen, paths: readonly string[]) => Promise<void>
  readonly toast: string
  /** Of the ack, in its order, without the last, which completes the batch. */
  readonly events: readonly string[]
  readonly outline: OutlineTitles
}

const [basics, hitches, bends] = knots as [OutlineTitles[0], OutlineTitles[0], OutlineTitles[0]]

const useCases: readonly UseCase[] = [
  {
    name: 'Add a chapter and upload files',
    files: ['01_eye-splice.mp4', '02_back-splice.mp4'],
    async work(screen, paths) {
      await screen.addChapter('Splices')
      await dropFiles(screen.row('Splices'), paths)
      await addAll(screen, 2)
    },
    toast: '3 changes saved',
    events: ['chapter-create-complete', 'video-create-complete', 'video-create-complete', ...uploads(2)],
    outline: [basics, hitches, bends, ['Splices', ['Eye splice', 'Back splice']]],
  },
  {
    name: 'Upload new files to an existing chapter',
    files: ['Rolling hitch.mp4'],
    async work(screen, paths) {
      await chooseFiles(screen.page, () => screen.choose('Hitches', 'Upload videos…'), paths)
      await addAll(screen, 1)
    },
    toast: 'Video "Rolling hitch" created',
    events: ['video-create-complete', ...uploads(1)],
    outline: [basics, ['Hitches', [...hitches[1], 'Rolling hitch']], bends],
  },
  {
    name: 'Add a chapter, upload files and edit existing titles',
    files: ['Splices/eye.mp4', 'Splices/back.mp4'],
    async work(screen, paths) {
      await dropFiles(screen.page.getByRole('heading', { level: 1 }), [folderOf(paths)])
      const dialog = await preview(screen, 2)
      await dialog.getByRole('textbox', { name: 'Title of eye.mp4' }).fill('Eye splice')
      await addAll(screen, 2)
      await screen.rename('Rope', 'Which rope')
      await screen.rename('Back', 'Back splice')
    },
    toast: '4 changes saved',
    events: [
      'chapter-create-complete',
      'video-create-complete',
      'video-create-complete',
      'video-update-complete',
      ...uploads(2),
    ],
    outline: [['Basics', ['Intro', 'Which rope', 'Ends']], hitches, bends, ['Splices', ['Back splice', 'Eye splice']]],
  },
  {
    name: 'Upload a batch of five',
    files: ['1.mp4', '2.mp4', '3.mp4', '4.mp4', '10.mp4'].map(name => `Bends ${name}`),
    async work(screen, paths) {
      await dropFiles(screen.row('Bends'), paths)
      await preview(screen, 5)
      await screen.key('Enter')
    },
    toast: '5 changes saved',
    events: [...Array.from({ length: 5 }, () => 'video-create-complete'), ...uploads(5)],
    outline: [basics, hitches, ['Bends', ['Sheet bend', 'Bends 1', 'Bends 2', 'Bends 3', 'Bends 4', 'Bends 10']]],
  },
]

it.for(useCases)(
  '[S2][U2] $name: one toast, after structure and bytes are durable',
  ({ name, files, work, toast: sentence, events, outline }, context) =>
    journey(async world => {
      const paths = await writeVideos(`${world.server.dataDir}/chosen`, files)
      const ana = await world.author()
      const screen = await ana.openCourse(await seedCourse(world.server.url))
      await screen.isSaved()
      await work(screen, paths)
      await screen.says(/unsaved change/)
      expect(ana.toasts.all).toEqual([])
      await screen.save()
      const toast = await ana.toasts.shown(/./)
      await screen.isSaved()

      expect(ana.toasts.sentences).toEqual([sentence])
      const stored = world.stored(screen.courseId)
      expect(stored.operations).toHaveLength(2)
      const [, operation] = stored.operations
      expect(operation?.status).toBe('stored')
      expect(operation?.eventTypes).toEqual([...events, 'batch-operation-complete'])
      expect(toast.at).toBeGreaterThanOrEqual(operation?.storedAt ?? Number.POSITIVE_INFINITY)
      expect(stored.outline).toEqual(outline)
      expect(await screen.outline()).toEqual(outline)
      const uploaded = storedFiles(world.server.dataDir, screen.courseId)
      expect(uploaded.map(({ status }) => status)).toEqual(files.map(() => 'complete'))
      const served = await Promise.all(uploaded.map(({ uploadId }) => servedHash(world.server.url, uploadId)))
      expect(served.sort()).toEqual((await Promise.all(paths.map(fileHash))).sort())
      console.log(`${name}: ${toast.sinceSaveMs?.toFixed(0)} ms from Save to toast`)
    })(context),
)

function uploads(count: number): string[] {
  return Array.from({ length: count }, () => 'upload-complete')
}

function folderOf([path = '']: readonly string[]): string {
  return path.slice(0, path.lastIndexOf('/'))
}
