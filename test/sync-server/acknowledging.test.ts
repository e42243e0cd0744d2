/** When an operation is acknowledged, and when others see it. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeSyncStep1, encodeUpdate } from '../../course/wire/frame.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { errorOf, getHistory, getJson, postSync, syncByHttp } from './fixtures/http.ts'
import { join, TestClient } from './fixtures/test-client.ts'
import { startTestServer, type TestServer } from './fixtures/test-server.ts'

async function revisionOf({ store }: TestServer): Promise<number> {
  return (await store.loadSummary('course-1'))?.revision ?? 0
}

async function ledgerSizeOf(server: TestServer): Promise<number> {
  return (await getHistory(server)).operations.length
}

describe('A save', () => {
  it('[A1] is acknowledged only after the store has committed it', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    server.store.hold()
    const { operationId } = ana.save([addChapter('basics')])
    await server.store.nextCommit()
    await ana.sync()
    expect(ana.acks).toEqual([])
    expect(ana.states.at(-1)).toMatchObject({ server: { epoch: null, revision: 0 }, acks: {} })

    server.store.release()
    expect(await ana.ack(operationId)).toMatchObject({ status: 'stored', revision: 1 })
    expect(ana.states.at(-1)?.server).toMatchObject({ revision: 1, epoch: expect.any(String) })
  })

  it('[A1] is told to the sockets of its own device only', async () => {
    const server = await startTestServer()
    const [ana, secondTab, bo] = await Promise.all([join(server), join(server), join(server, { device: 'bo' })])
    const { operationId } = ana.save([addChapter('basics')])
    await secondTab.ack(operationId)
    await bo.until(({ chapters }) => chapters.has('basics'))
    server.clock.advance(1000)
    const { acks } = await bo.state(({ server: { revision } }) => revision === 1)
    expect(acks).toEqual({})
  })

  it('[A3] is shown to others only after its commit', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server), join(server, { device: 'bo' })])
    server.store.hold()
    ana.save([addChapter('basics')])
    await server.store.nextCommit()
    await bo.sync()
    expect(bo.course.chapters.size).toBe(0)

    server.store.release()
    await bo.until(({ chapters }) => chapters.has('basics'))
  })

  it('[A3] is not in a first sync while it is being committed, and follows it', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    server.store.hold()
    ana.save([renameChapter('basics', 'Foundations')])
    await server.store.nextCommit()

    const bo = await join(server, { device: 'bo' })
    expect(bo.course.chapters.get('basics')?.title).toBe('Chapter basics')
    server.store.release()
    await bo.until(({ chapters }) => chapters.get('basics')?.title === 'Foundations')
  })
})

describe('A commit during somebody’s first sync', () => {
  it('[A3] follows what was read before it, once', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server), join(server, { device: 'bo' })])
    await ana.store([addChapter('basics')])
    await bo.until(({ chapters }) => chapters.has('basics'))
    const newcomer = new TestClient(server, { device: 'cai' })
    await newcomer.opened()
    const release = server.store.holdReads()
    const read = server.store.nextRead()
    newcomer.send(encodeSyncStep1(new Uint8Array([0])))
    await read
    await ana.store([renameChapter('basics', 'Foundations')])
    release()
    await newcomer.until(({ chapters }) => chapters.get('basics')?.title === 'Foundations')
    await newcomer.sync()
    expect(newcomer.frames.all.filter(({ kind }) => kind === 'update')).toHaveLength(2)
  })
})

describe('The same operation again', () => {
  it('[A4] over the same socket, another one and HTTP is answered from the ledger and stores nothing', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const { operationId, update } = ana.save([addChapter('basics')])
    const first = await ana.ack(operationId)

    ana.sendUpdate(update)
    expect(await ana.ack(operationId)).toEqual(first)
    const secondTab = await join(server)
    secondTab.sendUpdate(update)
    expect(await secondTab.ack(operationId)).toEqual(first)
    expect((await syncByHttp(server, { updates: [update] })).acks).toEqual([first])
    await secondTab.leave()
    const reconnected = await join(server)
    reconnected.sendUpdate(update)
    expect(await reconnected.ack(operationId)).toEqual(first)

    expect(await revisionOf(server)).toBe(1)
    expect(server.store.commitCount).toBe(1)
  })

  it('[A4] after its ack was lost five times stands once in the ledger', async () => {
    const server = await startTestServer()
    const doc = new Y.Doc()
    const writer = await join(server, { doc })
    const { operationId, update } = writer.write([addChapter('basics')])
    for (let attempt = 0; attempt < 5; attempt++) {
      const ana = new TestClient(server, { doc })
      await ana.opened()
      const committed = attempt === 0 ? server.store.nextCommit() : undefined
      ana.sendUpdate(update)
      await committed
      await ana.cut()
    }
    const ana = await join(server, { doc })
    ana.sendUpdate(update)
    expect(await ana.ack(operationId)).toMatchObject({ status: 'stored', revision: 1 })
    expect(await ledgerSizeOf(server)).toBe(1)
    expect(await revisionOf(server)).toBe(1)
  })

  it('[A4][S5] in other bytes, as written anew on another document, is answered from the ledger, and its writer begins again', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const { operation, operationId } = ana.save([addChapter('basics'), renameChapter('basics', 'Foundations')])
    const first = await ana.ack(operationId)

    const restarted = await join(server, { answers: false })
    restarted.save(operation.commands, operation)
    expect(await restarted.ack(operationId)).toEqual(first)
    expect(await restarted.closed).toEqual({ code: 4422, reason: 'split' })
    expect(await revisionOf(server)).toBe(1)
  })

  it('[A4][S5] in other bytes, sent while the first are on their way to the disk, is asked for again where another tab shows them', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    server.store.hold()
    const { operation, operationId } = ana.save([addChapter('basics')])
    await server.store.nextCommit()
    const restarted = await join(server, { answers: false })
    restarted.save(operation.commands, operation)
    await restarted.sync()
    const otherTab = await join(server, { doc: restarted.doc })
    await restarted.cut()

    server.store.release()
    expect(await otherTab.ack(operationId)).toMatchObject({ status: 'stored', revision: 1 })
    expect(await otherTab.closed).toEqual({ code: 4422, reason: 'split' })
  })

  it('[A4] with other commands is refused, and the first stands', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const { operation, operationId } = ana.save([addChapter('basics')])
    await ana.ack(operationId)
    const forger = await join(server)
    forger.save([addChapter('other')], { operationId })
    expect(await forger.closed).toEqual({ code: 4422, reason: 'operation-reused' })
    expect(await getJson(server, `/api/courses/course-1/operations/${operationId}`)).toMatchObject({ revision: 1 })
    expect(operation.commands).toEqual([addChapter('basics')])
    const bo = await join(server, { device: 'bo' })
    expect([...bo.course.chapters.keys()]).toEqual(['basics'])
  })

  it('[A4] with other commands over HTTP is refused too', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const { operationId } = await ana.store([addChapter('basics')])
    const { update } = ana.write([addChapter('other')], { operationId })
    expect(await errorOf(await postSync(server, { updates: [update] }))).toEqual({
      status: 422,
      code: 'operation-reused',
    })
  })

  it('[A4] in other bytes together with a new one does not swallow the new one', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const first = ana.save([addChapter('basics')])
    await ana.ack(first.operationId)

    const restarted = await join(server, { answers: false })
    restarted.write(first.operation.commands, first.operation)
    restarted.write([addChapter('advanced')])
    restarted.sendAll()
    expect(await restarted.closed).toEqual({ code: 4422, reason: 'split' })
  })

  it('[A4] twice in one update is refused, and others notice nothing', async () => {
    const server = await startTestServer()
    const bo = await join(server, { device: 'bo' })
    const ana = await join(server)
    const { operation } = ana.write([addChapter('basics')])
    ana.doc.getMap('operations').set(`${ana.doc.clientID}.1`, operation)
    ana.sendAll()
    expect(await ana.closed).toMatchObject({ code: 4422 })
    await bo.store([addChapter('advanced')])
    expect(server.log.failures).toEqual([])
  })

  it('[A1] whose author has left meanwhile is found in the ledger', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    server.store.hold()
    const { operationId, update } = ana.write([addChapter('basics')])
    ana.send(encodeUpdate(update))
    await server.store.nextCommit()
    await ana.cut()
    server.store.release()
    const again = await join(server, { doc: ana.doc })
    expect(again.states.at(-1)?.acks[operationId]).toMatchObject({ status: 'stored', revision: 1 })
  })
})
