/** Every use case of the specification that needs no files: one toast, after the last event, and the time it took. */
import { expect, it } from 'vitest'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'
import type { OutlineTitles } from './fixtures/stored-course.ts'

interface UseCase {
  readonly name: string
  readonly work: (screen: CourseScreen) => Promise<void>
  readonly toast: string
  /** Of the ack, in its order, without the last, which completes the batch. */
  readonly events: readonly string[]
  readonly outline: OutlineTitles
}

const [basics, hitches, bends] = knots as [OutlineTitles[0], OutlineTitles[0], OutlineTitles[0]]

const useCases: readonly UseCase[] = [
  {
    name: 'Edit a chapter title',
    work: screen => screen.rename('Basics', 'Foundations'),
    toast: 'Chapter "Foundations" saved',
    events: ['chapter-update-complete'],
    outline: [['Foundations', basics[1]], hitches, bends],
  },
  {
    name: 'Add an empty chapter',
    work: screen => screen.addChapter('Splices'),
    toast: 'Chapter "Splices" created',
    events: ['chapter-create-complete'],
    outline: [basics, hitches, bends, ['Splices', []]],
  },
  {
    name: 'Delete a chapter',
    work: screen => screen.delete('Hitches'),
    toast: 'Chapter "Hitches" deleted',
    events: ['chapter-delete-complete'],
    outline: [basics, bends],
  },
  {
    name: 'Edit a filename only',
    work: screen => screen.rename('Rope', 'Which rope'),
    toast: 'Video "Which rope" saved',
    events: ['video-update-complete'],
    outline: [['Basics', ['Intro', 'Which rope', 'Ends']], hitches, bends],
  },
  {
    name: 'Delete a video',
    work: screen => screen.delete('Rope'),
    toast: 'Video "Rope" deleted',
    events: ['video-delete-complete'],
    outline: [['Basics', ['Intro', 'Ends']], hitches, bends],
  },
  {
    name: 'Move a video between chapters',
    work: screen => screen.moveTo('Rope', { chapter: 'Bends', place: 'At the bottom' }),
    toast: '"Rope" moved to "Bends"',
    events: ['video-move-complete'],
    outline: [['Basics', ['Intro', 'Ends']], hitches, ['Bends', ['Sheet bend', 'Rope']]],
  },
  {
    name: 'Edit a chapter title and rename its videos',
    async work(screen) {
      await screen.rename('Basics', 'Foundations')
      await screen.rename('Intro', 'Welcome')
      await screen.rename('Rope', 'Which rope')
    },
    toast: '3 changes saved',
    events: ['chapter-update-complete', 'video-update-complete', 'video-update-complete'],
    outline: [['Foundations', ['Welcome', 'Which rope', 'Ends']], hitches, bends],
  },
  {
    name: 'Delete a chapter and rename the videos that remain',
    async work(screen) {
      await screen.delete('Hitches')
      await screen.rename('Intro', 'Welcome')
      await screen.rename('Sheet bend', 'Sheet bend, doubled')
    },
    toast: '3 changes saved',
    events: ['chapter-delete-complete', 'video-update-complete', 'video-update-complete'],
    outline: [
      ['Basics', ['Welcome', 'Rope', 'Ends']],
      ['Bends', ['Sheet bend, doubled']],
    ],
  },
  {
    name: 'Change the course title and its chapters',
    async work(screen) {
      await screen.renameCourse('Knots for sailors')
      await screen.rename('Bends', 'Joining ropes')
      await screen.addChapter('Splices')
    },
    toast: '3 changes saved',
    events: ['course-update-complete', 'chapter-update-complete', 'chapter-create-complete'],
    outline: [basics, hitches, ['Joining ropes', bends[1]], ['Splices', []]],
  },
]

it.for(useCases)(
  '[S2][S4] $name: one toast, only after its last event',
  ({ name, work, toast: sentence, events, outline }, context) =>
    journey(async world => {
      const ana = await world.author()
      const screen = await ana.openCourse(await seedCourse(world.server.url))
      await screen.isSaved()
      await work(screen)
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
      console.log(`${name}: ${toast.sinceSaveMs?.toFixed(0)} ms from Save to toast`)
    })(context),
)
