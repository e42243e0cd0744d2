import { describe, expect, it } from 'vitest'
import { openFakeWorld } from './fixtures/fake-world.ts'
import { pdfFile } from './fixtures/files.ts'

describe('Who is next', () => {
  it('[U4] sends three at once, in the order they were chosen', async () => {
    const { sender, choose, clock } = await openFakeWorld()
    await choose('a', 'b', 'c', 'd', 'e')
    expect(sender.active).toEqual(['a', 'b', 'c'])
    sender.of('b').complete()
    await clock.advance(0)
    expect(sender.active).toEqual(['a', 'c', 'd'])
  })

  it('[U4] tries a file that did not get through behind those that wait, and keeps no place for it', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b', 'c', 'd', 'e')
    sender.of('a').end({ kind: 'later', reason: 'busy' })
    await clock.advance(100)
    expect(sender.active).toEqual(['b', 'c', 'd'])
    expect(tab.item('a').state).toMatchObject({ status: 'retrying', reason: 'busy' })
    await clock.advance(1_000)
    sender.of('b').complete()
    await clock.advance(0)
    expect(sender.active).toEqual(['c', 'd', 'e'])
    sender.of('c').complete()
    await clock.advance(0)
    expect(sender.active).toEqual(['d', 'e', 'a'])
  })

  it('[U5] goes on with the others when one file is refused', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b', 'c', 'd')
    sender.of('a').end({ kind: 'refused', code: 'wrong-type' })
    await clock.advance(100)
    expect(tab.item('a').state).toEqual({ status: 'failed', code: 'wrong-type' })
    expect(sender.active).toEqual(['b', 'c', 'd'])
  })

  it('[U5] lets a save not wait for a file that the server never took in', async () => {
    const { sender, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    sender.of('a').end({ kind: 'refused', code: 'too-large' })
    sender.of('b').end({ kind: 'refused', code: 'wrong-hash' })
    await clock.advance(100)
    expect(sender.cancelled).toEqual(['a'])
    expect(sender.reasons).toEqual(['too-large'])
  })
})

describe('What the author presses', () => {
  it('[U4] pauses and resumes one, and shows it at once', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    const pausing = tab.queue.pause(['a'])
    expect(tab.statuses).toEqual(['paused', 'uploading'])
    await pausing
    expect(sender.active).toEqual(['b'])
    await tab.queue.resume(['a'])
    await clock.advance(0)
    expect(sender.active).toEqual(['b', 'a'])
    expect(sender.of('a').request.mayBeKnown).toBe(true)
  })

  it('[U4] pauses all, those that wait too, and starts none of them', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b', 'c', 'd')
    await tab.queue.pause()
    await clock.advance(10_000)
    expect(sender.active).toEqual([])
    expect(tab.statuses).toEqual(['paused', 'paused', 'paused', 'paused'])
    await tab.queue.resume()
    await clock.advance(0)
    expect(sender.active).toEqual(['a', 'b', 'c'])
  })

  it('[U4] pauses a file that is still being copied into the browser', async () => {
    const { sender, tab, clock, browser } = await openFakeWorld()
    const choosing = tab.choose(pdfFile('a', 100))
    const pausing = tab.queue.pause(['a'])
    await Promise.all([choosing, pausing])
    await clock.advance(10_000)
    expect(tab.statuses).toEqual(['paused'])
    expect(sender.sendings).toEqual([])
    expect(browser.profile.files.get('a')?.status).toBe('paused')
  })

  it('[U5] tries again what has failed, from where the server is', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    sender.of('a').end({ kind: 'refused', code: 'refused' })
    await clock.advance(100)
    await tab.queue.retryFailed()
    await clock.advance(0)
    expect(sender.active).toEqual(['b', 'a'])
    sender.of('a').complete()
    await clock.advance(100)
    expect(tab.item('a').state.status).toBe('complete')
  })

  it('[U4][U5] does not try again what the server would refuse again', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    sender.of('a').end({ kind: 'refused', code: 'too-large' })
    sender.of('b').end({ kind: 'refused', code: 'wrong-hash' })
    await clock.advance(100)
    await tab.queue.retryFailed()
    await clock.advance(0)
    expect(sender.active).toEqual(['b'])
    expect(tab.item('a').state).toEqual({ status: 'failed', code: 'too-large' })
  })

  it('[U4] leaves alone what was cancelled when all are resumed', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    await tab.queue.cancel(['a'])
    await tab.queue.pause()
    await tab.queue.resume()
    await clock.advance(100)
    expect(tab.statuses).toEqual(['cancelled', 'uploading'])
    expect(sender.cancelled).toEqual(['a'])
  })

  it('[U4] tells the server of a cancelled upload until it has heard, over a reload too', async () => {
    const { sender, tab, choose, clock, browser } = await openFakeWorld()
    await choose('a')
    sender.isReached = false
    const cancelling = tab.queue.cancel(['a'])
    await clock.advance(5_000)
    await cancelling
    await tab.close()
    await browser.openTab()
    sender.isReached = true
    await clock.advance(60_000)
    expect(sender.cancelled).toEqual(['a'])
  })
})

describe('A line that fails', () => {
  it('[U4] gives up a line on which nothing moves, and goes on where the server is', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a')
    sender.of('a').request.onStored(40)
    await clock.advance(29_000)
    sender.of('a').request.onSent(41)
    await clock.advance(29_999)
    expect(sender.active).toEqual(['a'])
    await clock.advance(200)
    expect(tab.item('a').state).toMatchObject({ status: 'retrying', reason: 'stalled' })
    await clock.advance(1_000)
    expect(sender.active).toEqual(['a'])
    expect(sender.of('a').request.mayBeKnown).toBe(true)
  })

  it('[U3] gives the server time to verify what has arrived', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a')
    sender.of('a').request.onSent(100)
    await clock.advance(4 * 60_000)
    expect(tab.item('a').state).toEqual({ status: 'verifying' })
    await clock.advance(2 * 60_000)
    expect(sender.sendings.length).toBeGreaterThan(1)
  })

  it('[S3] waits without an error while there is no network, for days, and begins when it is back', async () => {
    const { sender, tab, browser, clock } = await openFakeWorld()
    browser.setOnline(false)
    await tab.choose(pdfFile('a', 100))
    await clock.advance(3 * 24 * 60 * 60_000)
    expect(tab.item('a').state).toEqual({ status: 'waiting', cause: 'offline' })
    expect(sender.sendings).toEqual([])
    browser.setOnline(true)
    await clock.advance(0)
    expect(sender.active).toEqual(['a'])
  })

  it('[S3] tries less and less often while nobody answers, and at once when the network is back', async () => {
    const { sender, tab, choose, clock, browser } = await openFakeWorld()
    await choose('a')
    for (let hour = 0; hour < 60; hour++) {
      if (sender.active.length > 0) sender.of('a').end({ kind: 'later', reason: 'unreachable' })
      await clock.advance(60_000)
    }
    expect(sender.sendings.length).toBeLessThan(70)
    sender.of('a').end({ kind: 'later', reason: 'unreachable' })
    await clock.advance(100)
    expect(tab.statuses).toEqual(['retrying'])
    const tries = sender.sendings.length
    browser.setOnline(true)
    await clock.advance(0)
    expect(sender.sendings).toHaveLength(tries + 1)
  })

  it('[U4] waits no longer for a line that is cut often than for one that is cut once', async () => {
    const { sender, choose, clock } = await openFakeWorld()
    await choose('a')
    for (let cut = 1; cut <= 20; cut++) {
      sender.of('a').request.onStored(cut)
      sender.of('a').end({ kind: 'later', reason: 'unreachable' })
      await clock.advance(1_100)
      expect(sender.sendings).toHaveLength(cut + 1)
    }
  })
})
