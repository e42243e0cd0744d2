/** What interrupts an upload half way: it goes on by itself, without its file being chosen again. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { openDetails, playerState, seekTo } from './fixtures/film-player.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { sampleFilm } from './fixtures/seed-media.ts'
import { isAt, openUploads, slowUploads } from './fixtures/upload-watch.ts'
import { addAll, chooseFiles, fileHash, servedHash, storedFiles, writeVideos } from './fixtures/video-files.ts'

/** Bytes a second: what interrupts comes long before the end, on a busy machine too. */
const slow = 150_000
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

const film = sampleFilm()
if (!film) console.warn('No shared/samples beside the project: what arrives is compared, and not played.')

/** Where the app goes on after an interruption: the offsets at which it sends, from now on. */
function watchOffsets({ page }: Author): readonly number[] {
  const offsets: number[] = []
  page.context().on('request', request => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
  })
  return offsets
}

/** What was sent before is not sent again: about half of it. */
function hasGoneOn(offsets: readonly number[]): void {
  expect(offsets.length).toBeGreaterThan(0)
  expect(Math.min(...offsets)).toBeGreaterThan(0)
}

/** By whoever opens the course now: from the server, its whole length, and from the middle of it. */
async function isPlayed({ page, screen }: Author): Promise<void> {
  if (!film) return
  await page.reload()
  await screen.isOpen()
  await openDetails(screen, 'Jellyfish')
  await expect.poll(() => playerState(page), patience).toMatchObject({ duration: 10, isHere: false, error: undefined })
  await seekTo(page, 7)
  await expect.poll(() => playerState(page), patience).toMatchObject({ seconds: 7, error: undefined })
}

/** All of it is there, and it is the same. */
async function hasArrived(world: World, courseId: string, path: string): Promise<void> {
  await expect
    .poll(() => storedFiles(world.server.dataDir, courseId).map(({ status }) => status), patience)
    .toEqual(['complete'])
  const [stored] = storedFiles(world.server.dataDir, courseId)
  const hash = await fileHash(path)
  expect(await servedHash(world.server.url, stored?.uploadId ?? '')).toBe(hash)
  // As the specification names the sample.
  if (film) expect(hash).toBe('5d968082212849e3e56d97d71cd7af839f9840016e663f2dbaaff3f69a3bc032')
}

it(
  '[U1][S2] A server that is killed half way gets the rest when it is back, and the save is told once',
  journey(async world => {
    const ana = await world.author()
    const { screen, path } = await uploadHalf(world, ana)
    await world.server.kill()
    await screen.says(/^(Offline|Reconnecting)/)
    const offsets = watchOffsets(ana)
    await world.server.start()
    await isAt(screen, 'Jellyfish', 40)
    await slowUploads(ana.page)

    await hasArrived(world, screen.courseId, path)
    hasGoneOn(offsets)
    await ana.toasts.shown(/^Video "Jellyfish" created$/)
    await screen.isSaved()
    await isPlayed(ana)
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
    const offsets = watchOffsets(ana)
    await ana.comeOnline()

    await hasArrived(world, screen.courseId, path)
    hasGoneOn(offsets)
    await ana.toasts.shown(/^Video "Jellyfish" created$/)
    await screen.isSaved()
    await isPlayed(ana)
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
  '[U1][S2] A browser that is killed half way goes on by itself when it is opened again, and the film plays',
  journey(async world => {
    const ana = await world.authorOnDisk()
    const { screen, path } = await uploadHalf(world, ana)
    const { courseId } = screen
    await ana.kill()
    await ana.start()
    const offsets = watchOffsets(ana)
    const again = await ana.openCourse(courseId)

    await ana.toasts.shown(/^1 earlier change of yours is saved\.$/)
    await again.isSaved()
    await hasArrived(world, courseId, path)
    hasGoneOn(offsets)
    await isPlayed(ana)
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
    const uploads = await openUploads(ana.page)
    const choose = uploads.getByRole('button', { name: 'Choose "Jellyfish.mp4" again' })
    await choose.waitFor()
    expect(await uploads.getByRole('button', { name: 'Retry failed' }).count()).toBe(0)

    await chooseFiles(ana.page, () => choose.click(), other)
    await ana.toasts.shown(/^This is another file: it has 12 bytes, and "Jellyfish\.mp4" has 2\.1 MB\./)
    await slowUploads(ana.page)
    await chooseFiles(ana.page, () => choose.click(), path)
    await ana.toasts.shown(/^1 earlier change of yours is saved\.$/)
    await hasArrived(world, courseId, path)
  }),
)

it(
  '[U1][S3] Captions that the browser has lost are asked for by their name, too',
  journey(async world => {
    const folder = join(world.server.dataDir, 'chosen')
    const [, path = ''] = await writeVideos(folder, ['Unused.mp4', 'Clove.mp4'])
    const captions = join(folder, 'Clove.de.srt')
    await writeFile(captions, '1\n00:00:00,000 --> 00:00:01,000\nWebeleinstek\n')
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    const { courseId } = screen
    await screen.isSaved()
    await ana.page.route(/\/files[/?]/, route => route.abort())
    await chooseFiles(ana.page, () => screen.choose('Hitches', 'Upload videos…'), [path, captions])
    await addAll(screen, 1)
    await screen.save()
    await screen.says('Saving… 0 of 2 files uploaded')
    await ana.page.goto('/')
    await ana.page.evaluate(loseFiles)
    await ana.page.unroute(/\/files[/?]/)
    const again = await ana.openCourse(courseId)
    await again.says('2 files are needed again')
    const uploads = await openUploads(ana.page)
    const choose = (name: string, chosen: string) => {
      const press = () => uploads.getByRole('button', { name: `Choose "${name}" again` }).click()
      return chooseFiles(ana.page, press, chosen)
    }

    await choose('Clove.de.srt', path)
    await ana.toasts.shown(/^"Clove\.mp4" is another file than "Clove\.de\.srt"\. Nothing was changed\.$/)
    await choose('Clove.de.srt', captions)
    await choose('Clove.mp4', path)
    await ana.toasts.shown(/^2 earlier changes of yours are saved\.$/)
    const listed = await (await fetch(`${world.server.url}/api/courses/${courseId}/uploads`)).json()
    const types = listed.uploads.map(({ finalData }: { finalData: { type: string } }) => finalData.type)
    expect(types.toSorted()).toEqual(['application/x-subrip', 'video/mp4'])
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
