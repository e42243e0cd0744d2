/** A course that takes a while to open, is refused, or cannot be drawn. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
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

it(
  'A browser of 2024, which lacks URL.parse, draws the course, and its links are links',
  journey(async world => {
    const { page, screen } = await world.author()
    await page.addInitScript(() => {
      Reflect.deleteProperty(URL, 'parse')
      Reflect.deleteProperty(URL, 'canParse')
    })
    await page.goto(`/courses/${await seedCourse(world.server.url)}`)
    await screen.isSaved()
    expect(await screen.links()).toContain('https://example.org/Rope.mp4')
    await screen.choose('Basics', 'Add video')
    const dialog = page.getByRole('dialog', { name: 'Add a video to "Basics"' })
    await dialog.getByLabel('Title').fill('Bend')
    await dialog.getByLabel('Link').fill('example.org/Bend.mp4')
    await dialog.getByRole('button', { name: 'Add video' }).click()
    await dialog.locator('[data-invalid]').first().waitFor()
    await dialog.getByLabel('Link').fill('https://example.org/Bend.mp4')
    await dialog.getByRole('button', { name: 'Add video' }).click()
    await expect.poll(() => screen.links()).toContain('https://example.org/Bend.mp4')
  }),
)

it(
  '[S3] Where a course cannot be drawn, that is said, and it can be downloaded and loaded again',
  journey(async world => {
    const ana = await world.author()
    const { page, screen } = ana
    await page.goto(`/courses/${await seedCourse(world.server.url)}`)
    await screen.isSaved()
    await screen.rename('Rope', 'Ropes')
    await page.evaluate(() => {
      const get = () => {
        throw new Error('broken on purpose')
      }
      Object.defineProperty(navigator, 'platform', { get, configurable: true })
    })
    await screen.key('?')
    await page.getByRole('alert').filter({ hasText: 'Something in Lectern broke.' }).waitFor()
    await page.evaluate(() => Reflect.deleteProperty(navigator, 'platform'))
    expect(new Set(ana.errors.splice(0))).toEqual(new Set(['broken on purpose']))
    expect(await lookAt(page, 'a screen that broke')).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download a copy' }).click()
    expect(await readFile(await (await download).path(), 'utf8')).toContain('Ropes')
    await page.getByRole('button', { name: 'Reload' }).click()
    await screen.title('Ropes').waitFor()
    await screen.says('1 unsaved change')
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
