import { describe, expect, it } from 'vitest'
import { FakeClock } from '../session/fixtures/fake-clock.ts'
import { TestBrowser } from './fixtures/browser.ts'
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
