/** axe looks at every screen and dialog: light, dark, and on a phone. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { projectDir } from '../../scripts/run-command.ts'
import { courseArchive } from './fixtures/course-archive.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

const axeSource = await readFile(join(projectDir, 'node_modules/axe-core/axe.min.js'), 'utf8')

const desktop = { width: 1280, height: 800 }
const phone = { width: 375, height: 700 }
const looks = [
  { name: 'light', colorScheme: 'light', viewport: desktop },
  { name: 'dark, on a phone', colorScheme: 'dark', viewport: phone },
] as const

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

    await page.getByRole('button', { name: 'Import an Open edX archive' }).click()
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
    await screen.escape()
    await screen.key('?')
    await look('shortcuts')
    await screen.escape()

    ana.network.cut()
    await screen.says(/^Offline/)
    await look('offline')
    expect(found.flat()).toEqual([])
  }),
)

/** @returns one line for each violation, in any of the looks */
async function lookAt(page: Page, what: string): Promise<string[]> {
  const found: string[] = []
  for (const { name, colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(viewport)
    for (const violation of await violationsIn(page)) found.push(`${what}, ${name}: ${violation}`)
  }
  await page.setViewportSize(desktop)
  return found
}

async function violationsIn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const settled = document.getAnimations().map(({ finished }) => finished.catch(() => undefined))
    await Promise.all(settled)
    // Under a dialog the page is inert, with its landmark and heading: axe does not always know that it is.
    const isOfThePage = { enabled: document.querySelector('[inert] main') === null }
    const rules = { 'landmark-one-main': isOfThePage, 'page-has-heading-one': isOfThePage }
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'], rules })
    const isTooWide = document.documentElement.scrollWidth > document.documentElement.clientWidth
    return [
      ...(isTooWide ? ['the page scrolls sideways'] : []),
      ...violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(' and ')}`),
    ]
  })
}

declare global {
  interface Window {
    readonly axe: { run(context: Document, options: RunOptions): Promise<AxeResults> }
  }
}
