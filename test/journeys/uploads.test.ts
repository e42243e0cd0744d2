/** How files come into a course: chosen or dropped, online or not, once or twice, in the place of another. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import {
  addAll,
  chooseFiles,
  dropFiles,
  fileHash,
  preview,
  servedHash,
  storedFiles,
  writeVideos,
} from './fixtures/video-files.ts'

const filesOf = (world: World) => join(world.server.dataDir, 'chosen')

it(
  '[U1][U2] Files that are added offline arrive by themselves after the browser was closed and is back online',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Clove.mp4', 'Bowline.mp4'])
    const ana = await world.authorOnDisk({ hasServiceWorker: true })
    const courseId = await seedCourse(world.server.url)
    const screen = await ana.openCourse(courseId)
    await screen.isSaved()
    await ana.hasKeptTheApp()

    ana.network.cut()
    await screen.says(/^Offline/)
    await dropFiles(screen.row('Hitches'), paths)
    await addAll(screen, 2)
    await screen.save()
    await ana.toasts.shown(/^Saved on this device/)
    await expect.poll(() => keptFiles(ana.page)).toBe(2)
    await ana.quit()
    expect(world.stored(courseId).operations).toHaveLength(1)

    ana.network.heal()
    await ana.start()
    const again = await ana.openCourse(courseId)
    await ana.toasts.shown(/^2 earlier changes of yours are saved\.$/)
    await again.isSaved()
    const uploaded = storedFiles(world.server.dataDir, courseId)
    expect(uploaded.map(({ title, status }) => [title, status])).toEqual([
      ['Bowline', 'complete'],
      ['Clove', 'complete'],
    ])
    const served = await Promise.all(uploaded.map(({ uploadId }) => servedHash(world.server.url, uploadId)))
    expect(served.toReversed()).toEqual(await Promise.all(paths.map(fileHash)))
    await expect.poll(() => keptFiles(ana.page)).toBe(0)
  }),
)

it(
  '[U4] The same file a second time in the course is recognised, and nothing is sent',
  journey(async world => {
    const [path = ''] = await writeVideos(filesOf(world), ['Rope.mp4'])
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const upload = ana.page.getByRole('button', { name: 'Upload', exact: true })
    await chooseFiles(ana.page, () => upload.click(), path)
    await addAll(screen, 1)
    await screen.save()
    await ana.toasts.shown(/created$/)
    await expect.poll(() => keptFiles(ana.page)).toBe(0)

    const sent: string[] = []
    ana.page.on('request', request => {
      const isAsking = request.method() === 'HEAD'
      if (request.url().includes('/files') && !isAsking) sent.push(`${request.method()} ${request.url()}`)
    })
    await chooseFiles(ana.page, () => upload.click(), path)
    const dialog = await preview(screen, 1)
    await dialog.getByRole('textbox', { name: 'Title of Rope.mp4' }).fill('Rope again')
    await addAll(screen, 1)
    await screen.title('Rope again').waitFor()
    await expect.poll(() => keptFiles(ana.page)).toBe(0)
    await screen.save()
    await ana.toasts.shown(/^Video "Rope again" created$/)
    await screen.isSaved()
    expect(sent).toEqual([])
    const [first, second] = storedFiles(world.server.dataDir, screen.courseId)
    expect(second?.uploadId).toBe(first?.uploadId)
  }),
)

it(
  '[U4][U6] A video gets another file and stays what it is; a file that is no video changes nothing',
  journey(async world => {
    const [first = '', second = ''] = await writeVideos(filesOf(world), ['Intro.mp4', 'Intro, take 2.mp4'])
    const notes = join(filesOf(world), 'notes.txt')
    await writeFile(notes, 'not a video')
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await chooseFiles(ana.page, () => screen.choose('Intro', 'Choose a file…'), first)
    await screen.says(/^1 unsaved change/)
    await screen.save()
    await expect.poll(() => storedFiles(world.server.dataDir, screen.courseId)[0]?.fileName).toBe('Intro.mp4')
    await screen.isSaved()

    await chooseFiles(ana.page, () => screen.choose('Intro', 'Replace file…'), notes)
    await ana.toasts.shown(/^"notes\.txt" is no video, audio file or PDF\. The video is as it was\.$/)
    await screen.isSaved()
    await chooseFiles(ana.page, () => screen.choose('Intro', 'Replace file…'), second)
    await screen.says(/^1 unsaved change/)
    await screen.save()
    await screen.isSaved()
    const [intro, ...others] = storedFiles(world.server.dataDir, screen.courseId)
    expect(intro).toMatchObject({ title: 'Intro', fileName: 'Intro, take 2.mp4', status: 'complete' })
    expect(others).toEqual([])
    expect(await servedHash(world.server.url, intro?.uploadId ?? '')).toBe(await fileHash(second))
    expect((await screen.outline())[0]?.[1]).toEqual(['Intro', 'Rope', 'Ends'])
  }),
)

it(
  '[U4] Files that are dropped are shown before they are added, added as one gesture, and taken back by one undo',
  journey(async world => {
    const paths = await writeVideos(filesOf(world), ['Splices/Eye.mp4', 'Splices/Advanced/Long.mp4'])
    await writeFile(join(filesOf(world), 'Splices/notes.txt'), 'not a video')
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.addChapter('Splices')
    const folder = paths[0]?.replace('/Eye.mp4', '') ?? ''
    await dropFiles(ana.page.getByText('No videos yet. Drop files here.'), [folder])
    const dialog = await preview(screen, 2)
    expect(
      await dialog.getByLabel('Add to').evaluate(select => (select as HTMLSelectElement).selectedOptions[0]?.text),
    ).toBe('Splices')
    await dialog.getByText('"notes.txt" is no video, audio file or PDF.').waitFor()
    expect(await lookAt(ana.page, 'the preview of an upload')).toEqual([])
    await screen.escape()
    expect((await screen.outline()).at(-1)).toEqual(['Splices', []])

    await dropFiles(ana.page.getByText('No videos yet. Drop files here.'), [folder])
    await addAll(screen, 2)
    await screen.title('Eye').waitFor()
    expect((await screen.outline()).slice(-2)).toEqual([
      ['Splices', ['Eye']],
      ['Advanced', ['Long']],
    ])
    await ana.page.getByRole('button', { name: 'Undo' }).click()
    await screen.title('Eye').waitFor({ state: 'detached' })
    expect((await screen.outline()).at(-1)).toEqual(['Splices', []])
  }),
)

/** How many chosen files this browser keeps. */
function keptFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('lectern-files')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const counting = database.transaction('files').objectStore('files').count()
    const count = await new Promise<number>(resolve => {
      counting.onsuccess = () => resolve(counting.result)
    })
    database.close()
    return count
  })
}
