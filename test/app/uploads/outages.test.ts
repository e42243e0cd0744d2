/** The browser's database, out of reach for a while, as after a page was in the background. */
import { expect, it } from 'vitest'
import { LecternError } from '../../../course/errors.ts'
import { openFakeWorld } from './fixtures/fake-world.ts'
import { pdfFile } from './fixtures/files.ts'

const outage = new LecternError('store-unavailable', 'the database is out of reach')

it('[U1] a file that cannot be read now is tried again, and not asked for', async () => {
  const { tab, sender, browser, clock, choose } = await openFakeWorld()
  await choose('a')
  sender.of('a').end({ kind: 'later', reason: 'unreachable' })
  browser.profile.outage = outage
  await clock.advance(1_500)
  expect(tab.item('a').state).toMatchObject({ status: 'retrying', reason: 'unread' })
  expect(await tab.queue.readBytes('a')).toBeUndefined()
  browser.profile.outage = undefined
  await clock.advance(60_000)
  expect(sender.active).toEqual(['a'])
  expect(browser.profile.files.get('a')?.status).toBe('open')
})

it('[U1] files that could not be listed at the start are listed later, and go on', async () => {
  const { tab, sender, browser, clock, choose } = await openFakeWorld()
  await choose('a')
  await tab.close()
  browser.profile.outage = outage
  const reloaded = await browser.openTab()
  expect(reloaded.statuses).toEqual([])
  browser.profile.outage = undefined
  await clock.advance(1_000)
  expect([reloaded.statuses, sender.active]).toEqual([['uploading'], ['a']])
})

it('[U1] a file that a draft refers to is not called lost because it could not be listed, and keeps its bytes', async () => {
  const { tab, sender, browser, clock } = await openFakeWorld()
  await tab.choose(pdfFile('a', 100))
  const reference = { uploadId: 'a', videoId: 'video-of-a', fileName: 'a.pdf', sizeBytes: 100, type: 'application/pdf' }
  await tab.close()
  browser.profile.outage = outage
  const reloaded = await browser.openTab()
  sender.findComplete = async () => {
    browser.profile.outage = undefined
    return 'incomplete'
  }
  await reloaded.queue.reconcile([reference])
  await clock.advance(1_000)
  expect(browser.profile.blobs.get('a')?.size).toBe(100)
  expect(reloaded.item('a').state).toEqual({ status: 'uploading', sentBytes: 0, storedBytes: 0 })
})
