/** Bodies that take their time: an upload may, as long as its bytes come; nothing else may for long. */
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AppendRequest } from '../../../persistence/media-store.ts'
import { MemoryMediaStore } from '../../../persistence/memory/media-store.ts'
import { requestTimes } from '../../../sync-server/guarding/slow-bodies.ts'
import { startTestServer, type TestServer } from '../fixtures/test-server.ts'
import { announce } from '../uploads/fixtures/raw-tus.ts'

const captions = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'
const minuteMs = 60_000
/** Below what the API reads. */
const sizeBytes = 30_000

/** Says how much has come. */
class CountingMedia extends MemoryMediaStore {
  storedBytes = 0

  override append(uploadId: string, asked: AppendRequest) {
    const onStored = (storedBytes: number) => {
      this.storedBytes = storedBytes
      asked.onStored?.(storedBytes)
    }
    return super.append(uploadId, { ...asked, onStored })
  }
}

function send({ url }: TestServer, method: string, path: string) {
  const tus = { 'tus-resumable': '1.0.0', 'upload-offset': 0, 'content-type': 'application/offset+octet-stream' }
  const outgoing = request(`${url}${path}`, { method, headers: { ...tus, 'content-length': captions.length } })
  const answered = new Promise<number | string | undefined>(resolve => {
    outgoing.once('response', ({ statusCode }) => resolve(statusCode))
    outgoing.once('error', ({ message }) => resolve(message))
  })
  onTestFinished(() => void outgoing.destroy())
  return { outgoing, answered }
}

async function startUpload() {
  const media = new CountingMedia()
  const server = await startTestServer(undefined, { media })
  await announce({ ...server, sizeBytes: captions.length })
  const { outgoing, answered } = send(server, 'PATCH', '/files/upload-1?device=ana')
  /** @returns when it is stored */
  const write = (from: number, to: number) => {
    outgoing.write(captions.slice(from, to))
    return expect.poll(() => media.storedBytes).toBe(to)
  }
  return { server, outgoing, answered, write }
}

describe('An upload', () => {
  it('[U2] that takes longer than five minutes is taken to its end, as long as its bytes come', async () => {
    const { server, outgoing, answered, write } = await startUpload()
    for (let count = 0; count < 10; count++) {
      await write(count, count + 1)
      server.clock.advance(4 * minuteMs)
    }
    outgoing.end(captions.slice(10))
    expect(await answered).toBe(204)
  })

  it('whose bytes no longer come is hung up on after ten minutes at most', async () => {
    const { server, answered, write } = await startUpload()
    await write(0, 1)
    server.clock.advance(10 * minuteMs)
    expect(await answered).toBe('socket hang up')
  })
})

describe('Any other body', () => {
  it.each([
    ['POST', '/api/courses/course-1/uploads/known'],
    ['GET', '/healthz'],
    ['HEAD', '/files/upload-1'],
  ])('of %s %s is hung up on after five minutes, however it comes', async (method, path) => {
    const server = await startTestServer()
    const { port, host } = new URL(server.url)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const closed = new Promise(resolve => socket.once('close', resolve))
    socket.on('error', () => {}).resume()
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${sizeBytes}\r\n\r\n`)
    while (!socket.closed) {
      socket.write(' ')
      server.clock.advance(minuteMs)
      await new Promise(resolve => setImmediate(resolve))
    }
    await closed
    expect(socket.bytesWritten).toBeLessThan(sizeBytes)
  })

  it('comes after its headers, which have a minute', () => {
    const { headersTimeout, requestTimeout } = createServer(requestTimes)
    expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: minuteMs, requestTimeout: 24 * 60 * minuteMs })
  })
})
