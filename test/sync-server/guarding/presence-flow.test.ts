/** How much awareness one connection may send. */
import { describe, expect, it } from 'vitest'
import { PresenceFlow } from '../../../sync-server/guarding/presence-flow.ts'
import { FakeClock } from '../fixtures/fake-clock.ts'

function takeMany(flow: PresenceFlow, count: number) {
  const verdicts = Array.from({ length: count }, () => flow.take(200))
  const countOf = (verdict: string) => verdicts.filter(found => found === verdict).length
  return { pass: countOf('pass'), drop: countOf('drop'), close: countOf('close') }
}

describe('The awareness of one connection', () => {
  it('passes for hours where a client moves and echoes as often as the server tells of others', () => {
    const clock = new FakeClock()
    const flow = new PresenceFlow(clock, 100)
    for (let tick = 0; tick < 20 * 3600; tick++) {
      clock.advance(50)
      expect(takeMany(flow, 3).pass).toBe(3)
    }
  })

  it('may come all at once when a client joins a full room', () => {
    expect(takeMany(new PresenceFlow(new FakeClock(), 100), 400)).toEqual({ pass: 400, drop: 0, close: 0 })
  })

  it('is dropped where it is too much, taken again a moment later, and ends the connection where it goes on', () => {
    const clock = new FakeClock()
    const flow = new PresenceFlow(clock, 100)
    expect(takeMany(flow, 500)).toEqual({ pass: 400, drop: 100, close: 0 })
    clock.advance(2000)
    expect(takeMany(flow, 100)).toEqual({ pass: 100, drop: 0, close: 0 })
    expect(takeMany(flow, 502).close).toBeGreaterThan(0)
  })

  it('counts by size, too: a frame of 32 MiB is as many as it could have been', () => {
    const flow = new PresenceFlow(new FakeClock(), 100)
    expect([flow.take(32 * 1024 * 1024), flow.take(10)]).toEqual(['drop', 'drop'])
  })

  it('has no limit where it is 0', () => {
    expect(takeMany(new PresenceFlow(new FakeClock(), 0), 100_000).pass).toBe(100_000)
  })
})
