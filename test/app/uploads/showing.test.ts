import { describe, expect, it } from 'vitest'
import { percentOf } from '../../../app/uploads/upload-state.ts'
import { settle } from '../session/fixtures/fake-clock.ts'
import { openFakeWorld } from './fixtures/fake-world.ts'

describe('What is shown', () => {
  it('[U3] is what the server has stored, and less than 100 % until the server has said complete', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a')
    sender.of('a').request.onStored(30)
    sender.of('a').request.onSent(90)
    await clock.advance(100)
    expect(percentOf(tab.item('a'))).toBe(30)
    sender.of('a').request.onStored(100)
    sender.of('a').request.onSent(100)
    await clock.advance(100)
    expect(tab.item('a').state.status).toBe('verifying')
    expect(percentOf(tab.item('a'))).toBe(99)
    sender.of('a').complete()
    await clock.advance(100)
    expect(percentOf(tab.item('a'))).toBe(100)
  })

  it('[U3] changes ten times a second at most, however often bytes move', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    let told = 0
    tab.queue.subscribe(() => told++)
    for (let step = 0; step < 100; step++) {
      sender.of('a').request.onSent(step)
      sender.of('b').request.onSent(step)
      await clock.advance(10)
    }
    expect(told).toBeGreaterThan(5)
    expect(told).toBeLessThanOrEqual(11)
  })

  it('[U3] draws again only what has changed', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    const before = tab.item('b')
    sender.of('a').request.onSent(10)
    await clock.advance(100)
    expect(tab.item('b')).toBe(before)
    expect(tab.queue.getSnapshot()).toBe(tab.queue.getSnapshot())
  })

  it('[U4] says how fast it goes and how long it takes, and nothing of that while nothing is sent', async () => {
    const { sender, tab, choose, clock } = await openFakeWorld()
    await choose('a', 'b')
    sender.of('a').request.onSent(0)
    for (let second = 1; second <= 5; second++) {
      await clock.advance(1_000)
      sender.of('a').request.onSent(second * 10)
      sender.of('a').request.onStored(second * 10)
    }
    await clock.advance(100)
    const { totals } = tab.queue.getSnapshot()
    expect(totals).toMatchObject({ sizeBytes: 200, storedBytes: 50, unfinished: 2 })
    expect(totals.bytesPerSecond).toBeGreaterThan(8)
    expect(totals.bytesPerSecond).toBeLessThan(12)
    expect(totals.secondsLeft).toBeCloseTo(150 / totals.bytesPerSecond)
    await tab.queue.pause()
    await settle()
    await clock.advance(100)
    expect(tab.queue.getSnapshot().totals.bytesPerSecond).toBe(0)
  })
})
