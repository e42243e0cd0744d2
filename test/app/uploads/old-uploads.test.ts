import { describe, expect, it } from 'vitest'
import { openFakeWorld } from './fixtures/fake-world.ts'
import { pdfFile } from './fixtures/files.ts'

const dayMs = 24 * 60 * 60_000

const reference = { uploadId: 'a', videoId: 'video-of-a', fileName: 'a.pdf', sizeBytes: 100, type: 'application/pdf' }

/** A file that the server has said it has, and whose save comes so much later. */
async function savedLater(waitedMs: number, { isSwept }: { readonly isSwept: boolean }) {
  const { tab, sender, clock } = await openFakeWorld()
  await tab.choose(pdfFile('a', 100))
  await clock.advance(100)
  sender.of('a').complete()
  await clock.advance(waitedMs)
  if (!isSwept) sender.complete.add('a')
  await tab.queue.reconcile([reference])
  await clock.advance(100)
  return { sender, tab, clock }
}

describe('A file whose save comes weeks after its bytes', () => {
  it('[U7] is sent again where the server has swept it meanwhile, without being chosen again', async () => {
    const { sender, tab, clock } = await savedLater(15 * dayMs, { isSwept: true })
    expect(sender.active).toEqual(['a'])
    expect(tab.item('a').state.status).toBe('uploading')
    sender.of('a').complete()
    await clock.advance(100)
    expect(tab.item('a').state.status).toBe('complete')
  })

  it('[U7] is not sent again where the server still has it', async () => {
    const { sender, tab } = await savedLater(15 * dayMs, { isSwept: false })
    expect(sender.sendings).toHaveLength(1)
    expect(tab.item('a').state.status).toBe('complete')
  })

  it('[U7] nobody is asked about the files of today', async () => {
    const { sender } = await savedLater(1_000, { isSwept: true })
    expect(sender.sendings).toHaveLength(1)
  })

  it('[U7] an answer that was read days later is asked for again: the upload may have been swept meanwhile', async () => {
    const { tab, sender, clock } = await openFakeWorld()
    await tab.choose(pdfFile('a', 100))
    await clock.advance(100)
    clock.sleep(15 * dayMs)
    sender.of('a').complete()
    await clock.advance(100)
    expect(tab.item('a').state.status).toBe('retrying')
    await clock.advance(3_000)
    expect(sender.sendings).toHaveLength(2)
    sender.of('a').complete()
    await clock.advance(100)
    expect(tab.item('a').state.status).toBe('complete')
  })
})
