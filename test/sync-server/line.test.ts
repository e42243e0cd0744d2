import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { sendOn } from '../../sync-server/line.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Pair {
  readonly client: WebSocket
  readonly webSocket: WebSocket
  readonly line: Duplex
}

async function connect(): Promise<Pair> {
  const http = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const opened = new Promise<Omit<Pair, 'client'>>(resolve => {
    http.on('upgrade', (request, line, head) => {
      sockets.handleUpgrade(request, line, head, webSocket => resolve({ webSocket, line }))
    })
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  closing.push(() => {
    client.terminate()
    http.close()
  })
  return { client, ...(await opened) }
}

describe('A line', () => {
  it('[A3] carries messages of each length whole and in order, beside what ws itself writes', async () => {
    const { client, webSocket, line } = await connect()
    const received: string[] = []
    const arrived = new Promise(resolve => {
      client.on('message', (data: Buffer) => received.push(`${data.length} of ${data.at(-1)}`))
      client.on('ping', () => received.push('ping'))
      client.once('close', resolve)
    })
    const lengths = [1, 125, 126, 127, 65_535, 65_536, 200_000, 2]
    for (const length of lengths) {
      const message = new Uint8Array(length).fill(length % 251)
      sendOn(line, webSocket, message)
      webSocket.ping()
      sendOn(line, webSocket, message)
    }
    webSocket.close(1000)
    sendOn(line, webSocket, new Uint8Array(3))
    await arrived
    const expected = lengths.flatMap(length => [`${length} of ${length % 251}`, 'ping', `${length} of ${length % 251}`])
    expect(received).toEqual(expected)
  })
})
