/** What an author does with hands and keys, and what becomes of it in the draft and on the server. */
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'

it(
  '[S1] Undo, redo and discard change the draft alone; Ctrl+S saves what is left of it',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    await screen.rename('Basics', 'Foundations')
    await screen.delete('Intro')
    await screen.says('2 unsaved changes · kept on this device')
    await screen.key('Control+z')
    await screen.title('Intro').waitFor()
    await screen.key('Control+z')
    await screen.title('Basics').waitFor()
    await screen.isSaved()
    await screen.key('Control+Shift+Z')
    await screen.title('Foundations').waitFor()
    await screen.discard()
    await screen.title('Basics').waitFor()
    expect(await screen.outline()).toEqual(knots)
    expect(world.stored(screen.courseId).operations).toHaveLength(1)

    await screen.rename('Rope', 'Cord')
    await screen.key('Control+s')
    await ana.toasts.shown(/^Video "Cord" saved$/)
    await screen.isSaved()
    expect(ana.toasts.all).toHaveLength(1)
    expect(world.stored(screen.courseId).operations).toHaveLength(2)
    expect(world.stored(screen.courseId).outline).toEqual(await screen.outline())
  }),
)

it(
  '[C3] A deleted chapter comes back whole with the Undo of its toast, and a deleted video out of the trash',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    await screen.delete('Basics')
    await screen.save()
    await ana.toasts.shown(/^Chapter "Basics" deleted$/)
    await screen.isSaved()
    expect(world.stored(screen.courseId).outline).toEqual(knots.slice(1))
    await ana.page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click()
    await ana.toasts.shown(/^Chapter "Basics" restored$/)
    expect(world.stored(screen.courseId).outline).toEqual(knots)
    expect(await screen.outline()).toEqual(knots)

    await screen.delete('Rope')
    await screen.save()
    await ana.toasts.shown(/^Video "Rope" deleted$/)
    await screen.openTrash()
    await ana.page.getByRole('button', { name: 'Restore "Rope"' }).click()
    await screen.title('Rope').waitFor()
    await screen.save()
    await ana.toasts.shown(/^Video "Rope" restored$/)
    expect(world.stored(screen.courseId).outline).toEqual(knots)
    expect(ana.toasts.all).toHaveLength(4)
  }),
)

it(
  '[C2] Rows move by keys and by the dialog; the moved row keeps the focus and its new place is spoken',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    await screen.press('Intro', 'Alt+ArrowDown')
    await screen.speaks('"Intro", now 2 of 3 in "Basics"')
    expect(await screen.focusedTitle()).toBe('Intro')
    await screen.key('Alt+ArrowUp')
    await screen.speaks('"Intro", now 1 of 3 in "Basics"')
    await screen.key('Alt+Shift+ArrowDown')
    await screen.speaks('"Intro", now 1 of 3 in "Hitches"')
    expect(await screen.focusedTitle()).toBe('Intro')
    await screen.press('Bends', 'Alt+ArrowUp')
    await screen.speaks('"Bends", now chapter 2 of 3')
    expect(await screen.focusedTitle()).toBe('Bends')
    await screen.moveTo('Rope', { chapter: 'Bends', place: 'After "Sheet bend"' })
    await screen.speaks('"Rope", now 2 of 2 in "Bends"')
    await expect.poll(() => screen.focusedTitle()).toBe('Rope')
    await screen.key('F2')
    await screen.openField.fill('Cord')
    await screen.openField.press('Enter')
    await expect.poll(() => screen.focusedTitle()).toBe('Cord')

    await screen.key('Control+s')
    await ana.toasts.shown(/^4 changes saved$/)
    expect(await screen.focusedTitle()).toBe('Cord')
    const moved = [
      ['Basics', ['Ends']],
      ['Bends', ['Sheet bend', 'Cord']],
      ['Hitches', ['Intro', 'Clove hitch', 'Half hitch']],
    ]
    expect(await screen.outline()).toEqual(moved)
    expect(world.stored(screen.courseId).outline).toEqual(moved)
  }),
)

it(
  'A title written from right to left reads so wherever it stands: its "!" comes last, on the left',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.renameCourse('ספר!')
    await screen.rename('Basics', 'פרק!')
    await screen.title('Intro').click()
    await screen.openField.fill('שלום!')
    expect(await screen.openField.evaluate(field => getComputedStyle(field).direction)).toBe('rtl')
    await screen.key('Enter')
    await screen.save()
    await screen.isSaved()
    for (const title of ['ספר!', 'פרק!', 'שלום!']) await endsOnTheLeft(page, title)
    await page.goto(`${page.url()}/preview`)
    await page.getByRole('button', { name: 'Start the course' }).waitFor()
    for (const title of ['ספר!', 'פרק!', 'שלום!']) await endsOnTheLeft(page, title)
    await page.goto('/')
    await endsOnTheLeft(page, 'ספר!')
  }),
)

async function endsOnTheLeft(page: Page, title: string): Promise<void> {
  const [first, last] = await page
    .getByText(title, { exact: true })
    .first()
    .evaluate(element => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text
      return [0, text.length - 1].map(at => {
        const letter = document.createRange()
        letter.setStart(text, at)
        letter.setEnd(text, at + 1)
        return letter.getBoundingClientRect().left
      })
    })
  expect(last, title).toBeLessThan(first ?? 0)
}
