/** Who is here, as the server passes it on. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AwarenessEntry, decodeFrame } from '../../course/wire/frame.ts'
import { Presence, type PresencePeer, presenceLimits } from '../../sync-server/presence.ts'
import { FakeClock } from './fixtures/fake-clock.ts'

const serverClientId = 99

class Listener implements PresencePeer {
  readonly entries: AwarenessEntry[] = []
  frames = 0

  sendPresence(bytes: Uint8Array<ArrayBuffer>): void {
    const frame = decodeFrame(bytes, presenceLimits.entriesPerFrame)
    this.frames++
    if (frame.kind === 'awareness') this.entries.push(...frame.entries)
  }
}

function openPresence(count: number) {
  const clock = new FakeClock()
  const presence = new Presence(clock, serverClientId)
  const peers = Array.from({ length: count }, () => new Listener())
  for (const peer of peers) presence.add(peer)
  return { clock, presence, peers }
}

describe('Presence', () => {
  it('makes one frame of many movements', () => {
    const { clock, presence, peers } = openPresence(2)
    const [ana, bo] = peers
    for (let moment = 1; moment <= 20; moment++) {
      if (ana) presence.receive(ana, [{ clientId: 1, clock: moment, state: `{"at":${moment}}` }])
    }
    clock.advance(50)
    expect(bo?.entries).toEqual([{ clientId: 1, clock: 20, state: '{"at":20}' }])
    expect(bo?.frames).toBe(1)
  })

  it('ignores what is older than what it knows', () => {
    const { clock, presence, peers } = openPresence(1)
    const [ana] = peers
    if (!ana) return expect.fail()
    presence.receive(ana, [{ clientId: 1, clock: 5, state: '{"at":5}' }])
    presence.receive(ana, [
      { clientId: 1, clock: 5, state: '{"at":6}' },
      { clientId: 1, clock: 4, state: 'null' },
    ])
    clock.advance(50)
    expect(ana.entries).toEqual([{ clientId: 1, clock: 5, state: '{"at":5}' }])
  })

  it('tells a newcomer who is here, and everybody who has gone', () => {
    const { clock, presence, peers } = openPresence(1)
    const [ana] = peers
    if (!ana) return expect.fail()
    presence.receive(ana, [{ clientId: 1, clock: 1, state: '{"name":"Ana"}' }])
    const bo = new Listener()
    presence.add(bo)
    expect(bo.entries).toEqual([{ clientId: 1, clock: 1, state: '{"name":"Ana"}' }])
    presence.remove(ana)
    clock.advance(50)
    expect(bo.entries.at(-1)).toEqual({ clientId: 1, clock: 2, state: 'null' })
    const cai = new Listener()
    presence.add(cai)
    expect(cai.entries).toEqual([])
  })

  it('[A1] never tells more than one client for each connection, nor anything of the server', () => {
    const anyEntry = fc.record({
      clientId: fc.constantFrom(1, 2, 3, serverClientId),
      clock: fc.nat(5),
      state: fc.constantFrom('null', '{}', '{"name":"x"}', '{"server":1}', '{"acks":{}}', '{"uploads":{}}', '7', '{'),
    })
    const anyMoves = fc.array(fc.record({ peer: fc.nat(2), entries: fc.array(anyEntry, { maxLength: 4 }) }))
    fc.assert(
      fc.property(anyMoves, moves => {
        const { clock, presence, peers } = openPresence(3)
        const listener = new Listener()
        presence.add(listener)
        for (const { peer, entries } of moves) {
          const from = peers[peer]
          if (from) presence.receive(from, entries)
          clock.advance(50)
        }
        const ids = new Set(listener.entries.map(({ clientId }) => clientId))
        expect(ids.size).toBeLessThanOrEqual(3)
        expect(ids.has(serverClientId)).toBe(false)
        for (const { state } of listener.entries) expect(['null', '{}', '{"name":"x"}']).toContain(state)
      }),
    )
  })
})
