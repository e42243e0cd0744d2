/** Three authors rework one course at the same time, one of them on a phone. */
import { expect, it } from 'vitest'
import { seededRandom } from '../crash/random.ts'
import type { Author } from './fixtures/author.ts'
import { courseArchive } from './fixtures/course-archive.ts'
import { lostFocus, watchFocus } from './fixtures/focus-watch.ts'
import { journey } from './fixtures/journey.ts'
import { RandomAuthor } from './fixtures/random-author.ts'
import { seedCourse } from './fixtures/seed-course.ts'

const seed = Number(process.env['LECTERN_SEED'] ?? 4711)
const minuteMs = 60_000
const phone = { width: 390, height: 844 }

it(
  `[C1][S2][C7] Three authors restructure a course for a minute: all see the same, no focus is lost, no toast is for others' work (seed ${seed})`,
  { timeout: 3 * minuteMs },
  journey(async world => {
    const { outline } = await courseArchive(world.server.dataDir)
    const courseId = await seedCourse(world.server.url, outline)
    const authors = await Promise.all([world.author(), world.author(), world.author({ viewport: phone })])
    for (const author of authors) {
      await author.openCourse(courseId)
      await author.screen.isSaved()
      await watchFocus(author.page)
    }
    const workers = authors.map((author, index) => new RandomAuthor(author, seededRandom(seed + index)))
    const untilMs = performance.now() + minuteMs
    await Promise.all(workers.map(worker => worker.work(untilMs)))
    for (const author of authors) await settle(author)

    const [first] = authors
    const seen = await first?.screen.outline()
    for (const { screen } of authors) await expect.poll(() => screen.outline()).toEqual(seen)
    const stored = world.stored(courseId)
    expect(stored.outline).toEqual(seen)
    for (const author of authors) expect(await lostFocus(author.page)).toEqual([])
    const savesByDevice = Object.groupBy(stored.operations.slice(1), ({ device }) => device)
    const saves = Object.values(savesByDevice).map(operations => operations?.length ?? 0)
    const toasts = authors.map(author => author.toasts.all.length - author.toasts.saying(/^Still saving/).length)
    expect(toasts.sort()).toEqual(saves.sort())
    for (const { made, missed } of workers) {
      console.log(`${made} gestures, ${missed} whose row was gone`)
      expect(made).toBeGreaterThan(10)
    }
  }),
)

/** Closes what is open and saves what is left. */
async function settle({ screen }: Author): Promise<void> {
  await screen.key('Escape')
  await screen.key('Control+s')
  await screen.isSaved()
}
