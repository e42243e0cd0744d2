/** A course that takes a while to open, or is refused. */
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { holdSession } from './fixtures/held-session.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  'A course that is still on its way keeps its place: nothing jumps when it is there',
  journey(async world => {
    const ana = await world.author()
    const release = await holdSession(ana.page)
    const jumped = await watchShifts(ana.page)
    await ana.page.goto(`/courses/${await seedCourse(world.server.url)}`)
    await ana.page.getByRole('heading', { name: 'Opening the course…' }).waitFor()
    release()
    await ana.screen.isSaved()
    expect(await jumped()).toBeLessThan(0.05)
  }),
)

it(
  '[S3] A deleted course that is opened by its link says so and leads to the course list, in the preview as well',
  journey(async world => {
    const { page, screen } = await world.author()
    const courseId = await seedCourse(world.server.url)
    await page.request.delete(`/api/courses/${courseId}`)
    for (const address of [`/courses/${courseId}`, `/courses/${courseId}/preview`]) {
      await page.goto(address)
      await page
        .getByRole('alert')
        .filter({ hasText: /^This course was deleted\./ })
        .waitFor()
      expect(await page.getByText('Waiting for the course').count()).toBe(0)
      if (!address.endsWith('preview')) await screen.says('This course was deleted')
      await page.getByRole('link', { name: 'All courses', exact: true }).click()
      await page.getByRole('heading', { name: 'Courses', exact: true }).waitFor()
    }
  }),
)

/** @returns reads the layout shifts so far, as the browser scores them: 1 is the whole window by its whole height */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) performance.mark('shift', { detail: Reflect.get(entry, 'value') })
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () =>
    page.evaluate(() => {
      const shifts = performance.getEntriesByName('shift')
      return shifts.reduce((sum, shift) => sum + Number(Reflect.get(shift, 'detail')), 0)
    })
}
