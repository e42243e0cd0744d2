import { describe, expect, it } from 'vitest'
import { addChapter } from './fixtures/commands.ts'
import { syncByHttp } from './fixtures/http.ts'
import { join } from './fixtures/test-client.ts'
import { startTestServer } from './fixtures/test-server.ts'

describe('A save over HTTP', () => {
  it('[A3] reaches an author who is alone in the course by WebSocket, before the revision that counts it', async () => {
    const server = await startTestServer()
    const ben = await join(server, { device: 'ben' })
    const ana = await join(server)
    const { update } = ana.write([addChapter('basics')])
    const gone = server.log.nextDisconnected()
    await ana.leave()
    await gone
    await syncByHttp(server, { updates: [update] })
    server.clock.advance(1000)
    await ben.state(({ server: { revision } }) => revision === 1)
    expect(ben.course.chapters.has('basics')).toBe(true)
  })
})
