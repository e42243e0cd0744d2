/** The main job: a course comes in from an archive, is reworked and saved, on good days and on bad ones. */
import { describe, expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { courseArchive } from './fixtures/course-archive.ts'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { fetchOutline, type OutlineTitles } from './fixtures/stored-course.ts'

/** What the toast of a stored save ends with; "Saved on this device …" does not. */
const stored = /\bsaved$/

describe('A course from an archive', () => {
  it(
    '[C1][S2] is shown before it comes in, comes in whole, and is reworked with one toast for each save',
    journey(async world => {
      const archive = await courseArchive(world.server.dataDir)
      const ana = await world.authorOnDisk()
      await importInto(ana, archive)
      const { screen } = ana
      await ana.toasts.shown(stored)
      expect(await screen.outline()).toEqual(archive.outline)
      expect(await screen.links()).toEqual(archive.links)
      expect(ana.toasts.all).toHaveLength(1)

      const reworked = await rework(screen, archive.outline)
      await screen.save()
      const toast = await ana.toasts.shown(new RegExp(`^${archive.outline.length + 2} changes saved$`))
      await screen.isSaved()
      expect(ana.toasts.all).toHaveLength(2)
      const { operations } = world.stored(screen.courseId)
      expect(operations.map(({ status }) => status)).toEqual(['stored', 'stored'])
      expect(toast.at).toBeGreaterThanOrEqual(operations[1]?.storedAt ?? Number.POSITIVE_INFINITY)
      await expectEverywhere(world, ana, reworked)

      const ben = await world.author()
      const bens = await ben.openCourse(screen.courseId)
      await bens.isSaved()
      expect(await bens.outline()).toEqual(reworked)
      expect(ben.toasts.all).toEqual([])
    }),
  )
})

describe('A save', () => {
  it(
    '[S2][A1][P2] survives the server being killed before it arrives, and after it is stored but not yet answered',
    journey(async world => {
      const ana = await world.author()
      const screen = await ana.openCourse(await seedCourse(world.server.url))
      await screen.isSaved()

      const first = await rework(screen, await screen.outline())
      ana.network.holdRequests()
      await screen.save()
      await screen.says('Saving…')
      await restart(world, ana)
      await ana.toasts.shown(stored)

      await screen.rename('Part 1: Basics', 'Foundations')
      ana.network.swallowAnswers()
      await screen.save()
      await expect.poll(() => world.stored(screen.courseId).operations.length).toBe(3)
      await screen.says('Saving…')
      expect(ana.toasts.saying(stored)).toHaveLength(1)
      await restart(world, ana)
      await ana.toasts.shown(/^Chapter "Foundations" saved$/)

      await screen.isSaved()
      expect(ana.toasts.all).toHaveLength(2)
      expect(world.stored(screen.courseId).operations).toHaveLength(3)
      await expectEverywhere(world, ana, [['Foundations', first[0]?.[1] ?? []], ...first.slice(1)])
    }),
  )

  it(
    '[S1][S2] made with the network cut is kept on this device, and stored by itself once it is back',
    journey(async world => {
      const ana = await world.author()
      const screen = await ana.openCourse(await seedCourse(world.server.url))
      await screen.isSaved()

      ana.network.cut()
      await screen.says(/^Offline/)
      const reworked = await rework(screen, await screen.outline())
      await screen.save()
      await ana.toasts.shown(/^Saved on this device\. It will be stored/)
      await screen.says('Offline · 5 changes saved on this device')
      expect(ana.toasts.all).toHaveLength(1)
      expect(world.stored(screen.courseId).operations).toHaveLength(1)

      ana.network.heal()
      await ana.toasts.shown(/^5 changes saved$/)
      await screen.isSaved()
      expect(ana.toasts.all).toHaveLength(2)
      expect(world.stored(screen.courseId).operations).toHaveLength(2)
      await expectEverywhere(world, ana, reworked)
    }),
  )
})

async function importInto({ page, screen }: Author, archive: { path: string; title: string; outline: OutlineTitles }) {
  await page.goto('/')
  await page.getByRole('button', { name: 'Import a course' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a course' })
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  await (await choosing).setFiles(archive.path)
  const { outline } = archive
  const counts = `${outline.length} chapters and ${outline.flatMap(([, videos]) => videos).length} videos`
  await dialog.getByText(`"${archive.title}" with ${counts}`).waitFor()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await screen.isOpen()
}

/** Renames every chapter, moves the first video into the last chapter, deletes the second. @returns what is then there */
async function rework(screen: CourseScreen, outline: OutlineTitles): Promise<OutlineTitles> {
  for (const [index, [title]] of outline.entries()) await screen.rename(title, `Part ${index + 1}: ${title}`)
  const [moved = '', deleted = ''] = outline[0]?.[1] ?? []
  await screen.moveTo(moved, { chapter: `Part ${outline.length}: ${outline.at(-1)?.[0]}`, place: 'At the bottom' })
  await screen.delete(deleted)
  return outline.map(([title, videos], index): [string, readonly string[]] => {
    const kept = index === 0 ? videos.slice(2) : videos
    return [`Part ${index + 1}: ${title}`, index === outline.length - 1 ? [...kept, moved] : kept]
  })
}

async function restart(world: World, author: Author): Promise<void> {
  await world.server.kill()
  author.network.heal()
  await world.server.start()
}

/** On this screen, in the database and over HTTP. */
async function expectEverywhere(world: World, { screen }: Author, expected: OutlineTitles): Promise<void> {
  expect(await screen.outline()).toEqual(expected)
  expect(world.stored(screen.courseId).outline).toEqual(expected)
  expect(await fetchOutline(world.server.url, screen.courseId)).toEqual(expected)
}
