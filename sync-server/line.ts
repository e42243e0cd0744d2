/**
 * Messages as they stand on the line [RFC 6455, 5.2]: unmasked, binary, in one piece. `ws` writes a head and a body for
 * each socket; here what many are sent is framed once, and is one write for each of them.
 */
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** Above this a second write costs less than a copy. */
const maxCopiedBytes = 0xffff
const shortBytes = 125
const finalBinary = 0x82
const sixteenBits = 126

let lastMessage: Uint8Array | undefined
let lastFrame: Buffer | undefined

/** To a WebSocket that was opened on `line`, without compression. Keeps the order of what `ws` itself writes there. */
export function sendOn(line: Duplex, webSocket: WebSocket, message: Uint8Array): void {
  if (message.length > maxCopiedBytes || webSocket.readyState !== webSocket.OPEN) return webSocket.send(message)
  if (message !== lastMessage || !lastFrame) {
    lastMessage = message
    lastFrame = frameOf(message)
  }
  line.write(lastFrame)
}

function frameOf(message: Uint8Array): Buffer {
  const { length } = message
  const headBytes = length <= shortBytes ? 2 : 4
  const frame = Buffer.allocUnsafe(headBytes + length)
  frame[0] = finalBinary
  frame[1] = headBytes === 2 ? length : sixteenBits
  if (headBytes === 4) frame.writeUInt16BE(length, 2)
  frame.set(message, headBytes)
  return frame
}
