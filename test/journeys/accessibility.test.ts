/** axe looks at every screen and dialog: light, dark, and on a phone. */
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import { courseArchive } from './fixtures/course-archive.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  '[S3] The course list and its dialogs are accessible in light, dark and on a phone',
  journey(async world => {
    const { path } = await courseArchive(world.server.dataDir)
    const { page } = await world.author()
    await page.goto('/')
    await page.getByText('No courses yet.').waitFor()
    const found = [await lookAt(page, 'no courses')]
    await seedCourse(world.server.url)
    await page.reload()
    await page.getByRole('link', { name: 'Knots' }).waitFor()
    found.push(await lookAt(page, 'courses'))

    await page.getByRole('button', { name: 'New course' }).click()
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByText('Give the course a title.').waitFor()
    found.push(await lookAt(page, 'create dialog with a mistake'))
    await page.getByRole('button', { name: 'Cancel' }).click()

    await page.getByRole('button', { name: 'Import a course' }).click()
    found.push(await lookAt(page, 'import dialog'))
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByRole('button', { name: 'Another file' }).waitFor()
    found.push(await lookAt(page, 'import preview'))
    expect(found.flat()).toEqual([])
  }),
)

it(
  '[S3] The course screen, its menus, dialogs, toasts and troubles are accessible in light, dark and on a phone',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const found: string[][] = []
    const look = async (what: string) => found.push(await lookAt(page, what))
    await look('course')

    await screen.title('Intro').click()
    await look('open title field')
    await screen.key('Escape')
    await screen.delete('Ends')
    await screen.openTrash()
    await look('draft and trash')
    await screen.openRowMenu('Rope')
    await look('row menu')
    await page.getByRole('menuitem', { name: 'Move to…' }).click()
    await look('move dialog')
    await screen.escape()
    await page.getByRole('button', { name: 'Add video' }).first().click()
    await look('add-video dialog')
    await screen.escape()

    await screen.press('Clove hitch', 'Shift+ArrowDown')
    await look('selection')
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Move to…' }).click()
    await look('move dialog for several')
    await screen.escape()
    await screen.press('Clove hitch', 'Escape')
    await page.keyboard.type('/hitch')
    await page.locator('mark').first().waitFor()
    await look('search')
    await page.keyboard.type(' of nothing')
    await page.getByText('No videos match').waitFor()
    await look('search without a match')
    await screen.key('Escape')
    await screen.press('Clove hitch', 'Tab')
    await screen.key('Enter')
    await page.locator('[aria-roledescription="drop indicator"]:focus').waitFor({ state: 'attached' })
    await look('dragging with keys')
    await screen.key('Escape')

    await screen.openMenu()
    await page.getByRole('menuitem', { name: 'Export…' }).click()
    await page.getByRole('dialog', { name: 'Export the course' }).waitFor()
    await look('export dialog')
    await screen.escape()
    await screen.openMenu()
    await page.getByRole('menuitem', { name: 'Paste a list…' }).click()
    await page.getByLabel('List', { exact: true }).fill('Knots\n> quoted\nReef https://example.org/reef.mp4')
    await page.getByLabel('Add these lines as').waitFor()
    await look('paste dialog')
    await screen.escape()
    await screen.openMenu()
    await look('course menu')
    await page.getByRole('menuitem', { name: 'Discard changes' }).click()
    await look('discard dialog')
    await page.getByRole('button', { name: 'Keep them' }).click()

    await screen.save()
    await ana.toasts.shown(/^Video "Ends" deleted$/)
    await look('toast')
    await page.locator('[data-sonner-toast] [title="Show the receipt"]').click()
    await page.getByRole('dialog', { name: 'Stored on the server' }).waitFor()
    await look('receipt')
    await screen.escape()
    expect(await screen.saveButton.evaluate(button => button === document.activeElement)).toBe(true)
    await screen.openMenu()
    await page.getByRole('menuitem', { name: 'History' }).click()
    await page.getByText('Nora').waitFor()
    await look('history')
    await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await screen.key('?')
    await look('shortcuts')
    await screen.escape()

    ana.network.cut()
    await screen.says(/^Offline/)
    await look('offline')
    expect(found.flat()).toEqual([])
  }),
)
