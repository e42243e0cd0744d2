/** A course that takes a while to open. */
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
