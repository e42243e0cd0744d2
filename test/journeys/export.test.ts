/** A course goes out as a file and comes in again, and a list becomes a part of it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { importArchive } from '../../app/import/import-archive.ts'
import { readPastedList } from '../../app/import/paste/read-pasted-list.ts'
import { captureCommand } from '../../scripts/run-command.ts'
import { outlineOf } from '../app/import/olx-archive.ts'
import { journey } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'

describe('An export', () => {
  it(
    '[C1] in each format holds what is on the screen, made without the network; the Lectern archive gives the same course',
    journey(async world => {
      const ana = await world.author()
      const screen = await ana.openCourse(await seedCourse(world.server.url))
      await screen.isSaved()
      await screen.rename('Basics', 'Basics & "more" *stars*')
      await screen.delete('Ends')
      const links = await screen.links()
      const outline = [['Basics & "more" *stars*', ['Intro', 'Rope']], ...knots.slice(1)]
      const dialog = await openDialog(ana.page, 'Export…', 'Export the course')
      await dialog.getByText('your 2 unsaved changes included').waitFor()
      ana.network.cut()
      await screen.says(/^Offline/)

      const markdown = await download(ana.page, 'Download the Markdown outline', world.server.dataDir)
      const olx = await download(ana.page, 'Download the Open edX archive', world.server.dataDir)
      const lectern = await download(ana.page, 'Download the Lectern archive', world.server.dataDir)
      expect([markdown, olx, lectern].map(({ name }) => name)).toEqual(['Knots.md', 'Knots.tar.gz', 'Knots.lectern'])
      const pasted = readPastedList(markdown.bytes.toString())
      expect(pasted.kind === 'nested' && pasted.chapters.map(titlesOf)).toEqual(outline)
      const archive = await importArchive(new Blob([olx.bytes]), { newId: () => 'new' })
      expect(outlineOf(archive)).toEqual(outline)

      await screen.escape()
      await ana.comeOnline()
      await importFile(ana.page, lectern.path)
      await screen.isOpen()
      await screen.isSaved()
      expect(await screen.outline()).toEqual(outline)
      expect(await screen.links()).toEqual(links)
      expect(world.stored(screen.courseId).outline).toEqual(outline)
      await screen.openTrash()
      await ana.page.getByRole('button', { name: 'Restore "Ends"' }).waitFor()
    }),
  )

  it(
    '[C1] comes in by the command line as well, as a new course',
    journey(async world => {
      const ana = await world.author()
      await ana.openCourse(await seedCourse(world.server.url))
      await openDialog(ana.page, 'Export…', 'Export the course')
      const { path } = await download(ana.page, 'Download the Lectern archive', world.server.dataDir)
      const call = ['app/cli/import.ts', path, '--server', world.server.url]
      const { exitCode, output } = await captureCommand(process.execPath, call)
      const courseId = /\/courses\/([\w-]+)/.exec(output)?.[1] ?? ''

      expect({ exitCode, output }).toMatchObject({ exitCode: 0, output: expect.stringContaining('Stored "Knots"') })
      expect(world.stored(courseId).outline).toEqual(knots)
    }),
  )
})

describe('A pasted list', () => {
  it(
    '[C2] becomes chapters and videos by one gesture, from the menu and by pasting on a row',
    journey(async world => {
      const ana = await world.author()
      const screen = await ana.openCourse(await seedCourse(world.server.url))
      await screen.isSaved()
      const dialog = await openDialog(ana.page, 'Paste a list…', 'Paste a list')
      await dialog
        .getByLabel('List', { exact: true })
        .fill('## Splices\n- Eye https://example.org/eye.mp4\n- Back\n## Ends')
      await dialog.getByText('2 chapters and 2 videos').waitFor()
      await dialog.getByRole('button', { name: 'Add to the course' }).click()
      await screen.speaks('2 chapters and 2 videos added')
      const added = [...knots, ['Splices', ['Eye', 'Back']], ['Ends', []]]
      expect(await screen.outline()).toEqual(added)
      await expect.poll(() => screen.focusedTitle()).toContain('Splices')

      await paste(ana.page, 'Reef\nGranny')
      await dialog.getByLabel('Add these lines as').selectOption({ label: 'Videos of "Bends"' })
      await dialog.getByText('2 videos', { exact: true }).waitFor()
      await dialog.getByRole('button', { name: 'Add to the course' }).click()
      await expect.poll(() => screen.focusedTitle()).toContain('Reef')
      expect((await screen.outline())[2]).toEqual(['Bends', ['Sheet bend', 'Reef', 'Granny']])

      await screen.key('Control+z')
      await expect.poll(() => screen.outline()).toEqual(added)
      await screen.key('Control+z')
      await expect.poll(() => screen.outline()).toEqual(knots)
      await screen.isSaved()
    }),
  )
})

interface Downloaded {
  readonly name: string
  readonly path: string
  readonly bytes: Buffer<ArrayBuffer>
}

async function download(page: Page, button: string, folder: string): Promise<Downloaded> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const file = await downloading
  const name = file.suggestedFilename()
  const path = join(folder, name)
  await file.saveAs(path)
  await page.getByText(`${name} is in your downloads.`).waitFor()
  return { name, path, bytes: await readFile(path) }
}

async function openDialog(page: Page, item: string, name: string) {
  await page.getByRole('button', { name: 'Course menu' }).click()
  await page.getByRole('menuitem', { name: item }).click()
  const dialog = page.getByRole('dialog', { name })
  await dialog.waitFor()
  return dialog
}

async function importFile(page: Page, path: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Import a course' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a course' })
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  await (await choosing).setFiles(path)
  await dialog.getByText('"Knots" with 3 chapters and 5 videos').waitFor()
  await dialog.getByText('1 deleted chapter or video: added to the trash.').waitFor()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
}

/** Ctrl+V with this text, where the focus is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(pasted => navigator.clipboard.writeText(pasted), text)
  await page.keyboard.press('Control+V')
}

function titlesOf({ title, videos }: { title: string; videos: readonly { title: string }[] }): [string, string[]] {
  return [title, videos.map(video => video.title)]
}
