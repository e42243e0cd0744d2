/** A connection that sends whatever it likes, as frames or as bare bytes on the wire. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { Chance } from '../chance.ts'

const key = 'dGhlIHNhbXBsZSBub25jZQ=='
const openMs = 10_000

export class Attacker {
  readonly #socket: WebSocket

  constructor(address: string) {
    this.#socket = new WebSocket(address, { perMessageDeflate: false })
    this.#socket.on('error', () => {})
  }

  async opened(): Promise<void> {
    await once(this.#socket, 'open', { signal: AbortSignal.timeout(openMs) })
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** As one frame, as text, or in fragments of any size, of one byte too. */
  send(bytes: Uint8Array, chance: Chance): void {
    if (!this.isOpen) return
    if (chance.oneIn(40)) this.#socket.send(Buffer.from(bytes).toString('latin1'))
    else if (chance.oneIn(10) && bytes.length < 2000) this.#sendInFragments(bytes, chance.pick([1, 1, 3, 50]))
    else this.#socket.send(bytes)
  }

  leave(chance: Chance): void {
    if (chance.oneIn(2)) this.#socket.terminate()
    else this.#socket.close()
  }

  #sendInFragments(bytes: Uint8Array, size: number): void {
    for (let at = 0; at < bytes.length || at === 0; at += size) {
      this.#socket.send(bytes.subarray(at, at + size), { fin: at + size >= bytes.length })
    }
  }
}

/** An upgrade, and then bytes that are no frames of RFC 6455. Resolves when the server has hung up, or at once. */
export async function sendBareBytes(address: string, chance: Chance): Promise<void> {
  const { hostname, port, pathname, search } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  const headers = [
    `Host: ${chance.pick(['localhost', '127.0.0.1', 'evil.example'])}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
  ]
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${headers.join('\r\n')}\r\nSec-WebSocket-Key: ${key}\r\n\r\n`)
  await Promise.race([once(socket, 'data'), once(socket, 'close')])
  socket.write(bareBytes(chance))
  await hungUp(socket)
}

async function hungUp(socket: Socket): Promise<void> {
  socket.resume()
  socket.end()
  await once(socket, 'close', { signal: AbortSignal.timeout(openMs) }).catch(() => socket.destroy())
}

function bareBytes(chance: Chance): Uint8Array {
  const mask = [0, 0, 0, 0]
  return Uint8Array.from(
    chance.pick([
      // A frame that is not masked, a reserved opcode, reserved bits, lengths up to 2^63, a fragmented ping.
      [0x82, 1, 3],
      [0x83, 0x80, ...mask],
      [0xf2, 0x81, ...mask, 3],
      [0x82, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, ...mask],
      [0x82, 0xff, 0, 0, 0, 0, 0x80, 0, 0, 0, ...mask, 1],
      [0x09, 0x80, ...mask],
      [0x80, 0x81, ...mask, 3],
      [0x88, 0x81, ...mask, 3],
      [0x88, 0x82, ...mask, 0, 0],
      [...chance.bytes(1 + chance.below(60))],
    ]),
  )
}
