/** What interrupts an upload half way: it goes on by itself, without its file being chosen again. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { isAt, openUploads, slowUploads } from './fixtures/upload-watch.ts'
import { addAll, chooseFiles, fileHash, servedHash, storedFiles, writeVideos } from './fixtures/video-files.ts'

const slow = 300_000
const patience = { timeout: 30_000 }

interface HalfWay {
  readonly screen: CourseScreen
  readonly path: string
}

/** A saved upload, a part of which the server has. */
async function uploadHalf(world: World, ana: Author): Promise<HalfWay> {
  const [path = ''] = await writeVideos(join(world.server.dataDir, 'chosen'), ['Jellyfish.mp4'])
  const screen = await ana.openCourse(await seedCourse(world.server.url))
  await screen.isSaved()
  await slowUploads(ana.page, slow)
  await chooseFiles(ana.page, () => screen.choose('Hitches', 'Upload videos…'), path)
  await addAll(screen, 1)
  await screen.save()
  await screen.says('Saving… 0 of 1 file uploaded')
  await isAt(screen, 'Jellyfish', 40)
  return { screen, path }
}

/** All of it is there, and it is the same. */
async function hasArrived(world: World, courseId: string, path: string): Promise<void> {
  await expect
    .poll(() => storedFiles(world.server.dataDir, courseId).map(({ status }) => status), patience)
    .toEqual(['complete'])
  const [stored] = storedFiles(world.server.dataDir, courseId)
  expect(await servedHash(world.server.url, stored?.uploadId ?? '')).toBe(await fileHash(path))
}

it(
  '[U1][S2] A server that is killed half way gets the rest when it is back, and the save is told once',
  journey(async world => {
    const ana = await world.author()
    const { screen, path } = await uploadHalf(world, ana)
    await world.server.kill()
    await screen.says(/^(Offline|Reconnecting)/)
    await world.server.start()
    await isAt(screen, 'Jellyfish', 40)
    await slowUploads(ana.page)

    await hasArrived(world, screen.courseId, path)
    await ana.toasts.shown(/^Video "Jellyfish" created$/)
    await screen.isSaved()
    expect(ana.toasts.all).toHaveLength(1)
  }),
  // What is tried again waits longer each time, and the server's start takes its time on a busy machine.
  120_000,
)

it(
  '[U1][S2] A line that is cut half way goes on where it was when it is back, without a word of failure',
  journey(async world => {
    const ana = await world.author()
    const { screen, path } = await uploadHalf(world, ana)
    ana.network.cut()
    await screen.says('Offline · 1 file waits for the network')
    await screen.row('Jellyfish').getByText('Waiting for the server').waitFor()
    await ana.comeOnline()

    await hasArrived(world, screen.courseId, path)
    await ana.toasts.shown(/^Video "Jellyfish" created$/)
    await screen.isSaved()
    expect(ana.toasts.all).toHaveLength(1)
  }),
)

it(
  '[U1][S2] A browser that is closed half way does not ask, and goes on by itself when it is opened again',
  journey(async world => {
    const ana = await world.authorOnDisk()
    const { screen, path } = await uploadHalf(world, ana)
    const { courseId } = screen
    await ana.page.close({ runBeforeUnload: true })
    await expect.poll(() => ana.pages.length).toBe(0)
    await ana.quit()
    await ana.start()
    const again = await ana.openCourse(courseId)

    await ana.toasts.shown(/^1 earlier change of yours is saved\.$/)
    await again.isSaved()
    await hasArrived(world, courseId, path)
    expect(ana.toasts.all).toHaveLength(1)
  }),
)

it(
  '[U1][S3] A file that the browser has lost is asked for by its name, and another file is not taken for it',
  journey(async world => {
    const ana = await world.author()
    const { screen, path } = await uploadHalf(world, ana)
    const { courseId } = screen
    const other = join(world.server.dataDir, 'other.mp4')
    await writeFile(other, 'another file')
    await ana.page.goto('/')
    await ana.page.evaluate(loseFiles)
    const again = await ana.openCourse(courseId)
    await again.says('1 file is needed again')
    await again.row('Jellyfish').getByText('File needed again').waitFor()
    const choose = (await openUploads(ana.page)).getByRole('button', { name: 'Choose "Jellyfish.mp4" again' })

    await chooseFiles(ana.page, () => choose.click(), other)
    await ana.toasts.shown(/^This is another file: it has 12 bytes, and "Jellyfish\.mp4" has 2\.1 MB\./)
    await slowUploads(ana.page)
    await chooseFiles(ana.page, () => choose.click(), path)
    await ana.toasts.shown(/^1 earlier change of yours is saved\.$/)
    await hasArrived(world, courseId, path)
  }),
)

/** Runs in the page: browsers clear what they keep, when they need room. */
function loseFiles(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('lectern-files')
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
}
