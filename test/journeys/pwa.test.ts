/** Lectern as an app on the device: opened with no server, exchanged for a new version, short of room, without TLS. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { expect, it } from 'vitest'
import { chromiumLaunch } from '../chromium-launch.ts'
import { lookAt } from './fixtures/axe.ts'
import { CourseScreen } from './fixtures/course-screen.ts'
import { journey, type World } from './fixtures/journey.ts'
import { nextVersion } from './fixtures/next-version.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'

const noticeOn = (page: Page) => page.getByRole('region', { name: 'About Lectern on this device' })
const newVersion = 'A new version of Lectern is ready.'

it(
  'A visited course is on the screen within a second of opening its address with the server gone, and so are its dialogs',
  journey(async world => {
    const ana = await world.authorOnDisk({ hasServiceWorker: true })
    const visited = await ana.openCourse(await seedCourse(world.server.url))
    await visited.isSaved()
    await ana.hasKeptTheApp()
    const { courseId } = visited
    await world.server.kill()
    await ana.quit()

    await ana.start()
    const screen = await ana.openCourse(courseId)
    await screen.title('Intro').waitFor()
    expect(await screen.outline()).toEqual(knots)
    const openings = [await firstRowMs(screen), await firstRowMs(screen), await firstRowMs(screen)]
    console.log(`first row of a visited course with the server gone: ${openings.join(', ')} ms`)
    expect(openings.sort((a, b) => a - b)[1]).toBeLessThan(1000)

    await screen.choose('Intro', 'Move to…')
    await ana.page.getByRole('dialog', { name: 'Move "Intro"' }).waitFor()
    await ana.page.goto('/')
    await ana.page.getByRole('link', { name: 'Knots' }).waitFor()
    await openImport(ana.page)
  }),
)

it(
  'A new version waits until the author asks for it, loses no unsaved change, and leaves the other tab in working order',
  journey(async world => {
    const ana = await world.author({ hasServiceWorker: true })
    const list = ana.page
    await list.goto('/')
    await ana.hasKeptTheApp()
    const screen = await ana.openTab(await seedCourse(world.server.url))
    await screen.isSaved()
    await withNextVersion(world, async () => {
      await screen.title('Intro').click()
      await screen.openField.fill('Welcome')
      await list.evaluate(async () => (await navigator.serviceWorker.ready).update())
      await noticeOn(screen.page).getByText(newVersion).waitFor()
      expect(await screen.openField.evaluate(field => field === document.activeElement)).toBe(true)
      expect(await lookAt(list, 'new version')).toEqual([])

      await screen.openField.pressSequentially(' all')
      await noticeOn(screen.page).getByRole('button', { name: 'Reload' }).click()
      await isNextVersion(screen.page)
      await screen.says('1 unsaved change · kept on this device')
      expect((await screen.outline())[0]).toEqual(['Basics', ['Welcome all', 'Rope', 'Ends']])

      // The other tab runs on in the old version, whose parts the server has no longer.
      await noticeOn(list).getByText(newVersion).waitFor()
      expect(await list.locator('[data-version=next]').count()).toBe(0)
      await openImport(list)
    })
  }),
)

it(
  'Where only the server has the app, a part that a new version has replaced is told, and Reload gets it',
  journey(async world => {
    const ana = await world.author()
    const switched = Promise.withResolvers<void>()
    // Parts are loaded ahead of their need: on a slow machine, this one before the server has another version.
    await ana.page.route('**/import-dialog*.js', route => switched.promise.then(() => route.continue()))
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.rename('Intro', 'Welcome')
    await withNextVersion(world, async () => {
      switched.resolve()
      await ana.page.getByRole('link', { name: 'Lectern, All courses' }).click()
      await noticeOn(ana.page).getByText('This part of Lectern could not be loaded').waitFor()
      await noticeOn(ana.page).getByRole('button', { name: 'Reload' }).click()
      await isNextVersion(ana.page)
      await openImport(ana.page)
    })
  }),
)

it(
  'The browser is asked to keep the courses after the first save, once; and that there is little room is said',
  journey(async world => {
    const ana = await world.authorOnDisk({ hasServiceWorker: true })
    const asked = await countAsking(ana.page)
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await ana.hasKeptTheApp()
    expect(await installabilityOf(ana.page)).toEqual([])
    expect(asked()).toBe(0)
    for (const title of ['Welcome', 'Hello']) {
      await screen.rename(title === 'Hello' ? 'Welcome' : 'Intro', title)
      await screen.save()
      await ana.toasts.shown(new RegExp(`^Video "${title}" saved$`))
    }
    await expect.poll(asked).toBe(1)

    await leaveRoom(ana.page, 40)
    await ana.page.goto('/')
    await noticeOn(ana.page).getByText('There is little room left').waitFor()
    expect(await lookAt(ana.page, 'little room')).toEqual([])
  }),
)

it(
  'On plain http from another machine courses are edited and saved all the same, and what is missing is said once',
  journey(
    async world => {
      const args = [...chromiumLaunch.args, '--host-resolver-rules=MAP lectern.test 127.0.0.1']
      const browser = await chromium.launch({ ...chromiumLaunch, args })
      try {
        const page = await browser.newPage({ baseURL: world.server.url.replace('127.0.0.1', 'lectern.test') })
        const errors: string[] = []
        page.on('pageerror', error => errors.push(error.message))
        await page.goto('/')
        const notice = noticeOn(page).getByText('This address is not secure (http)')
        await notice.waitFor()
        expect(await page.evaluate(() => isSecureContext)).toBe(false)
        expect(await lookAt(page, 'not secure')).toEqual([])

        await page.goto(`/courses/${await seedCourse(world.server.url)}`)
        const screen = new CourseScreen(page)
        await screen.isSaved()
        await page.getByRole('button', { name: 'Dismiss' }).click()
        await screen.rename('Intro', 'Welcome')
        await screen.save()
        await page.getByText('Video "Welcome" saved').waitFor()
        await page.goto('/')
        await page.getByRole('button', { name: 'New course' }).click()
        await page.getByRole('textbox', { name: 'Title' }).fill('Sails')
        await page.getByRole('button', { name: 'Create', exact: true }).click()
        await screen.isSaved()
        expect(world.stored(screen.courseId).operations).toHaveLength(1)
        expect(await notice.count()).toBe(0)
        expect(errors).toEqual([])
      } finally {
        await browser.close()
      }
      // Under a name that it was not told, the server would take the page for a foreign one.
    },
    { PUBLIC_URL: 'http://lectern.test:{port}' },
  ),
)

/** The server comes back with another version of the app. */
async function withNextVersion(world: World, run: () => Promise<void>): Promise<void> {
  const next = await mkdtemp(join(tmpdir(), 'lectern-next-'))
  try {
    await nextVersion(next)
    await world.server.kill()
    await world.server.start(next)
    await run()
  } finally {
    await rm(next, { recursive: true })
  }
}

function isNextVersion(page: Page): Promise<void> {
  return page.locator('[data-version=next]').waitFor({ state: 'attached' })
}

async function openImport(page: Page): Promise<void> {
  const name = 'Import a course'
  await page.getByRole('button', { name }).click()
  await page.getByRole('dialog', { name }).getByRole('button', { name: 'Choose a file' }).waitFor()
}

/** From the start of the navigation until the first video can be seen. */
async function firstRowMs({ page }: CourseScreen): Promise<number> {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[data-row^="video:"]')) return
      observer.disconnect()
      requestAnimationFrame(() => performance.mark('first-row'))
    }).observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await page.waitForFunction(() => performance.getEntriesByName('first-row').length > 0)
  return page.evaluate(() => Math.round(performance.getEntriesByName('first-row')[0]?.startTime ?? Number.NaN))
}

/** Stands in for the browser's answer, which depends on how often its user has been here. */
async function countAsking(page: Page): Promise<() => number> {
  let asked = 0
  await page.exposeFunction('onAsked', () => asked++)
  await page.addInitScript(() => {
    StorageManager.prototype.persist = async () => {
      await Reflect.get(globalThis, 'onAsked')()
      return false
    }
  })
  return () => asked
}

/** Chromium itself always tells 10 GiB. */
async function leaveRoom(page: Page, megabytes: number): Promise<void> {
  await page.addInitScript(free => {
    const quota = 1024 ** 3
    StorageManager.prototype.estimate = async () => ({ quota, usage: quota - free * 1024 ** 2 })
  }, megabytes)
}

/** Why Chromium would not install it as an app. */
async function installabilityOf(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page)
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  return installabilityErrors.map(({ errorId }) => errorId)
}
