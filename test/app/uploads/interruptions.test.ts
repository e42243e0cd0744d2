/** Uploads to the real server, interrupted at random points: by the line, by reloads, by their author. */
import * as fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../app/session/system-seams.ts'
import { tusByteSender } from '../../../app/uploads/tus-byte-sender.ts'
import { Network } from '../../journeys/fixtures/network.ts'
import { startTestServer } from '../../sync-server/fixtures/test-server.ts'
import { TestBrowser, type TestTab } from './fixtures/browser.ts'
import { pdfFile } from './fixtures/files.ts'

const chunkBytes = 32 * 1024
const files = Array.from({ length: 8 }, (_, index) => pdfFile(`file-${index}`, 80_000 + index * 40_000))

type Interruption = 'cut' | 'reload' | 'pause'

/** Waits until so much more has been stored, or all is over. */
async function storesMore(tab: TestTab, bytes: number): Promise<void> {
  const stored = () => tab.queue.getSnapshot().totals.storedBytes
  const before = stored()
  await tab.shows(() => stored() >= before + bytes || isOver(tab))
}

const isOver = (tab: TestTab) => tab.queue.getSnapshot().totals.unfinished === 0

it('[U1] arrive whole and once, whatever interrupts them', async () => {
  const point = fc.tuple(
    fc.constantFrom<Interruption[]>('cut', 'reload', 'pause'),
    fc.integer({ min: 0, max: 300_000 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(point, { minLength: 3, maxLength: 6 }), async points => {
      const server = await startTestServer()
      const network = new Network(Number(new URL(server.url).port))
      await network.open()
      onTestFinished(() => network.close())
      const sender = tusByteSender({ baseUrl: network.url, device: 'ana', fetch, chunkBytes })
      const browser = new TestBrowser({ clock: systemClock, sender })
      let tab = await browser.openTab()
      await tab.choose(...files)
      for (const [interruption, bytes] of points) {
        await storesMore(tab, bytes)
        if (interruption === 'cut') network.cut()
        if (interruption === 'pause') await tab.queue.pause()
        if (interruption === 'reload') {
          await tab.close()
          tab = await browser.openTab()
        }
        network.heal()
        await tab.queue.resume()
        browser.setOnline(true)
      }
      await tab.shows(() => isOver(tab))
      expect(new Set(tab.statuses)).toEqual(new Set(['complete']))
      for (const file of files) {
        const response = await fetch(`${server.url}/media/${file.name.replace('.pdf', '')}?device=ana`)
        expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(await file.arrayBuffer()))).toBe(true)
      }
    }),
    { numRuns: Number(process.env['UPLOAD_RUNS'] ?? 3), endOnFailure: true },
  )
}, 600_000)
