/** Who saved what, the course as it was then, and how it comes back. */
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { lookAt } from './fixtures/axe.ts'
import { DistantAuthor, deletingChapter, renaming } from './fixtures/distant-author.ts'
import { HistoryScreen } from './fixtures/history-screen.ts'
import { journey, type World } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'
import { fetchOutline } from './fixtures/stored-course.ts'

it(
  '[P5] The history lists who saved what, and opens the course as it was then',
  journey(async world => {
    const { ana, courseId } = await threeSaves(world)
    const history = new HistoryScreen(ana.page)
    await history.open()
    await expect
      .poll(() => history.entries())
      .toEqual([
        'Ana: Video "Intro" renamed to "Welcome"',
        'Ben: Chapter "Hitches" deleted',
        'Ana: Chapter "Basics" renamed to "Foundations"',
        'Nora: Course created, 3 chapters added, 6 videos added',
      ])

    await history.see('Chapter "Hitches" deleted')
    await history.isAt(/^As it was on .*, after Ben’s save$/)
    expect(await history.version()).toEqual([
      ['Foundations', ['Intro', 'Rope', 'Ends']],
      ['Bends', ['Sheet bend']],
    ])
    await history.see('Chapter "Basics" renamed')
    await history.isAt(/after Ana’s save$/)
    expect(await history.version()).toEqual([['Foundations', knots[0]?.[1]], ...knots.slice(1)])
    expect(new URL(ana.page.url()).pathname).toBe(`/courses/${courseId}/history/2`)

    await ana.page.goBack()
    await history.isAt(/after Ben’s save$/)
    await ana.page.goBack()
    await ana.page.goBack()
    await ana.screen.isOpen()
    await ana.page.getByRole('complementary', { name: 'History' }).waitFor({ state: 'detached' })
  }),
)

it(
  '[C3] A chapter and a video that were changed since come back from an older version, as changes to save',
  journey(async world => {
    const { ana, ben, courseId } = await threeSaves(world)
    const history = new HistoryScreen(ana.page)
    await ana.page.goto(`/courses/${courseId}/history/1`)
    await history.isAt(/after Nora’s save$/)
    expect(await history.marks()).toEqual([
      'Basics: Now "Foundations"',
      'Intro: Now "Welcome"',
      'Hitches: Deleted since',
      'Clove hitch: Deleted since',
      'Half hitch: Deleted since',
    ])

    await history.restore('Hitches')
    await history.restore('Intro')
    await history.goBackToCourse()
    const restored = [['Foundations', knots[0]?.[1]], ...knots.slice(1)]
    expect(await ana.screen.outline()).toEqual(restored)
    await ana.screen.says('2 unsaved changes · kept on this device')

    await ana.screen.save()
    await ana.toasts.shown(/^2 changes saved$/)
    expect(world.stored(courseId).outline).toEqual(restored)
    await expect.poll(() => ben.screen.outline()).toEqual(restored)
  }),
)

it(
  '[C3] A whole version comes back as one gesture, is reviewed and saved, and everybody has the same',
  journey(async world => {
    const { ana, ben, courseId } = await threeSaves(world)
    const history = new HistoryScreen(ana.page)
    await history.open()
    await history.see('Course created')
    await history.restoreAll()
    await ana.screen.isOpen()
    expect(await ana.screen.outline()).toEqual(knots)
    await ana.screen.says('3 unsaved changes')
    await ana.page.getByRole('button', { name: 'Undo', exact: true }).click()
    await ana.screen.title('Foundations').waitFor()
    await ana.page.getByRole('button', { name: 'Redo', exact: true }).click()
    await ana.screen.title('Basics').waitFor()

    await ana.screen.save()
    await ana.toasts.shown(/^3 changes saved$/)
    expect(world.stored(courseId).outline).toEqual(knots)
    expect(await fetchOutline(world.server.url, courseId)).toEqual(knots)
    await expect.poll(() => ben.screen.outline()).toEqual(knots)
  }),
)

it(
  '[S3] With no server the history says that it needs it, and keeps in sight what it has shown',
  journey(async world => {
    const { ana } = await openWithHistory(world)
    const history = new HistoryScreen(ana.page)
    await history.open()
    await history.see('Chapter "Basics" renamed')
    await history.isAt(/after Ana’s save$/)
    await world.server.kill()
    await ana.screen.says(/^Offline|^Reconnecting/)

    await history.see('Chapter "Hitches" deleted')
    const version = ana.page.getByRole('region', { name: 'The course as it was' })
    await version.getByText(/is on the server, which cannot be reached now/).waitFor()
    expect(await history.entries()).toHaveLength(4)
    await ana.page.goBack()
    await history.isAt(/after Ana’s save$/)
    await ana.page.goForward()

    await world.server.start()
    await ana.comeOnline()
    await version.getByRole('button', { name: 'Try again' }).click()
    await history.isAt(/after Ben’s save$/)
  }),
)

it(
  '[S3] The history and an older version are accessible in light, dark and on a phone',
  journey(async world => {
    const { ana, courseId } = await openWithHistory(world)
    const { page } = ana
    const history = new HistoryScreen(page)
    await history.open()
    await page
      .getByRole('button', { name: /Hitches/, expanded: false })
      .first()
      .click()
    const found = [await lookAt(page, 'history')]
    await page.goto(`/courses/${courseId}/history/1`)
    await history.isAt(/after Nora’s save$/)
    found.push(await lookAt(page, 'older version'))
    await history.restore('Hitches')
    found.push(await lookAt(page, 'restored chapter'))
    await page.getByRole('button', { name: 'Restore this version…' }).click()
    found.push(await lookAt(page, 'restore dialog'))
    expect(found.flat()).toEqual([])
  }),
)

it(
  '[P5] By keyboard alone the author opens a version, restores from it and comes back with the focus kept',
  journey(async world => {
    const { ana, courseId } = await openWithHistory(world)
    const { page, screen } = ana
    const history = new HistoryScreen(page)
    await history.open()
    const entry = page.getByRole('complementary', { name: 'History' }).getByRole('button', { name: /Nora/ })
    await entry.press('Enter')
    await page.getByRole('button', { name: 'See the course as it was then' }).press('Enter')
    await history.isAt(/after Nora’s save$/)
    await screen.speaks('As it was on')
    expect(await focusIsIn(page, '[data-side-panel]')).toBe(true)

    await page.getByRole('button', { name: 'Restore "Hitches" as it was then' }).press('Enter')
    await screen.speaks('"Hitches" restored as unsaved changes. Review and save.')
    expect(await focusIsIn(page, '[data-version-row]')).toBe(true)
    await page.getByRole('button', { name: 'Back to the course' }).press('Enter')
    await screen.isOpen()
    await expect.poll(() => focusIsIn(page, 'main, header, [data-side-panel]')).toBe(true)
    expect(new URL(page.url()).pathname).toBe(`/courses/${courseId}`)
  }),
)

async function focusIsIn(page: Page, place: string): Promise<boolean> {
  return page.evaluate(selector => document.activeElement?.closest(selector) !== null, place)
}

it(
  '[A5] Saves of long ago are shown when they are asked for',
  journey(async world => {
    const { ana, courseId } = await openWithHistory(world)
    const distant = new DistantAuthor('Cy', { serverUrl: world.server.url, courseId })
    for (let number = 1; number <= 50; number++) {
      await distant.save(renaming(number === 1 ? 'Rope' : `Rope ${number - 1}`, `Rope ${number}`))
    }
    await ana.screen.title('Rope 50').waitFor()
    const history = new HistoryScreen(ana.page)
    await history.open()
    await expect.poll(async () => (await history.entries()).length).toBe(50)
    expect((await history.entries()).at(-1)).toBe('Cy: Video "Rope" renamed to "Rope 1"')

    await ana.page.getByRole('button', { name: 'Older' }).click()
    await expect.poll(async () => (await history.entries()).length).toBe(54)
    expect((await history.entries()).at(-1)).toBe('Nora: Course created, 3 chapters added, 6 videos added')
    await ana.page.getByRole('button', { name: 'Older' }).waitFor({ state: 'detached' })

    await distant.save(renaming('Rope 50', 'Cord'))
    await expect.poll(async () => (await history.entries())[0]).toBe('Cy: Video "Rope 50" renamed to "Cord"')
    expect(await history.entries()).toHaveLength(55)
  }),
)

/** Nora's course; Ana renames a chapter, Ben deletes another, Ana renames a video. Both have it open. */
async function threeSaves(world: World) {
  const [ana, ben] = await Promise.all([world.author(), world.author()])
  const courseId = await seedCourse(world.server.url)
  await openAs(ana, 'Ana', courseId)
  await openAs(ben, 'Ben', courseId)
  await ana.screen.rename('Basics', 'Foundations')
  await saved(ana)
  await ben.screen.title('Foundations').waitFor()
  await ben.screen.delete('Hitches')
  await saved(ben)
  await ana.screen.title('Hitches').waitFor({ state: 'detached' })
  await ana.screen.rename('Intro', 'Welcome')
  await saved(ana)
  await ben.screen.title('Welcome').waitFor()
  return { ana, ben, courseId }
}

/** The same saves, of authors who have left; Ana opens the course. */
async function openWithHistory(world: World) {
  const serverUrl = world.server.url
  const courseId = await seedCourse(serverUrl)
  const [anna, ben] = ['Ana', 'Ben'].map(name => new DistantAuthor(name, { serverUrl, courseId }))
  await anna?.save(renaming('Basics', 'Foundations'))
  await ben?.save(deletingChapter('Hitches'))
  await anna?.save(renaming('Intro', 'Welcome'))
  const ana = await world.author()
  await ana.openCourse(courseId)
  await ana.screen.isSaved()
  return { ana, courseId }
}

async function openAs(author: Author, name: string, courseId: string): Promise<void> {
  await author.openCourse(courseId)
  await author.takeName(name)
  await author.screen.isSaved()
}

async function saved(author: Author): Promise<void> {
  await author.screen.save()
  await author.screen.isSaved()
}
