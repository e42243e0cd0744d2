/** Ways around the editor without a mouse: the command palette, the shortcut sheet and the side panel. */
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

/** Faster than the list follows. Runs in the page. */
function typeAndEnter(field: Element, text: string): void {
  document.execCommand('insertText', false, text)
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
}

it(
  'The command palette runs actions, goes to any row and opens other courses, all by keyboard',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    await seedCourse(world.server.url, [['Elsewhere', ['Long splice']]])
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    const choose = async (query: string, entry: string) => {
      await screen.key('Control+k')
      await palette.waitFor()
      await page.keyboard.type(query)
      await palette.getByRole('menuitem', { name: entry }).first().waitFor()
      await screen.key('Enter')
      await palette.waitFor({ state: 'detached' })
    }

    await page.getByRole('button', { name: 'Collapse all' }).click()
    await choose('half', 'Half hitch')
    await expect.poll(() => screen.focusedTitle()).toContain('Half hitch')
    await choose('add chap', 'Add chapter')
    await screen.openField.fill('Splices of rope')
    await screen.key('Enter')
    await screen.says('1 unsaved change')
    await choose('undo', 'Undo')
    await screen.key('Control+k')
    await palette.waitFor()
    await page.keyboard.type('u')
    await palette.getByRole('menuitem', { name: 'Upload files' }).and(palette.locator('[data-focused]')).waitFor()
    await palette.getByRole('searchbox').evaluate(typeAndEnter, 'ndo')
    await palette.waitFor({ state: 'detached' })
    await screen.isSaved()

    await screen.key('Control+k')
    await palette.waitFor()
    await page.keyboard.type('no such thing')
    await palette.getByText('Nothing matches "no such thing".').waitFor()
    await screen.key('Escape')
    await screen.key('Escape')
    await palette.waitFor({ state: 'detached' })
    await choose('kno', 'Knots')
    await screen.title('Long splice').waitFor()
  }),
)

it(
  'A key that opens something leaves an open dialog alone, with what was typed in it; Ctrl+S saves',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.rename('Rope', 'Ropes')
    await screen.openMenu()
    await page.getByRole('menuitem', { name: 'Paste a list…' }).click()
    const list = page.getByRole('dialog', { name: 'Paste a list' }).getByRole('textbox', { name: 'List' })
    await list.fill('Eye splice')
    for (const key of ['Control+k', 'Control+Shift+s']) await screen.key(key)
    await page.getByRole('combobox', { name: 'Add these lines as' }).focus()
    for (const key of ['?', 'Control+i', 'Control+z']) await screen.key(key)
    await screen.key('Control+s')
    await ana.toasts.shown(/^Video "Ropes" saved$/)
    expect(await page.getByRole('dialog').count()).toBe(1)
    expect(await list.inputValue()).toBe('Eye splice')
    await screen.escape()

    await page.goto('/')
    await page.getByRole('button', { name: 'New course' }).click()
    const title = page.getByRole('dialog', { name: 'Create a course' }).getByRole('textbox', { name: 'Title' })
    await title.fill('Splices')
    await screen.key('Control+k')
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(await page.getByRole('dialog').count()).toBe(1)
    expect(await title.inputValue()).toBe('Splices')
    await screen.escape()
    await screen.key('Control+k')
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
  }),
)

it(
  'The side panel stays beside the outline, and gives the focus back to what opened it',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const panel = page.getByRole('complementary', { name: 'Details' })

    await screen.focus('Rope')
    await screen.key('Control+i')
    await panel.getByText('2 of 3 in "Basics"').waitFor()
    expect(await panel.getByRole('link').getAttribute('href')).toBe('https://example.org/Rope.mp4')
    await screen.key('Escape')
    await panel.waitFor({ state: 'detached' })
    await expect.poll(() => screen.focusedTitle()).toContain('Rope')

    await screen.key('Control+i')
    await panel.waitFor()
    await screen.focus('Intro')
    await panel.getByText('1 of 3 in "Basics"').waitFor()
    await panel.getByRole('button', { name: 'Delete' }).click()
    await screen.title('Intro').waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('dialog', { name: 'Details' }).waitFor()
    await screen.escape()
    await screen.title('Rope').waitFor()
  }),
)

it(
  'The palette, the shortcut sheet and the panel are accessible in light, dark and on a phone',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const found: string[][] = []
    await screen.key('Control+k')
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
    await page.keyboard.type('hitch')
    await page.getByRole('menuitem', { name: 'Clove hitch' }).waitFor()
    found.push(await lookAt(page, 'palette'))
    await screen.key('Escape')
    await screen.escape()
    await screen.key('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Ctrl+S').first().waitFor()
    found.push(await lookAt(page, 'shortcut sheet'))
    await screen.escape()
    await screen.focus('Rope')
    await screen.key('Control+i')
    await page.getByText('2 of 3 in "Basics"').waitFor()
    found.push(await lookAt(page, 'details'))
    expect(found.flat()).toEqual([])
  }),
)
