/** What an author does with several rows at once, by dragging, and with what they search. */
import type { Locator, Page } from 'playwright'
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'

it(
  '[C2] Rows are dragged with the mouse, several at once too; one drop is one gesture',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    await drag(ana.page, screen.row('Intro'), { onto: screen.row('Half hitch'), at: 0.2 })
    await screen.speaks('"Intro", now 2 of 3 in "Hitches"')
    expect(await screen.focusedTitle()).toBe('Intro')
    await drag(ana.page, screen.row('Bends'), { onto: screen.row('Basics'), at: 0.2 })
    await screen.speaks('"Bends", now chapter 1 of 3')
    await screen.select('Rope')
    await screen.select('Clove hitch')
    await drag(ana.page, screen.row('Clove hitch'), { onto: screen.row('Bends'), at: 0.5 })
    await screen.speaks('2 videos, now in "Bends"')
    expect(await screen.outline()).toEqual([
      ['Bends', ['Sheet bend', 'Rope', 'Clove hitch']],
      ['Basics', ['Ends']],
      ['Hitches', ['Intro', 'Half hitch']],
    ])
    await ana.page.getByRole('button', { name: 'Undo' }).click()
    await expect
      .poll(() => screen.outline())
      .toEqual([
        ['Bends', ['Sheet bend']],
        ['Basics', ['Rope', 'Ends']],
        ['Hitches', ['Clove hitch', 'Intro', 'Half hitch']],
      ])
  }),
)

it(
  '[C2] Rows are dragged with keys alone: places are spoken by titles, and a chapter has none in a chapter',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    await screen.press('Sheet bend', 'Tab')
    await screen.key('Enter')
    await focusOn(ana.page, 'Drop on Basics', 'ArrowDown')
    await focusOn(ana.page, 'Insert between Intro and Rope', 'ArrowDown')
    await screen.key('Enter')
    await screen.speaks('"Sheet bend", now 2 of 4 in "Basics"')
    await expect.poll(() => screen.focusedTitle()).toBe('Sheet bend')

    await screen.press('Bends', 'Tab')
    await screen.key('Enter')
    const places = await placesByKey(ana.page, 6)
    expect(places.filter(place => place.startsWith('Drop on'))).toEqual([])
    await focusOn(ana.page, 'Insert before Basics', 'ArrowDown')
    await screen.key('Enter')
    await screen.speaks('"Bends", now chapter 1 of 3')
    expect(await screen.outline()).toEqual([
      ['Bends', []],
      ['Basics', ['Intro', 'Sheet bend', 'Rope', 'Ends']],
      ['Hitches', ['Clove hitch', 'Half hitch']],
    ])
  }),
)

it(
  '[C3] Selected rows are moved, duplicated and deleted together, and one Undo brings them back',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    await screen.press('Intro', 'Shift+ArrowDown')
    await page.getByText('2 selected', { exact: true }).waitFor()
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Move to…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move 2 videos' })
    await dialog.getByLabel('Chapter').selectOption({ label: 'Bends' })
    await dialog.getByLabel('Place').selectOption({ label: 'At the bottom' })
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await screen.speaks('2 videos, now in "Bends"')
    const moved = [['Basics', ['Ends']], knots[1], ['Bends', ['Sheet bend', 'Intro', 'Rope']]]
    expect(await screen.outline()).toEqual(moved)

    await screen.press('Intro', 'Delete')
    await screen.speaks('2 videos deleted. Undo brings them back.')
    await screen.title('Intro').waitFor({ state: 'detached' })
    expect(await screen.focusedTitle()).toBe('Sheet bend')
    await screen.key('Control+z')
    await screen.title('Intro').waitFor()
    expect(await screen.outline()).toEqual(moved)

    await screen.press('Hitches', 'Control+d')
    await screen.speaks('"Hitches" duplicated')
    await expect.poll(() => screen.focusedTitle()).toBe('Hitches (copy)')
    expect((await screen.outline())[2]).toEqual(['Hitches (copy)', knots[1]?.[1]])
    await screen.key('Control+a')
    await page.getByText('12 selected', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Clear selection' }).click()
    await page.getByRole('toolbar', { name: 'Selection' }).waitFor({ state: 'detached' })
    await expect.poll(() => screen.focusedTitle()).toBe('Hitches (copy)')

    await screen.save()
    await ana.toasts.shown(/changes saved$/)
    expect(world.stored(screen.courseId).outline).toEqual(await screen.outline())
  }),
)

it(
  '[C7] Keys belong to the title that is typed in: none moves, selects or leaves it',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    await screen.press('Rope', 'Enter')
    await screen.openField.waitFor()
    await screen.key('End')
    await ana.page.keyboard.type(' ends? /')
    for (const key of [
      'ArrowDown',
      'ArrowUp',
      'Home',
      'Delete',
      'ArrowRight',
      'Control+a',
      'Alt+ArrowUp',
      'Control+d',
    ]) {
      await screen.key(key)
    }
    expect(await screen.openField.inputValue()).toBe('ope ends? /')
    await screen.key('Control+s')
    await ana.toasts.shown(/^Video "ope ends\? \/" saved$/)
    expect(await screen.openField.evaluate(field => field === document.activeElement)).toBe(true)
    expect(await screen.outline()).toEqual([['Basics', ['Intro', 'ope ends? /', 'Ends']], ...knots.slice(1)])

    await ana.page.keyboard.type('gone')
    await screen.key('Escape')
    await expect.poll(() => screen.focusedTitle()).toBe('Rope')
    await screen.press('Intro', 'F2')
    await screen.key('Tab')
    await screen.openField.waitFor({ state: 'detached' })
    expect(await screen.focusedTitle()).toBe('Intro')
  }),
)

it(
  'Searching shows what matches with its chapter, says how much, and gives everything back',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await page.getByRole('button', { name: 'Collapse all' }).click()
    await screen.title('Intro').waitFor({ state: 'detached' })

    await screen.press('Basics', '/')
    await page.keyboard.type('HÍTCH')
    await screen.title('Half hitch').waitFor()
    expect(await screen.outline()).toEqual([knots[1]])
    await screen.speaks('Found 1 chapter and 2 videos')
    expect(await page.locator('mark').allTextContents()).toEqual(['Hitch', 'hitch', 'hitch'])
    await page.keyboard.type(' anchor')
    await page.getByText('No videos match "HÍTCH anchor".').waitFor()
    await page.getByRole('button', { name: 'Clear search' }).last().click()
    await screen.title('Bends').waitFor()
    expect(await screen.outline()).toEqual(knots.map(([title]) => [title, []]))

    await page.reload()
    await screen.title('Basics').waitFor()
    expect(await screen.outline()).toEqual(knots.map(([title]) => [title, []]))
    await screen.press('Basics', 'ArrowRight')
    await screen.title('Intro').waitFor()
  }),
)

async function drag(page: Page, row: Locator, { onto, at }: { onto: Locator; at: number }): Promise<void> {
  const [from, to] = [await row.boundingBox(), await onto.boundingBox()]
  if (!from || !to) throw new Error('a row is not on the screen')
  const x = from.x + from.width / 2
  await page.mouse.move(x, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(x, from.y + from.height / 2 + 10, { steps: 3 })
  await page.mouse.move(x, to.y + to.height * at, { steps: 6 })
  await page.mouse.up()
}

const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

/** Presses the key until what has the focus is called this. */
async function focusOn(page: Page, label: string, key: string): Promise<void> {
  await page.locator('[aria-roledescription="drop indicator"]:focus').waitFor({ state: 'attached' })
  for (let presses = 0; (await focusedLabel(page)) !== label; presses++) {
    if (presses > 30) throw new Error(`no place is called ${label}`)
    await page.keyboard.press(key)
  }
}

async function placesByKey(page: Page, count: number): Promise<string[]> {
  await page.locator('[aria-roledescription="drop indicator"]:focus').waitFor({ state: 'attached' })
  const places: string[] = []
  for (let index = 0; index < count; index++) {
    places.push(await focusedLabel(page))
    await page.keyboard.press('ArrowDown')
  }
  return places
}
