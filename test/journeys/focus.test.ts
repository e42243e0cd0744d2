/** By keyboard alone: what is pressed may go away with the press, the focus stays with the author. */
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { hasFocus, pressKey } from './fixtures/focus-watch.ts'
import { HistoryScreen } from './fixtures/history-screen.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const content = (page: Page) => page.locator('#content')

it(
  'Undo and Redo keep the focus when nothing is left to undo or redo',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.delete('Rope')
    for (const name of ['Undo', 'Redo']) {
      await pressKey(button(page, name))
      await page.locator(`[aria-label=${name}]`).and(page.locator(':disabled, [aria-disabled=true]')).waitFor()
      await hasFocus(button(page, name))
    }
    await screen.key('Enter')
    await screen.title('Rope').waitFor({ state: 'detached' })
    await screen.says('1 unsaved change')
  }),
)

it(
  'Restored from the trash, a course gives the focus to the next one there, and the last one to the list',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const { url } = world.server
    for (const courseId of [await seedCourse(url), await seedCourse(url)]) {
      await fetch(`${url}/api/courses/${courseId}`, { method: 'DELETE' })
    }
    await page.goto('/')
    await page.locator('summary').focus()
    await page.keyboard.press('Enter')
    const restore = button(page, 'Restore "Knots"')
    await expect.poll(() => restore.count()).toBe(2)
    await pressKey(restore.first())
    await expect.poll(() => restore.count()).toBe(1)
    await hasFocus(restore)
    await pressKey(restore)
    await restore.waitFor({ state: 'detached' })
    await hasFocus(content(page))
  }),
)

it(
  'Changes discarded from their review leave the focus where the review was opened; kept, in the review',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.delete('Rope')
    await pressKey(button(page, 'Review changes'))
    await pressKey(button(page, 'Discard all'))
    await pressKey(button(page, 'Discard'))
    await screen.title('Rope').waitFor()
    await hasFocus(button(page, 'Review changes'))

    await screen.delete('Rope')
    await pressKey(button(page, 'Review changes'))
    await pressKey(button(page, 'Discard all'))
    await hasFocus(button(page, 'Keep them'))
    await screen.key('Enter')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await hasFocus(button(page, 'Discard all'))
  }),
)

it(
  'A search that found nothing is cleared into its field',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.key('/')
    await page.keyboard.type('nothing of the kind')
    await page.getByText('No videos match').waitFor()
    await pressKey(button(page, 'Clear search').last())
    await page.getByText('No videos match').waitFor({ state: 'detached' })
    await hasFocus(page.getByRole('textbox', { name: 'Search titles' }))
  }),
)

it(
  'History and receipt give the focus back to what they were opened from',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.key('Tab')
    await button(page, 'Course menu').focus()
    await new HistoryScreen(page).open()
    const panel = page.getByRole('complementary', { name: 'History' })
    await pressKey(panel.getByRole('button', { name: 'Close' }))
    await panel.waitFor({ state: 'detached' })
    await hasFocus(button(page, 'Course menu'))

    await screen.delete('Rope')
    await pressKey(screen.saveButton)
    await pressKey(page.locator('[data-sonner-toast] [title="Show the receipt"]'))
    const receipt = page.getByRole('dialog', { name: 'Stored on the server' })
    await pressKey(receipt.getByRole('button', { name: 'Close' }))
    await receipt.waitFor({ state: 'detached' })
    await hasFocus(screen.saveButton)
  }),
)

it(
  'Older saves take the place of the button that fetched them, and a notice that is dismissed leaves the focus to the course',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.delete('Rope')
    await screen.save()
    await screen.isSaved()
    await page.route('**/operations?limit=*', route =>
      route.continue({ url: route.request().url().replace('limit=50', 'limit=1') }),
    )
    const history = new HistoryScreen(page)
    await history.open()
    const older = button(page, 'Older')
    await pressKey(older)
    await older.waitFor({ state: 'detached' })
    await hasFocus(button(page, /^Nora.*Course created/))

    await history.see('Course created')
    await history.restore('Rope')
    const notice = page.getByRole('region', { name: 'History' })
    await pressKey(notice.getByRole('button', { name: 'Dismiss' }))
    await notice.waitFor({ state: 'detached' })
    await hasFocus(content(page))
  }),
)
