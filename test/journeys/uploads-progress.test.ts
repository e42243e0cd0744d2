/** What is seen of uploads: honest progress for everybody, what can be done about them, and what is said when one fails. */
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { openUploads, slowUploads, watchRow } from './fixtures/upload-watch.ts'
import { addAll, chooseFiles, preview, writeVideos } from './fixtures/video-files.ts'

const filesOf = (world: World) => join(world.server.dataDir, 'chosen')
/** Bytes a second: seconds for the larger file. */
const slow = 400_000
/** Longer than a journey: whoever waits for its end lets it go first. */
const verySlow = 100_000

function upload(screen: CourseScreen, paths: readonly string[]): Promise<void> {
  return chooseFiles(screen.page, () => screen.choose('Hitches', 'Upload videos…'), paths)
}

it(
  '[U3] Everybody in the course sees live what the server has stored, and 100 % only when it has verified the file',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Jellyfish.mp4'])
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [screen, others] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await Promise.all([screen.isSaved(), others.isSaved()])
    await slowUploads(ana.page, slow)
    await upload(screen, paths)
    await addAll(screen, 1)
    await screen.save()
    await screen.says('Saving… 0 of 1 file uploaded')
    await Promise.all([screen, others].map(each => each.title('Jellyfish').waitFor()))
    const watched = await Promise.all([screen, others].map(each => watchRow(each, 'Jellyfish')))
    await ana.toasts.shown(/^Video "Jellyfish" created$/)
    await others.row('Jellyfish').getByText('Uploaded').waitFor()

    for (const seen of await Promise.all(watched.map(read => read()))) {
      const percents = seen.flatMap(({ percent }) => percent ?? [])
      expect(percents.filter(percent => percent > 0 && percent < 99).length).toBeGreaterThan(2)
      expect(percents).toEqual(percents.toSorted((a, b) => a - b))
      expect(Math.max(...percents)).toBeLessThan(100)
    }
    await screen.isSaved()
    expect(ana.toasts.all).toHaveLength(1)
    expect(ben.toasts.all).toEqual([])
  }),
)

it(
  '[U4] Uploads are paused, resumed and cancelled by keyboard, and the chip says what the save waits for',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Jellyfish.mp4', 'Clove.mp4'])
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await slowUploads(ana.page, verySlow)
    await upload(screen, paths)
    await addAll(screen, 2)
    await screen.save()
    await screen.says(/^Saving… [01] of 2 files uploaded$/)
    const uploads = await openUploads(ana.page)
    await screen.speaks('Uploading 2 files')
    expect(await lookAt(ana.page, 'uploads')).toEqual([])

    await uploads.getByRole('button', { name: 'Pause all' }).press('Enter')
    await screen.says(/^[01] of 2 files uploaded · paused$/)
    await uploads.getByRole('button', { name: 'Resume all' }).press('Enter')
    await screen.says(/^Saving… [01] of 2 files uploaded$/)
    await screen.choose('Jellyfish', 'Pause the upload')
    await screen
      .row('Jellyfish')
      .getByText(/^Paused/)
      .waitFor()
    await screen.says('1 of 2 files uploaded · paused')
    await screen.choose('Jellyfish', 'Cancel the upload')

    await ana.toasts.shown(/^Saved\. 1 of 2 files could not be uploaded: Jellyfish\.mp4 was cancelled\.$/)
    await screen.isSaved()
  }),
)

it(
  '[U5] A file that comes after its save brings a line in the receipt, and no second toast',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Jellyfish.mp4', 'Clove.mp4'])
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await slowUploads(ana.page, verySlow)
    await upload(screen, paths)
    await addAll(screen, 2)
    await screen.save()
    await screen.says(/^Saving… [01] of 2 files uploaded$/)
    await screen.choose('Jellyfish', 'Cancel the upload')
    await ana.toasts.shown(/^Saved\. 1 of 2 files could not be uploaded: Jellyfish\.mp4 was cancelled\.$/)
    await slowUploads(ana.page)
    await ana.page.getByRole('button', { name: 'Details' }).click()
    const receipt = ana.page.getByRole('dialog', { name: 'Stored on the server' })
    await receipt.getByText('1 file uploaded').waitFor()
    await receipt.getByRole('button', { name: 'Retry the upload of "Jellyfish.mp4"' }).click()
    await receipt.getByText('Jellyfish.mp4 was uploaded later.').waitFor()
    await screen.escape()

    await screen.row('Jellyfish').getByText('Uploaded').waitFor()
    expect(ana.toasts.all).toHaveLength(1)
    expect(world.stored(screen.courseId).operations).toHaveLength(2)
  }),
)

it(
  '[U6][U5] Of bad files each is told in one sentence, and the others go on',
  journey(async world => {
    const [good = ''] = await writeVideos(filesOf(world), ['Jellyfish.mp4'])
    const [empty, notes, huge] = ['Empty.mp4', 'Notes.mp4', 'Huge.mp4'].map(name => join(filesOf(world), name))
    await writeFile(`${empty}`, '')
    await writeFile(`${notes}`, 'These are notes, whatever their name says.')
    await writeFile(`${huge}`, '')
    await truncate(`${huge}`, 3_000_000_000)
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await upload(screen, [good, `${empty}`, `${notes}`, `${huge}`])
    const leftOut = (await preview(screen, 2)).getByRole('list', { name: 'What is left out' })
    await leftOut.getByText('"Huge.mp4" is larger than 2.1 GB').waitFor()
    await leftOut.getByText('"Empty.mp4" is empty.').waitFor()
    await addAll(screen, 2)
    await screen.save()

    await ana.toasts.shown(/^Saved\. 1 of 2 files could not be uploaded: Notes\.mp4 is no video, audio file or PDF\.$/)
    await screen.row('Notes').getByText('Not a video').waitFor()
    const uploads = await openUploads(ana.page)
    await uploads.getByText('"Notes.mp4" is no video, audio file or PDF, whatever its name says.').waitFor()
    await screen.row('Jellyfish').getByText('Uploaded').waitFor()
    expect(ana.toasts.all).toHaveLength(1)
    await uploads.getByRole('button', { name: 'Remove "Notes.mp4" from this list' }).click()
    await uploads.waitFor({ state: 'detached' })
  }),
)

it(
  '[U1] A file that the browser cannot keep is uploaded all the same, and closing its tab is asked about',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Jellyfish.mp4'])
    const ana = await world.author()
    const courseId = await seedCourse(world.server.url)
    await ana.page.goto('/')
    await ana.page.evaluate(refuseFiles)
    const screen = await ana.openCourse(courseId)
    await screen.isSaved()
    await slowUploads(ana.page, verySlow)
    await upload(screen, paths)
    await addAll(screen, 1)
    const uploads = await openUploads(ana.page)
    await uploads.getByText('Not kept in this browser: closing this tab loses it.').waitFor()
    await uploads.getByText('Keep this tab open: 1 file could not be kept in this browser.').waitFor()
    const asked = ana.page.waitForEvent('dialog')
    await ana.page.close({ runBeforeUnload: true })
    const question = await asked
    expect(question.type()).toBe('beforeunload')
    await question.dismiss()

    await screen.save()
    await slowUploads(ana.page)
    await ana.toasts.shown(/^Video "Jellyfish" created$/)
    await screen.isSaved()
  }),
)

/** Runs in the page: a newer app has been here, whose files this one cannot read. */
function refuseFiles(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('lectern-files', 1000)
    request.onsuccess = () => resolve(request.result.close())
    request.onerror = () => reject(request.error)
  })
}
