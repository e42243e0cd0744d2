import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { patientFetch } from '../../../app/session/system-fetch.ts'

const patience = { idleMs: 200, bytesPerSecond: 10_000 }

async function serve(answer: (response: ServerResponse) => Promise<unknown>): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => void answer(response))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('A fetch over a slow line', () => {
  it('[S3] takes an answer that comes in pieces for as long as they come', async () => {
    const url = await serve(async response => {
      for (let piece = 0; piece < 8; piece++) {
        response.write('piece ')
        await sleep(50)
      }
      response.end()
    })
    const response = await patientFetch(url, {}, patience)
    expect(await response.text()).toBe('piece '.repeat(8))
  })

  it('[S3] gives a large request the time that it takes to send', async () => {
    const url = await serve(async response => {
      await sleep(500)
      response.end('taken')
    })
    const large = { method: 'POST', body: 'x'.repeat(10_000) }
    expect(await (await patientFetch(url, large, patience)).text()).toBe('taken')
    await expect(patientFetch(url, {}, patience)).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('[S3] gives up an answer that stands still', async () => {
    const url = await serve(async response => response.write('half of'))
    const response = await patientFetch(url, {}, patience)
    await expect(response.text()).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('[S3] says what the server said: status, headers, no content', async () => {
    const url = await serve(async response => response.writeHead(404, { 'x-why': 'gone' }).end('{}'))
    const refused = await patientFetch(url, {}, patience)
    expect([refused.status, refused.ok, refused.headers.get('x-why'), await refused.text()]).toEqual([
      404,
      false,
      'gone',
      '{}',
    ])
    const empty = await serve(async response => response.writeHead(204).end())
    expect((await patientFetch(empty, {}, patience)).status).toBe(204)
  })
})
