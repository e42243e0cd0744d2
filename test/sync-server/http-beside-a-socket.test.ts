import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
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

  it('[A1] is not told that the server has what is still on its way to the disk, and may not get there', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    server.store.hold()
    ana.save([addChapter('advanced')])
    await server.store.nextCommit()
    const { stateVector } = await syncByHttp(server, {})
    const told = Y.decodeStateVector(Buffer.from(stateVector, 'base64'))
    expect(told.get(ana.doc.clientID)).toBeLessThan(Y.getState(ana.doc.store, ana.doc.clientID))
    server.store.release()
  })
})
