/** What interrupts an upload half way: it goes on by itself, without its file being chosen again. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { isAt } from './fixtures/upload-watch.ts'
import { addAll, chooseFiles, fileHash, servedHash, storedFiles, writeVideos } from './fixtures/video-files.ts'

const slow = 400_000
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
  ana.network.slowUploads(slow)
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
    ana.network.heal()

    await hasArrived(world, screen.courseId, path)
    await ana.toasts.shown(/^Video "Jellyfish" created$/)
    await screen.isSaved()
    expect(ana.toasts.all).toHaveLength(1)
  }),
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
    ana.network.heal()
    await ana.start()
    const again = await ana.openCourse(courseId)

    await ana.toasts.shown(/^1 earlier change of yours is saved\.$/)
    await again.isSaved()
    await hasArrived(world, courseId, path)
    expect(ana.toasts.all).toHaveLength(1)
  }),
)
