import { describe, expect, it } from 'vitest'
import { FakeClock } from '../session/fixtures/fake-clock.ts'
import { TestBrowser, type TestTab } from './fixtures/browser.ts'
import { FakeSender } from './fixtures/fake-sender.ts'
import { pdfFile } from './fixtures/files.ts'

describe.each([
  { where: 'with locks', hasLocks: true },
  { where: 'on plain http, without locks', hasLocks: false },
])('Two tabs $where', ({ hasLocks }) => {
  async function openTabs() {
    const [clock, sender] = [new FakeClock(), new FakeSender()]
    const browser = new TestBrowser({ clock, sender, hasLocks })
    const [one, other] = [await browser.openTab(), await browser.openTab()]
    await one.choose(pdfFile('a', 100), pdfFile('b', 100))
    await clock.advance(1_000)
    return { clock, sender, browser, one, other }
  }

  it('[U4] send a file once, and both show it', async () => {
    const { sender, other, clock } = await openTabs()
    await clock.advance(25_000)
    expect(sender.sendings.map(({ request }) => request.file.uploadId)).toEqual(['a', 'b'])
    sender.of('a').request.onStored(40)
    await clock.advance(1_000)
    expect(other.item('a')).toMatchObject({ state: { status: 'waiting', cause: 'other-tab' }, storedBytes: 40 })
    sender.of('a').complete()
    await clock.advance(1_000)
    expect(other.item('a').state).toEqual({ status: 'complete' })
  })

  it('[U1] take over from each other when one is closed, without choosing the file again', async () => {
    const { sender, one, other, clock } = await openTabs()
    await one.close()
    await clock.advance(31_000)
    expect([...sender.active].sort()).toEqual(['a', 'b'])
    expect(sender.of('a').request.mayBeKnown).toBe(true)
    sender.of('a').complete()
    await clock.advance(1_000)
    expect(other.item('a').state).toEqual({ status: 'complete' })
  })

  it('[U4] pause, resume and cancel what the other sends', async () => {
    const { sender, one, other, clock } = await openTabs()
    await other.queue.pause(['a'])
    await clock.advance(1_000)
    expect(sender.active).toEqual(['b'])
    expect(one.item('a').state).toEqual({ status: 'paused' })
    await other.queue.resume(['a'])
    await clock.advance(1_000)
    expect(sender.active).toEqual(['b', 'a'])
    await other.queue.cancel(['b'])
    await clock.advance(1_000)
    expect(sender.active).toEqual(['a'])
    expect(sender.cancelled).toEqual(['b'])
    expect(one.item('b').state).toEqual({ status: 'cancelled' })
  })

  it('[U1] both let go of what one has discarded', async () => {
    const { sender, one, other, clock } = await openTabs()
    await other.queue.release(['a'])
    await clock.advance(1_000)
    expect(sender.active).toEqual(['b'])
    expect([one.find('a'), other.find('a')]).toEqual([undefined, undefined])
  })

  it('[U1] do not bring back what was discarded while they hear of something else', async () => {
    const { sender, one, other, clock } = await openTabs()
    const choosing = other.choose(pdfFile('c', 100), pdfFile('d', 100))
    await Promise.all([choosing, one.queue.release(['a']), other.queue.release(['b'])])
    await clock.advance(40_000)
    const names = [one, other].map(tab =>
      tab.queue
        .getSnapshot()
        .items.map(({ uploadId }) => uploadId)
        .sort(),
    )
    expect(names).toEqual([
      ['c', 'd'],
      ['c', 'd'],
    ])
    expect([...sender.active].sort()).toEqual(['c', 'd'])
  })

  it('[U1] a tab that was killed is followed by the other, with what was paused still paused', async () => {
    const { sender, one, other, browser, clock } = await openTabs()
    await one.queue.pause(['b'])
    await one.close()
    await other.close()
    const reopened = await browser.openTab()
    await clock.advance(31_000)
    expect(sender.active).toEqual(['a'])
    expect(reopened.item('b').state).toEqual({ status: 'paused' })
  })
})

describe.each([
  { where: 'with locks', hasLocks: true },
  { where: 'on plain http, without locks', hasLocks: false },
])('A file chosen again in a tab that does not send it, $where', ({ hasLocks }) => {
  /** The bytes are lost, and the first tab, which sends, has found out. */
  async function openTabs(count = 2) {
    const [clock, sender] = [new FakeClock(), new FakeSender()]
    const browser = new TestBrowser({ clock, sender, hasLocks })
    const one = await browser.openTab()
    await one.choose(pdfFile('a', 100), pdfFile('b', 100))
    const others: TestTab[] = []
    while (others.length < count - 1) others.push(await browser.openTab())
    const other = others.at(-1) ?? one
    await clock.advance(1_000)
    sender.of('b').complete()
    browser.profile.blobs.clear()
    sender.of('a').end({ kind: 'later', reason: 'unreachable' })
    await clock.advance(11_000)
    expect(other.item('a').state).toEqual({ status: 'failed', code: 'file-gone' })
    return { clock, sender, browser, one, other }
  }

  it('[U1] is sent by the tab that sends, from the copy', async () => {
    const { clock, sender, browser, one, other } = await openTabs()
    expect(await other.queue.provide('a', pdfFile('a', 100))).toBe(true)
    await clock.advance(1_000)
    expect(sender.active).toEqual(['a'])
    expect(sender.of('a').request.bytes).toBe(browser.profile.blobs.get('a'))
    expect(other.item('a').state).toEqual({ status: 'waiting', cause: 'other-tab' })
    sender.of('a').complete()
    await clock.advance(1_000)
    expect([one.item('a').state, other.item('a').state]).toEqual([{ status: 'complete' }, { status: 'complete' }])
  })

  it('[U1] is sent also where another tab writes while it is copied', async () => {
    const { clock, sender, browser, one, other } = await openTabs()
    let estimated = () => {}
    browser.estimating = new Promise(resolve => (estimated = resolve))
    const providing = other.queue.provide('a', pdfFile('a', 100))
    await one.queue.release(['b'])
    await clock.advance(1_000)
    estimated()
    await providing
    await clock.advance(1_000)
    expect(sender.active).toEqual(['a'])
  })

  it('[U6] is compared with the one that was chosen first', async () => {
    const { clock, one, other } = await openTabs()
    await other.queue.provide('a', pdfFile('b', 100))
    await clock.advance(1_000)
    const changed = { status: 'failed', code: 'file-changed' }
    expect([one.item('a').state, other.item('a').state]).toEqual([changed, changed])
  })

  it.each([2, 3])('[U1] is sent by the tab that has it where the browser has no room, of %i', async count => {
    const { clock, sender, browser, one, other } = await openTabs(count)
    browser.room = 0
    const file = pdfFile('a', 100)
    await other.queue.provide('a', file)
    await clock.advance(35_000)
    expect(other.item('a').isKept).toBe(false)
    expect(sender.active).toEqual(['a'])
    expect(sender.of('a').request.bytes).toBe(file)
    expect(one.item('a').state).toEqual({ status: 'waiting', cause: 'other-tab' })
    await clock.advance(25_000)
    expect(sender.active).toEqual(['a'])
    sender.of('a').complete()
    await clock.advance(1_000)
    expect([one.item('a').state, other.item('a').state]).toEqual([{ status: 'complete' }, { status: 'complete' }])
  })

  it('[U1] is asked for once more where the browser has no room and that tab is closed', async () => {
    const { clock, browser, one, other } = await openTabs()
    browser.room = 0
    await other.queue.provide('a', pdfFile('a', 100))
    await clock.advance(15_000)
    await other.close()
    await clock.advance(60_000)
    expect(one.item('a').state).toEqual({ status: 'failed', code: 'file-gone' })
  })

  it('[U1] goes on from the copy as soon as there is room for one', async () => {
    const { clock, sender, browser, other } = await openTabs()
    browser.room = 0
    await other.queue.provide('a', pdfFile('a', 100))
    await clock.advance(15_000)
    browser.room = undefined
    await other.queue.keepAgain()
    await clock.advance(1_000)
    expect(other.item('a').isKept).toBe(true)
    await other.close()
    await clock.advance(61_000)
    expect(sender.active).toEqual(['a'])
    expect(sender.of('a').request.bytes).toBe(browser.profile.blobs.get('a'))
  })
})
