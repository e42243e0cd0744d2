import { request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { join } from '../fixtures/test-client.ts'
import { startTestServer, type TestServer } from '../fixtures/test-server.ts'
import { announce, ask, patch } from './fixtures/raw-tus.ts'
import { filesUrl } from './fixtures/upload.ts'

const captions = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'

/** A client that is gone without a word, in the middle of its bytes. */
function sendAndFallSilent({ url }: TestServer, bytes: string): void {
  const headers = {
    'Tus-Resumable': '1.0.0',
    'Upload-Offset': 0,
    'Content-Type': 'application/offset+octet-stream',
    'Content-Length': captions.length,
  }
  const silent = request(filesUrl(url, 'ana', 'upload-1'), { method: 'PATCH', headers })
  silent.on('error', () => {})
  silent.write(bytes)
  onTestFinished(() => void silent.destroy())
}

/** Lets time pass until it has happened. */
async function passTime<Result>({ clock }: TestServer, awaited: Promise<Result>): Promise<Result> {
  let isOver = false
  const over = awaited.finally(() => {
    isOver = true
  })
  while (!isOver) {
    clock.advance(100)
    await new Promise(resolve => setImmediate(resolve))
  }
  return over
}

it('goes on over a new line while the server still waits on the old one', async () => {
  const server = await startTestServer()
  const eve = await join(server, { device: 'eve' })
  await announce({ ...server, sizeBytes: captions.length })
  sendAndFallSilent(server, captions.slice(0, 20))
  const shown = eve.state(({ uploads }) => (uploads['intro']?.progress ?? 0) > 0)
  await passTime(server, shown)

  const head = await passTime(server, ask('HEAD', server))

  expect(head.headers.get('upload-offset')).toBe('20')
  expect((await patch({ ...server, offset: 20, bytes: captions.slice(20) })).status).toBe(204)
  expect(await (await fetch(`${server.url}/media/upload-1?device=ana`)).text()).toBe(captions)
})
