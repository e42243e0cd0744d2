/** The course as a learner sees it, and the list of courses around it. */
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  "The learner's preview shows the draft, goes from video to video, and leaves the draft and its undo alone",
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.rename('Intro', 'Welcome')
    await screen.openMenu()
    await page.getByRole('menuitem', { name: 'Preview as a learner' }).click()
    await page.getByText('Preview · includes 1 unsaved change').waitFor()
    ana.network.cut()
    await page.getByRole('button', { name: 'Start the course' }).click()
    await page.getByRole('heading', { name: 'Welcome' }).waitFor()
    await page.getByRole('button', { name: 'Next: Rope' }).click()
    expect(await page.getByRole('link', { name: 'Open on example.org' }).getAttribute('href')).toMatch(/Rope\.mp4$/)
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Rope')
    await page.getByRole('navigation', { name: 'Contents' }).getByRole('button', { name: 'Sheet bend' }).click()
    await page.getByText('This is the last video of the course.').waitFor()
    expect(await lookAt(page, 'preview')).toEqual([])

    await page.getByRole('link', { name: 'Back to editing' }).click()
    await screen.title('Welcome').waitFor()
    await screen.key('Control+z')
    await screen.title('Intro').waitFor()
  }),
)

it(
  '[C3] A course goes to the trash and comes back, by Undo and out of the trash; with no server, that is said',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    await seedCourse(world.server.url)
    await page.goto('/')
    const link = page.getByRole('link', { name: 'Knots' })
    const moveToTrash = async () => {
      await page.getByRole('button', { name: 'Actions for "Knots"' }).click()
      await page.getByRole('menuitem', { name: 'Move to trash' }).click()
    }
    await link.waitFor()
    await moveToTrash()
    await ana.toasts.shown(/^Course "Knots" moved to the trash$/)
    await link.waitFor({ state: 'detached' })
    await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click()
    await link.waitFor()

    await moveToTrash()
    await link.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Trash' }).click()
    expect(await lookAt(page, 'trash of courses')).toEqual([])
    await page.getByRole('button', { name: 'Restore "Knots"' }).click()
    await link.waitFor()
    ana.network.cut()
    await moveToTrash()
    await ana.toasts.shown(/^"Knots" is still in your list/)
    expect(await link.isVisible()).toBe(true)
  }),
)

it(
  'Nothing jumps from the list of courses to a course and to a change in it',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const courseId = await seedCourse(world.server.url)
    await page.addInitScript(watchShifts)
    await page.goto('/')
    await page.getByRole('link', { name: 'Knots' }).click()
    const { screen } = ana
    await screen.isSaved()
    await screen.rename('Intro', 'Welcome')
    await screen.save()
    await ana.toasts.shown(/^Video "Welcome" saved$/)
    expect(await shiftsIn(page)).toBeLessThan(0.01)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/courses/${courseId}`)
    await screen.isSaved()
    await screen.rename('Welcome', 'Hello')
    expect(await shiftsIn(page)).toBeLessThan(0.01)
  }),
)

/** Runs in the page: adds up what the browser calls its layout shift score. */
function watchShifts(): void {
  window.layoutShift = 0
  const observer = new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
      if (!hadRecentInput) window.layoutShift += value
    }
  })
  observer.observe({ type: 'layout-shift', buffered: true })
}

function shiftsIn(page: Page): Promise<number> {
  return page.evaluate(() => window.layoutShift)
}

declare global {
  interface Window {
    layoutShift: number
  }
}
