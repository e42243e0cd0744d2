/** What Save would do, line by line, before it does it. */
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  '[S1] The review shows both values, reverts single lines with one undo each, and saves what is left as one operation',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const review = page.getByRole('dialog', { name: 'Review changes' })
    const revert = (what: string) => review.getByRole('button', { name: `Revert: ${what}` })

    await screen.rename('Intro', 'Welcome')
    await screen.press('Rope', 'Alt+Shift+ArrowDown')
    await screen.delete('Sheet bend')
    await screen.says('3 unsaved changes')
    await page.getByRole('button', { name: 'Review changes' }).click()
    await review.getByText('Intro', { exact: true }).waitFor()
    await review.getByText('Welcome', { exact: true }).waitFor()
    await review.getByText('2 of 3 in "Basics"').waitFor()
    await review.getByText('1 of 3 in "Hitches"').waitFor()
    expect(await lookAt(page, 'review')).toEqual([])

    await revert('Video "Rope" moved').click()
    await screen.speaks('1 change reverted. Undo brings it back.')
    await expect.poll(() => revert('Video "Sheet bend" deleted').evaluate(isFocused)).toBe(true)
    await revert('Video "Sheet bend" deleted').click()
    await screen.escape()
    await screen.says('1 unsaved change')
    await screen.title('Sheet bend').waitFor()
    await screen.key('Control+z')
    await screen.title('Sheet bend').waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Review changes' }).click()
    await review.getByRole('button', { name: 'Save 2 changes' }).click()
    await ana.toasts.shown(/^2 changes saved$/)
    await screen.isSaved()
    expect(world.stored(screen.courseId).operations).toHaveLength(2)
    expect(world.stored(screen.courseId).outline).toEqual([
      ['Basics', ['Welcome', 'Rope', 'Ends']],
      ['Hitches', ['Clove hitch', 'Half hitch']],
      ['Bends', []],
    ])
  }),
)

it(
  '[S1] Undo after a save is a new change, and redo after that another',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.rename('Basics', 'Foundations')
    await screen.key('Control+s')
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    await screen.isSaved()
    await screen.key('Control+z')
    await screen.title('Basics').waitFor()
    await screen.says('1 unsaved change')
    await screen.key('Control+s')
    await ana.toasts.shown(/^Chapter "Basics" saved$/)
    await screen.isSaved()
    await screen.key('Control+Shift+Z')
    await screen.title('Foundations').waitFor()
    await screen.key('Control+s')
    await expect.poll(() => world.stored(screen.courseId).operations.length).toBe(4)
    expect(world.stored(screen.courseId).outline[0]?.[0]).toBe('Foundations')
  }),
)

it(
  '[S2] With autosave on, a change is stored quietly, in the next visit too',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.openMenu()
    await page.getByRole('menuitemcheckbox', { name: 'Autosave' }).click()
    await screen.key('Escape')
    await screen.rename('Intro', 'Welcome')
    await expect.poll(() => world.stored(screen.courseId).outline[0]?.[1][0], { timeout: 10_000 }).toBe('Welcome')
    await screen.isSaved()
    await page.reload()
    await screen.isSaved()
    await screen.rename('Welcome', 'Hello')
    await expect.poll(() => world.stored(screen.courseId).outline[0]?.[1][0], { timeout: 10_000 }).toBe('Hello')
    expect(ana.toasts.all).toEqual([])
  }),
)

function isFocused(element: Element): boolean {
  return element === document.activeElement
}
