/** Who may run and see what, in a real browser. */
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  'A script that stands in the page, a foreign one and a frame around the app are refused by the browser',
  journey(async world => {
    const ana = await world.author()
    await ana.page.goto('/')
    await ana.page.getByRole('heading', { level: 1 }).waitFor()
    await ana.page.evaluate(() => {
      const inline = document.createElement('script')
      inline.textContent = 'document.title = "taken over"'
      const foreign = document.createElement('script')
      foreign.src = 'https://example.org/script.js'
      const frame = document.createElement('iframe')
      frame.src = '/'
      document.body.append(inline, foreign, frame)
    })
    await expect.poll(() => refused(ana)).toEqual(['frame', 'script', 'script'])
    expect(await ana.page.title()).not.toBe('taken over')
    ana.errors.length = 0
  }),
)

/** What the policy has refused so far, in order of its name. */
function refused({ errors }: Author): string[] {
  const kinds = errors.map(error => (/script-src/.test(error) ? 'script' : /fram/i.test(error) ? 'frame' : error))
  return kinds.sort()
}

it(
  'The whole app runs under that policy: dialogs, toasts, drag handles, the palette, and another theme',
  journey(async world => {
    const ana = await world.author({ hasServiceWorker: true })
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await ana.page.keyboard.press('Control+k')
    await ana.page.getByRole('dialog').waitFor()
    await ana.page.keyboard.press('Escape')
    await ana.page.emulateMedia({ colorScheme: 'dark' })
    await screen.isSaved()
    const styles = await ana.page.evaluate(() => [...document.styleSheets].map(sheet => sheet.cssRules.length > 0))
    // The app's own, sonner's and React Aria's: one that was refused would have no rules.
    expect(styles.length).toBeGreaterThanOrEqual(3)
    expect(styles).not.toContain(false)
  }),
)
