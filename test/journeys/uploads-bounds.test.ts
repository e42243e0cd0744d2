/** What an upload runs into: the most that a server takes, the room in this browser, a dialog that is open, very many files. */
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { openUploads, slowUploads } from './fixtures/upload-watch.ts'
import { addAll, chooseFiles, dropFiles, holdFiles, preview, storedFiles, writeVideos } from './fixtures/video-files.ts'

const filesOf = (world: World) => join(world.server.dataDir, 'chosen')
const verySlow = 50_000

async function openSaved(world: World): Promise<CourseScreen> {
  const ana = await world.author()
  const screen = await ana.openCourse(await seedCourse(world.server.url))
  await screen.isSaved()
  return screen
}

function upload(screen: CourseScreen, paths: readonly string[]): Promise<void> {
  return chooseFiles(screen.page, () => screen.choose('Hitches', 'Upload videos…'), paths)
}

it(
  '[U6][U5] What is too large for this server is told in one sentence, before it is sent or by its refusal; the others go on',
  journey(
    async world => {
      const [, good = ''] = await writeVideos(filesOf(world), ['Unused.mp4', 'Clove.mp4'])
      const [huge = '', notes = '', empty = ''] = ['Huge.mp4', 'Notes.mp4', 'Empty.mp4'].map(name =>
        join(filesOf(world), name),
      )
      await writeFile(huge, '')
      await truncate(huge, 3_000_000)
      await writeFile(notes, 'These are notes, whatever their name says.')
      await writeFile(empty, '')
      const ana = await world.author()
      const courseId = await seedCourse(world.server.url)
      // It cannot say now what it takes: nothing is left out on a guess.
      await ana.page.route('**/api/limits', route => route.abort())
      const screen = await ana.openCourse(courseId)
      await screen.isSaved()
      await upload(screen, [huge, good, notes, empty])
      await (await preview(screen, 3)).getByText('"Empty.mp4" is empty.').waitFor()
      await addAll(screen, 3)
      await screen.save()
      await ana.toasts.shown(/^Saved\. 2 of 3 files could not be uploaded: Huge\.mp4 and Notes\.mp4\.$/)
      const uploads = await openUploads(ana.page)
      await uploads.getByText('"Huge.mp4" is larger than this server takes.').waitFor()
      await uploads.getByText('"Notes.mp4" is no video, audio file or PDF, whatever its name says.').waitFor()
      await screen.row('Clove').getByText('Uploaded').waitFor()
      // They would be refused again.
      expect(await ana.page.getByRole('button', { name: /^Retry/ }).count()).toBe(0)
      await uploads.getByRole('button', { name: 'Remove "Huge.mp4" from this list' }).waitFor()
      expect(ana.toasts.all).toHaveLength(1)
      const complete = storedFiles(world.server.dataDir, courseId).filter(({ status }) => status === 'complete')
      expect(complete.map(({ title }) => title)).toEqual(['Clove'])

      await ana.page.unroute('**/api/limits')
      await ana.openCourse(courseId)
      await screen.isSaved()
      await upload(screen, [huge, good])
      const sentence = '"Huge.mp4" is larger than 1.0 MB, the most that this server takes.'
      await (await preview(screen, 1)).getByText(sentence).waitFor()
    },
    { MAX_UPLOAD_BYTES: '1000000' },
  ),
)

it(
  '[U1] What this browser has no room for is said before it is added, and is kept once there is room',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Jellyfish.mp4', 'Clove.mp4'])
    const ana = await world.author()
    const courseId = await seedCourse(world.server.url)
    await ana.page.addInitScript(haveRoom, 0)
    const screen = await ana.openCourse(courseId)
    await screen.isSaved()
    await slowUploads(ana.page, verySlow)
    await upload(screen, paths)
    const dialog = ana.page.getByRole('dialog', { name: 'Add videos' })
    await dialog.getByText(/^These 2 files do not fit into this browser: .+ no room is left\.$/).waitFor()
    await dialog.getByText(/closing it before they have arrived loses them/).waitFor()
    await dialog.getByRole('button', { name: 'Ask the browser for more room' }).click()
    await dialog.getByText('The browser gives no more room now.').waitFor()
    expect(await lookAt(ana.page, 'no room in the browser')).toEqual([])
    await dialog.getByRole('button', { name: 'Add 2 videos and keep this tab open' }).click()

    const uploads = ana.page.getByRole('region', { name: 'Uploads' })
    const note = uploads.getByText('Keep this tab open: 2 files could not be kept in this browser.')
    await note.waitFor()
    await ana.page.evaluate(haveRoom, 1_000_000_000)
    await uploads.getByRole('button', { name: 'Try to keep them here' }).click()
    await note.waitFor({ state: 'detached' })
    await screen.save()
    await slowUploads(ana.page)
    await ana.toasts.shown(/^2 changes saved$/)
  }),
)

it(
  '[U4] Files that are dropped on the preview are added to it, and another dialog says why it takes none',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Rope.mp4', 'Clove.mp4'])
    const screen = await openSaved(world)
    const { page } = screen
    await dropFiles(screen.row('Basics'), paths.slice(0, 1))
    const dialog = await preview(screen, 1)
    await dialog.getByRole('textbox', { name: 'Title of Rope.mp4' }).fill('Which rope')
    await dropFiles(dialog, paths)
    await preview(screen, 2)
    expect(await titlesIn(page)).toEqual(['Clove', 'Which rope'])
    await addAll(screen, 2)
    await screen.title('Which rope').waitFor()

    await screen.focus('Basics')
    await screen.key('?')
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await shortcuts.waitFor()
    const letGo = await holdFiles(shortcuts, paths)
    await page.getByText('Close this dialog first, then drop the files').first().waitFor()
    await letGo()
    await page.locator('[aria-hidden] > p').getByText('Close this dialog first').waitFor({ state: 'detached' })
    await shortcuts.waitFor()
    await screen.escape()
    expect((await screen.outline())[0]?.[1]).toEqual(['Intro', 'Rope', 'Ends', 'Clove', 'Which rope'])
  }),
)

it(
  '[U4] Of very many files every title can be edited, and the preview is there at once',
  journey(async world => {
    const folder = join(filesOf(world), 'Many')
    await mkdir(folder, { recursive: true })
    const names = Array.from({ length: 1_000 }, (_, index) => `Knot ${index + 1}.mp4`)
    await Promise.all(names.map(name => writeFile(join(folder, name), 'x')))
    const screen = await openSaved(world)
    const { page } = screen
    await dropFiles(screen.row('Basics'), [folder])
    const dialog = await preview(screen, 1_000)
    const fields = dialog.getByRole('textbox', { name: /^Title of Knot/ })
    expect(await fields.count()).toBeLessThan(400)
    await expect.poll(() => scrolledToEnd(page), { timeout: 30_000 }).toBe(1_000)
    await dialog.getByRole('textbox', { name: 'Title of Knot 1000.mp4' }).fill('The last knot')
    expect((await titlesIn(page)).at(-1)).toBe('The last knot')
    await screen.escape()
  }),
)

/** Runs in the page: a browser that says how much room there is, as not all do. */
function haveRoom(bytes: number): void {
  navigator.storage.estimate = async () => ({ usage: 0, quota: bytes })
}

/** @returns how many titles there are now */
function scrolledToEnd(page: Page): Promise<number> {
  return page.getByRole('region', { name: 'What will be added' }).evaluate(list => {
    list.scrollTop = list.scrollHeight
    return list.querySelectorAll('li input').length
  })
}

function titlesIn(page: Page): Promise<string[]> {
  const fields = page.getByRole('dialog', { name: 'Add videos' }).getByRole('textbox', { name: /^Title of / })
  return fields.evaluateAll(all => all.map(field => (field instanceof HTMLInputElement ? field.value : '')))
}
