import { describe, expect, it } from 'vitest'
import { LecternError } from '../../../course/errors.ts'
import { openFakeWorld } from './fixtures/fake-world.ts'
import { pdfFile, unreadableFile } from './fixtures/files.ts'

const mebibyte = 1024 * 1024
const dayMs = 24 * 60 * 60_000

describe('Files that stay in the browser', () => {
  it('[U1] are sent from the copy, so that a change on the disk does no harm', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    await tab.choose(pdfFile('a', 100))
    const kept = browser.profile.blobs.get('a')
    expect(tab.item('a').isKept).toBe(true)
    await clock.advance(100)
    expect(sender.of('a').request.bytes).toBe(kept)
  })

  it('[U1] are kept until they are released, also when they are complete', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    await tab.choose(pdfFile('a', 100))
    await clock.advance(100)
    sender.of('a').complete()
    await clock.advance(100)
    expect(browser.profile.blobs.has('a')).toBe(true)
    await tab.close()
    const reloaded = await browser.openTab()
    await clock.advance(1_000)
    expect(reloaded.statuses).toEqual(['complete'])
    expect(sender.sendings).toHaveLength(1)
    await reloaded.queue.release(['a'])
    expect(browser.profile.files.size + browser.profile.blobs.size).toBe(0)
    expect(reloaded.statuses).toEqual([])
  })

  it('[U1] are not sent any more when their author has discarded them', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    await tab.choose(pdfFile('a', 100))
    await clock.advance(100)
    await tab.queue.release(['a'])
    await clock.advance(60_000)
    expect(sender.active).toEqual([])
    expect(browser.profile.files.size).toBe(0)
  })

  it('[U5] keep over a reload why the server has refused them, and are not sent again for nothing', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    await tab.choose(pdfFile('a', 100))
    await clock.advance(100)
    sender.of('a').end({ kind: 'refused', code: 'wrong-type' })
    await clock.advance(100)
    await tab.close()
    const reloaded = await browser.openTab()
    await clock.advance(60_000)
    expect(reloaded.item('a').state).toEqual({ status: 'failed', code: 'wrong-type' })
    expect(sender.sendings).toHaveLength(1)
  })
})

describe('Without room in the browser', () => {
  it('[U1] a file is sent all the same, and it is said that it is not kept', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    browser.room = 40 * mebibyte
    const large = pdfFile('large', 9 * mebibyte)
    await tab.choose(large, pdfFile('small', 100))
    expect([tab.item('large').isKept, tab.item('small').isKept]).toEqual([false, true])
    await clock.advance(100)
    expect(sender.of('large').request.bytes).toBe(large)
  })

  it('[U1] a browser that estimates wrong is found out by its refusal', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    browser.profile.failure = new LecternError('store-full', 'no room')
    await tab.choose(pdfFile('a', 100))
    expect(tab.item('a').isKept).toBe(false)
    await clock.advance(100)
    sender.of('a').complete()
    await clock.advance(100)
    expect(tab.statuses).toEqual(['complete'])
  })

  it('[U1] a reloaded page asks for the file by its name, and goes on with it', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    browser.room = 0
    const file = pdfFile('a', 100)
    await tab.choose(file)
    await clock.advance(100)
    await tab.close()
    const reloaded = await browser.openTab()
    await clock.advance(100)
    expect(reloaded.item('a')).toMatchObject({ fileName: 'a.pdf', state: { status: 'failed', code: 'file-gone' } })
    expect(await reloaded.queue.provide('a', pdfFile('a', 99))).toBe(false)
    expect(await reloaded.queue.provide('a', file)).toBe(true)
    await clock.advance(100)
    expect(sender.active).toEqual(['a'])
    expect(sender.of('a').request.mayBeKnown).toBe(true)
  })

  it('[U6] another file of the same size is not taken for the one that was chosen', async () => {
    const { tab, browser, clock, sender } = await openFakeWorld()
    browser.room = 0
    await tab.choose(pdfFile('a', 100))
    await clock.advance(100)
    await tab.close()
    const reloaded = await browser.openTab()
    await clock.advance(100)
    await reloaded.queue.provide('a', pdfFile('b', 100))
    await clock.advance(100)
    expect(reloaded.item('a').state).toEqual({ status: 'failed', code: 'file-changed' })
    expect(sender.active).toEqual([])
  })

  it('[U1] a file that the browser has thrown away is asked for, unless the server has all of it', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    await tab.choose(pdfFile('gone', 100), pdfFile('there', 100))
    await tab.queue.pause()
    await tab.close()
    browser.profile.blobs.clear()
    sender.complete.add('there')
    const reloaded = await browser.openTab()
    await reloaded.queue.resume()
    await clock.advance(100)
    expect(reloaded.item('gone').state).toEqual({ status: 'failed', code: 'file-gone' })
    expect(reloaded.item('there').state).toEqual({ status: 'complete' })
  })
})

describe('A file that has changed on the disk', () => {
  it('[U6] before it could be copied is told as such, and the others go on', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    browser.profile.failure = new LecternError('store-unavailable', 'cannot copy')
    await tab.choose(unreadableFile('changed', 100), pdfFile('good', 100))
    await clock.advance(100)
    expect(tab.item('changed').state).toEqual({ status: 'failed', code: 'file-changed' })
    expect(sender.active).toEqual(['good'])
  })

  it('[U6] while it is sent without a copy is told as such', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    browser.room = 0
    await tab.choose(pdfFile('a', 100))
    await clock.advance(100)
    sender.of('a').end({ kind: 'unreadable' })
    await clock.advance(100)
    expect(tab.item('a').state).toEqual({ status: 'failed', code: 'file-changed' })
  })

  it('[U6] is another thing than a copy that the browser cannot read any more', async () => {
    const { tab, browser, clock } = await openFakeWorld()
    await tab.choose(pdfFile('a', 100))
    await tab.queue.pause()
    browser.profile.blobs.set('a', unreadableFile('a', 100))
    await tab.queue.resume()
    await clock.advance(100)
    expect(tab.item('a').state).toEqual({ status: 'failed', code: 'file-gone' })
  })
})

const reference = (uploadId: string) => ({
  uploadId,
  videoId: `video-of-${uploadId}`,
  fileName: `${uploadId}.pdf`,
  sizeBytes: 100,
  type: 'application/pdf',
})

describe('What nobody refers to', () => {
  it('[U1] goes after a day, and never what a draft or a pending save refers to', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    await tab.choose(pdfFile('orphan', 100), pdfFile('drafted', 100), pdfFile('pending', 100))
    await tab.queue.pause()
    await clock.advance(dayMs + 1_000)
    await tab.choose(pdfFile('fresh', 100))
    await tab.queue.reconcile([reference('drafted'), reference('pending')])
    await clock.advance(100)
    expect([...browser.profile.files.keys()]).toEqual(['drafted', 'pending', 'fresh'])
    expect(sender.active).not.toContain('orphan')
  })

  it('[U1] a file that this browser knows nothing of any more is asked for, unless the server has it', async () => {
    const { tab, sender, clock } = await openFakeWorld()
    sender.complete.add('there')
    await tab.queue.reconcile([reference('gone'), reference('there')])
    expect(tab.queue.getSnapshot().items).toMatchObject([
      { fileName: 'gone.pdf', state: { status: 'failed', code: 'file-gone' } },
    ])
    expect(await tab.queue.provide('gone', pdfFile('gone', 100))).toBe(true)
    await clock.advance(100)
    expect(sender.active).toEqual(['gone'])
  })

  it('[U1] captions are asked for, too, and taken whatever their size, which nobody knows any more', async () => {
    const { tab, sender, browser, clock } = await openFakeWorld()
    const { sizeBytes, ...captions } = reference('gone')
    await tab.queue.reconcile([captions])
    expect(tab.item('gone').state).toEqual({ status: 'failed', code: 'file-gone' })
    await tab.queue.retryFailed()
    await clock.advance(100)
    expect(tab.item('gone').state).toEqual({ status: 'failed', code: 'file-gone' })
    expect(await tab.queue.provide('gone', pdfFile('gone', sizeBytes + 1))).toBe(true)
    await clock.advance(100)
    expect(sender.of('gone').request).toMatchObject({ file: { sizeBytes: 101 }, bytes: { size: 101 } })
    await tab.close()
    const reloaded = await browser.openTab()
    expect(reloaded.item('gone')).toMatchObject({ sizeBytes: 101, isKept: true })
  })

  it('[U5] a save that was committed after its upload was cancelled hears of it', async () => {
    const { tab, sender, clock } = await openFakeWorld()
    await tab.choose(pdfFile('a', 100), pdfFile('b', 100))
    await clock.advance(100)
    await tab.queue.cancel()
    await tab.queue.reconcile([reference('a')])
    expect(sender.cancelled).toEqual(['a', 'b', 'a'])
  })
})
