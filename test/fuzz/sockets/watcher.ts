/** A stock client and Lectern's own reader, hearing all that the server passes on of others. */
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { readPresence } from '../../../app/session/presence-state.ts'
import { readServerState } from '../../../app/session/server-state.ts'
import { decodeFrame } from '../../../course/wire/frame.ts'

/** Attackers who are there at a time, and the authors. */
const mostPresent = 100

export class Watcher {
  readonly faults: string[] = []
  readonly awareness = new Awareness(new Y.Doc())
  readonly #socket: WebSocket
  #serverId: number | undefined

  constructor(address: string) {
    this.#socket = new WebSocket(address)
    this.#socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)))
    this.#socket.on('close', code => {
      if (code !== 1005) this.faults.push(`somebody who only listens was shut out with ${code}`)
    })
  }

  close(): void {
    this.awareness.destroy()
    this.awareness.doc.destroy()
    this.#socket.close()
  }

  #hear(bytes: Uint8Array): void {
    try {
      const frame = decodeFrame(bytes, mostPresent)
      if (frame.kind !== 'awareness') return
      const decoder = createDecoder(bytes)
      readVarUint(decoder)
      applyAwarenessUpdate(this.awareness, readVarUint8Array(decoder), 'server')
      const states = this.awareness.getStates()
      for (const [clientId, state] of states) readPresence(state, clientId)
      this.#look(states)
    } catch (error) {
      this.faults.push(`a client that throws: ${String(error)}`)
    }
  }

  /** A1: one state has the server's keys, from first to last that of the same clientID. */
  #look(states: ReadonlyMap<number, unknown>): void {
    const reserved = ['server', 'acks', 'uploads']
    const speakers = [...states].filter(([, state]) => {
      return typeof state === 'object' && state !== null && reserved.some(name => name in state)
    })
    this.#serverId ??= speakers[0]?.[0]
    if (speakers.some(([clientId]) => clientId !== this.#serverId)) this.faults.push('somebody speaks as the server')
    if (readServerState(states.values()) === undefined) this.faults.push('the word of the server is not heard')
    if (this.awareness.meta.size > 20_000) this.faults.push(`${this.awareness.meta.size} ghosts`)
  }
}
