import { describe, expect, it } from 'vitest'
import { decodeFrame } from '../../course/wire/frame.ts'
import { noAcks } from '../../sync-server/ack-window.ts'
import type { RoomState } from '../../sync-server/room-peer.ts'
import { ServerVoice } from '../../sync-server/server-voice.ts'

const state = (revision: number): RoomState => ({ epoch: 'e', revision, acks: noAcks, uploadsText: '{}' })

function clockOf(bytes: Uint8Array): number | undefined {
  const frame = decodeFrame(bytes, 1)
  return frame.kind === 'awareness' ? frame.entries[0]?.clock : undefined
}

describe("The server's voice", () => {
  it('[A6] raises its clock with each state, an equal one too: clients ignore what is not newer', () => {
    const voice = new ServerVoice(length => new Uint8Array(length).fill(7))
    const clocks = [state(1), state(2), state(2)].map(told => clockOf(voice.encodeState(told)))
    expect(clocks).toEqual([1, 2, 3])
  })

  it('[A6] is one frame for all who are given the same state', () => {
    const voice = new ServerVoice(length => new Uint8Array(length).fill(7))
    const told = state(1)
    const first = voice.encodeState(told)
    voice.encodeState(state(2))
    expect(voice.encodeState(told)).toBe(first)
  })
})
