/** Updates that build on what the server does not have. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeSyncStep2 } from '../../course/wire/frame.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { errorOf, postSync } from './fixtures/http.ts'
import { join, type TestClient } from './fixtures/test-client.ts'
import { startTestServer } from './fixtures/test-server.ts'

/** Updates of a client whose second, third … cannot stand without the first. */
const gaps: Record<string, (client: TestClient) => { missing: Uint8Array; later: Uint8Array }> = {
  'a gap in its author’s own clock': client => ({
    missing: client.write([addChapter('basics')]).update,
    later: client.write([addChapter('advanced')]).update,
  }),
  'a change of what another client wrote': client => {
    const other = new Y.Doc()
    other.getMap('chapters').set(
      'basics',
      new Y.Map([
        ['title', 'Basics'],
        ['position', 'a0'],
      ]),
    )
    const missing = Y.encodeStateAsUpdate(other)
    Y.applyUpdate(client.doc, missing)
    return { missing, later: client.write([renameChapter('basics', 'Foundations')]).update }
  },
  'a deletion of what nobody has seen': client => {
    const other = new Y.Doc()
    other.getMap('course').set('description', 'about')
    const missing = Y.encodeStateAsUpdate(other)
    Y.applyUpdate(client.doc, missing)
    const before = Y.encodeStateVector(client.doc)
    client.doc.getMap('course').delete('description')
    return { missing, later: Y.encodeStateAsUpdate(client.doc, before) }
  },
}

async function askedFor(client: TestClient): Promise<void> {
  await client.frames.next(frame => frame.kind === 'sync-step-1' || undefined)
}

describe.each(Object.entries(gaps))('An update with %s', (_, make) => {
  it('[A2] is not acknowledged, not shown and not closed on: the server asks for what is missing', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server, { answers: false }), join(server, { device: 'bo' })])
    const { later } = make(ana)
    ana.sendUpdate(later)
    await askedFor(ana)
    await bo.sync()
    expect(ana.acks).toEqual([])
    expect(Y.encodeStateVector(bo.doc)).toEqual(Y.encodeStateVector(new Y.Doc()))
    expect(server.store.commitCount).toBe(0)
  })

  it('[A2] is stored when the missing part comes', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server, { answers: false }), join(server, { device: 'bo' })])
    const { later } = make(ana)
    ana.sendUpdate(later)
    await askedFor(ana)
    ana.sendAll()
    await bo.frames.next(() => Y.encodeStateVector(bo.doc).length === Y.encodeStateVector(ana.doc).length || undefined)
    expect(bo.doc.toJSON()).toEqual(ana.doc.toJSON())
    await ana.sync()
  })

  it('[A2] that still has the gap in the answer is refused, and no operation is rejected by it', async () => {
    const server = await startTestServer()
    const ana = await join(server, { answers: false })
    const { missing, later } = make(ana)
    ana.sendUpdate(later)
    await askedFor(ana)
    ana.send(encodeSyncStep2(later))
    expect(await ana.closed).toEqual({ code: 4422, reason: 'causal-gap' })
    expect(server.store.commitCount).toBe(0)

    const again = await join(server, { doc: ana.doc, answers: false })
    again.sendUpdate(missing)
    again.sendUpdate(later)
    await again.sync()
    const bo = await join(server, { device: 'bo' })
    expect(bo.doc.toJSON()).toEqual(again.doc.toJSON())
  })

  it('[A2] is asked for again, over and over, while it does not come as an answer', async () => {
    const server = await startTestServer()
    const ana = await join(server, { answers: false })
    const { later } = make(ana)
    for (let attempt = 0; attempt < 3; attempt++) {
      ana.sendUpdate(later)
      await askedFor(ana)
    }
    await ana.sync()
  })

  it('[A2] is refused where the client’s whole answer comes in parts and has the gap: it is not asked without end', async () => {
    const server = await startTestServer()
    const ana = await join(server, { answers: false })
    const { later } = make(ana)
    ana.sendUpdate(later)
    await askedFor(ana)
    ana.sendUpdate(later)
    ana.send(encodeSyncStep2(Y.encodeStateAsUpdate(new Y.Doc())))
    expect(await ana.closed).toEqual({ code: 4422, reason: 'causal-gap' })
    expect(server.store.commitCount).toBe(0)
  })

  it('[A2] is not refused for an answer that was on its way before it, whenever that is committed', async () => {
    const server = await startTestServer()
    const ana = await join(server, { answers: false })
    const { later } = make(ana)
    const other = new Y.Doc()
    other.getMap('course').set('title', 'Physics')
    // Its commit takes longer than it takes to see that the next is incomplete.
    ana.send(encodeSyncStep2(Y.encodeStateAsUpdate(other)))
    ana.sendUpdate(later)
    await askedFor(ana)
    ana.sendAll()
    await ana.sync()
    const bo = await join(server, { device: 'bo' })
    expect(bo.doc.getMap('course').get('title')).toBe('Physics')
    expect(bo.doc.getMap('chapters').toJSON()).toEqual(ana.doc.getMap('chapters').toJSON())
  })

  it('[A2] over HTTP is answered with causal-gap', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const { later } = make(ana)
    expect(await errorOf(await postSync(server, { updates: [later] }))).toMatchObject({ code: 'causal-gap' })
    expect(server.store.commitCount).toBe(0)
  })
})

describe('A gap', () => {
  it('[A2] heals by itself with an honest client, and both operations are acknowledged', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const first = ana.write([addChapter('basics')])
    const second = ana.save([renameChapter('basics', 'Foundations')])
    expect(await ana.ack(second.operationId)).toMatchObject({ status: 'stored', revision: 1 })
    expect(ana.states.at(-1)?.acks[first.operationId]).toMatchObject({ status: 'stored', revision: 1 })
  })
})
