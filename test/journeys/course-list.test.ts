/** The course list on bad days: an impatient hand, a part that does not load, a network that comes and goes. */
import { expect, it } from 'vitest'
import { holdSession } from './fixtures/held-session.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

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
    const kept = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(kept.filter(name => name?.startsWith('lectern-course-'))).toHaveLength(1)
  }),
)

it(
  '[C1] An import whose reader cannot be loaded ends with a sentence, and the archive can be chosen again',
  journey(async world => {
    const ana = await world.author()
    const { page } = ana
    await page.route(/\/assets\/import-archive-.*\.js$/, route => route.abort())
    await page.goto('/')
    await page.getByRole('button', { name: 'Import a course' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import a course' })
    const choose = dialog.getByRole('button', { name: 'Choose a file' })
    const chooser = page.waitForEvent('filechooser')
    await choose.click()
    await (await chooser).setFiles({ name: 'knots.lectern', mimeType: 'application/gzip', buffer: Buffer.from('x') })
    await dialog.getByRole('alert').filter({ hasText: 'Nothing was imported: Lectern could not read' }).waitFor()
    await choose.waitFor()
    await expect.poll(() => ana.errors.splice(0).length).toBe(1)
  }),
)

it(
  '[S3] The list says that the server cannot be reached no longer than it is so',
  journey(async world => {
    const { page } = await world.author()
    const courseId = await seedCourse(world.server.url)
    await page.goto(`/courses/${courseId}`)
    await page.getByRole('link', { name: /All courses/ }).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('link', { name: /All courses/ }).click()
    const notice = page.getByText('The server cannot be reached.')
    await notice.waitFor()
    await page.context().setOffline(false)
    await notice.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /^Knots.*Changed/ }).waitFor()
  }),
)
