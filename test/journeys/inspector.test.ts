/** The sync inspector: what it shows of a course that syncs, what its switches do, and the recording it exports. */
import { readFile } from 'node:fs/promises'
import { fromBase64 } from 'lib0/buffer'
import type { Locator, Page } from 'playwright'
import { expect, it } from 'vitest'
import { type Recording, readRecording } from '../../course/recording.ts'
import type { Author } from './fixtures/author.ts'
import { lookAt } from './fixtures/axe.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  'The flag "?inspect" opens the inspector; a connection that is dropped there is seen to end and to come back',
  journey(async world => {
    const ana = await world.author()
    const { inspector } = await openInspected(ana, await seedCourse(world.server.url))
    const facts = inspector.getByRole('region', { name: 'Connection' })
    await facts.getByText('Online, by WebSocket').waitFor()
    await facts.getByText('None since this page was opened').waitFor()

    await inspector.getByRole('button', { name: 'Drop connection' }).click()
    await facts.getByText(/^1005 · closed on this side · /).waitFor()
    await facts.getByText('Online, by WebSocket').waitFor()
    await inspector.getByText('SyncStep1: asks for what is missing').nth(3).waitFor()
    expect(ana.toasts.all).toEqual([])
  }),
)

it(
  '[A1] While acks are kept back for a second nothing is called saved',
  journey(async world => {
    const ana = await world.author()
    const { screen, inspector } = await openInspected(ana, await seedCourse(world.server.url))
    await inspector.getByLabel('Delay acks').selectOption('1 second')
    await screen.rename('Basics', 'Foundations')
    await screen.save()

    const waiting = inspector.getByRole('region', { name: 'Pending operations' })
    await waiting.getByText('1 command').waitFor()
    await expect.poll(() => world.stored(screen.courseId).operations.length).toBe(2)
    expect(ana.toasts.all).toEqual([])
    const toast = await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    expect(toast.sinceSaveMs).toBeGreaterThan(1000)
    await waiting.getByText('Nothing is waiting for the server.').waitFor()
    await inspector.getByRole('region', { name: 'Latencies' }).getByText('The last 1 save').waitFor()
    expect(ana.toasts.all).toHaveLength(1)
  }),
)

it(
  '[S1] While the server stands still, the inspector says since when a save has been on this device, and sent',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.openMenu()
    await ana.page.getByRole('menuitem', { name: 'Sync inspector' }).click()
    const inspector = inspectorOn(ana.page)
    const pending = inspector.getByRole('region', { name: 'Pending operations' })
    await pending.waitFor()

    world.server.freeze()
    await screen.rename('Basics', 'Foundations')
    await screen.save()
    const row = pending.getByRole('row').nth(1)
    const cells = row.getByRole('cell')
    await expect
      .poll(() => cells.allTextContents())
      .toEqual([/s$/, /s$/, '–', '–'].map(text => expect.stringMatching(text)))
    world.server.thaw()
    await row.waitFor({ state: 'detached' })
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
  }),
)

it(
  'An exported recording holds the commands of a save, the frame that carried it and its ack',
  journey(async world => {
    const ana = await world.author()
    const { screen, inspector } = await openInspected(ana, await seedCourse(world.server.url))
    await screen.isSaved()
    await screen.rename('Basics', 'Foundations')
    await screen.save()
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    const { header, events } = await exportRecording(ana.page, inspector)

    const operationId = world.stored(screen.courseId).operations.at(-1)?.operationId
    expect(header).toMatchObject({ courseId: screen.courseId, earlierEvents: 0 })
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'edit',
        commands: [expect.objectContaining({ type: 'rename-chapter', title: 'Foundations', was: 'Basics' })],
      }),
    )
    const carriers = events.filter(
      event => event.kind === 'frame' && event.what === 'update' && textOf(event.bytes).includes(`${operationId}`),
    )
    expect(carriers).toMatchObject([{ direction: 'out' }])
    expect(events).toContainEqual(expect.objectContaining({ kind: 'ack', operationId, status: 'stored' }))
    expect(await lookAt(ana.page, 'inspector')).toEqual([])
  }),
)

/** The address with the flag. */
async function openInspected(author: Author, courseId: string) {
  await author.page.goto(`/courses/${courseId}?inspect`)
  const { screen } = author
  await screen.isOpen()
  return { screen, inspector: inspectorOn(author.page) }
}

function inspectorOn(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Sync inspector' })
}

async function exportRecording(page: Page, inspector: Locator): Promise<Recording> {
  const downloading = page.waitForEvent('download')
  await inspector.getByRole('button', { name: 'Export recording' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^lectern-.*\.jsonl$/)
  const read = readRecording(await readFile(await download.path(), 'utf8'))
  if (read.kind !== 'ok') throw new Error(`line ${read.line}: ${read.reason}`)
  return read.recording
}

function textOf(base64: string): string {
  return Buffer.from(fromBase64(base64)).toString('latin1')
}
