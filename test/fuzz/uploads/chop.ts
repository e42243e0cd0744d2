/** A request whose body ends in the middle: the line is cut. */
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Asked } from '../http/ask.ts'

/** @param sentBytes of the body, and then nothing more. Resolves when the server has hung up too. */
export async function askChopped(
  url: string,
  { method, path, headers, body }: Asked,
  sentBytes: number,
): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.resume()
  await once(socket, 'connect')
  const told = { Host: hostname, 'Content-Length': String(body?.length ?? 0), ...headers }
  const lines = Object.entries(told).map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]/g, ' ')}`)
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  const closed = once(socket, 'close')
  socket.write(body?.subarray(0, sentBytes) ?? '', () => socket.destroySoon())
  await closed
}
