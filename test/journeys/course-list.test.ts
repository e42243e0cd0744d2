/** The course list on bad days: an impatient hand, a part that does not load, a network that comes and goes. */
import { expect, it } from 'vitest'
import { holdSession } from './fixtures/held-session.ts'
import { journey } from './fixtures/journey.ts'

it(
  '[C1] Create pressed several times makes one course',
  journey(async world => {
    const { page, screen } = await world.author()
    const release = await holdSession(page)
    await page.goto('/')
    await page.getByRole('button', { name: 'New course' }).click()
    const dialog = page.getByRole('dialog', { name: 'Create a course' })
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Splices')
    await dialog.getByRole('button', { name: 'Create' }).dblclick()
    await dialog.getByRole('textbox', { name: 'Title' }).press('Enter')
    await expect.poll(() => dialog.locator('[data-pending]').count()).toBe(1)
    release()
    await screen.isSaved()
    await page.getByRole('link', { name: /All courses/ }).click()
    const courses = page.getByRole('list', { name: 'Your courses' }).getByRole('listitem')
    await courses
      .filter({ hasText: /^Splices.*Changed/ })
      .first()
      .waitFor()
    expect(await courses.count()).toBe(1)
  }),
)
