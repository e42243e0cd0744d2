/** The least that a server can do: passes each update on to the course's others, answers, and keeps nothing. */
import { type WebSocket, WebSocketServer } from 'ws'
import { decodeFrame, encodeSyncStep2 } from '../../course/wire/frame.ts'
import { serveBenchmark } from '../server-side.ts'

const ack = new Uint8Array(8)
const nothing = encodeSyncStep2(new Uint8Array([0, 0]))
const courses = new Map<string, Set<WebSocket>>()

function enter(courseId: string, socket: WebSocket): Set<WebSocket> {
  const present = courses.get(courseId) ?? new Set()
  courses.set(courseId, present.add(socket))
  socket.on('close', () => present.delete(socket))
  return present
}

await serveBenchmark(async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  server.on('connection', (from, request) => {
    const present = enter(request.url ?? '/', from)
    from.on('message', (bytes: Buffer) => {
      if (decodeFrame(bytes, 0).kind !== 'update') return from.send(nothing)
      for (const socket of present) if (socket !== from) socket.send(bytes)
      from.send(ack)
    })
  })
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
  return {
    port: address.port,
    close: async () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
})
