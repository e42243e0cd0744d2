/** Operations that are refused, and what becomes of everything else. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { LecternError } from '../../course/errors.ts'
import { closeCodes } from '../../course/wire/close-code.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { collected, craftUpdate, item } from './fixtures/crafted-update.ts'
import { basics, stranger } from './fixtures/hostile-updates.ts'
import { openScene, settledAcks } from './fixtures/scene.ts'
import { join, type Save, TestClient } from './fixtures/test-client.ts'

describe('An operation written offline under a clientID that somebody else has used up meanwhile', () => {
  it.each([1, 3, 1000])('[P4][A1] is not left without an answer (%i clocks taken)', async taken => {
    const { server, eve, bo } = await openScene()
    const offline = await join(server)
    await offline.leave()
    const { operation, operationId } = offline.write([renameChapter('basics', 'Foundations')])
    eve.sendUpdate(craftUpdate([{ clientId: offline.doc.clientID, clock: 0, structs: [collected(taken)] }]))
    await eve.sync()
    const ana = new TestClient(server, { doc: offline.doc })
    await ana.opened()
    ana.sendAll()
    expect(await ana.closed).toMatchObject({ code: 4422 })
    expect(settledAcks(ana)).toEqual([])
    const fate = await fetch(`${server.url}/api/courses/course-1/operations/${operationId}`)
    if (fate.status === 200) return expect(await fate.json()).toMatchObject({ status: 'rejected' })
    const again = await join(server)
    again.save(operation.commands, operation)
    expect(await again.ack(operationId)).toMatchObject({ status: 'stored' })
    await bo.until(({ chapters }) => chapters.get('basics')?.title === 'Foundations')
  })
})

/** An operation that does what its record does not say, and the document may not have. */
function writeForbidden(client: TestClient): Save {
  const before = Y.encodeStateVector(client.doc)
  const save = client.write([renameChapter('basics', 'Foundations')])
  basics(client.doc)?.set('colour', 'red')
  return { ...save, update: Y.encodeStateAsUpdate(client.doc, before) }
}

describe('An operation whose update is out of schema', () => {
  it('[P4] is rejected in the ledger and its author is told', async () => {
    const { server, eve, bo } = await openScene()
    const { operationId, update } = writeForbidden(eve)
    eve.sendUpdate(update)
    const ack = await eve.ack(operationId)
    expect(ack).toMatchObject({ status: 'rejected', revision: 1, error: { code: 'out-of-schema' }, events: [] })
    expect(await eve.closed).toEqual({ code: 4422, reason: 'out-of-schema' })
    const again = await join(server, { device: 'eve' })
    expect(again.states.at(-1)?.acks[operationId]).toMatchObject({ status: 'rejected' })
    await bo.sync()
    expect(bo.course.chapters.get('basics')?.title).toBe('Chapter basics')
  })

  it('[P4] is rejected too where its commands of a few bytes would be told one of many, again and again', async () => {
    const { server, eve, bo } = await openScene()
    const edit = (description: string): Command => ({ type: 'edit-course', description, was: {} })
    const commands = Array.from({ length: 200 }, (_, n) => edit(`${n}`))
    const { operationId } = eve.save([...commands, edit('x'.repeat(100_000))])
    await eve.state(({ acks }) => operationId in acks)
    const [entry] = await server.store.findOperations('course-1', [operationId])
    expect(entry).toMatchObject({ status: 'rejected', error: { code: 'too-large' }, events: [] })
    expect((await server.store.loadSummary('course-1'))?.revision).toBe(1)

    const whole = bo.save([edit('x'.repeat(100_000))])
    await bo.state(({ acks }) => acks[whole.operationId]?.status === 'stored')
  })

  it('[P4] takes nothing down with it: with others in the same update, all have to come one by one', async () => {
    const { server, eve } = await openScene()
    await eve.leave()
    const good = eve.write([addChapter('advanced')])
    const bad = writeForbidden(eve)
    const again = await join(server, { device: 'eve', doc: eve.doc })
    expect(await again.closed).toEqual({ code: 4422, reason: 'split' })
    const ledger = await Promise.all(
      [good, bad].map(({ operationId }) => fetch(`${server.url}/api/courses/course-1/operations/${operationId}`)),
    )
    expect(ledger.map(({ status }) => status)).toEqual([404, 404])

    const oneByOne = await join(server, { device: 'eve' })
    oneByOne.save(good.operation.commands, good.operation)
    expect(await oneByOne.ack(good.operationId)).toMatchObject({ status: 'stored' })
    const before = Y.encodeStateVector(oneByOne.doc)
    oneByOne.write(bad.operation.commands, bad.operation)
    basics(oneByOne.doc)?.set('colour', 'red')
    oneByOne.sendUpdate(Y.encodeStateAsUpdate(oneByOne.doc, before))
    expect(await oneByOne.ack(bad.operationId)).toMatchObject({ status: 'rejected' })
  })

  it('[P4] is not paid for by another one, if its own record cannot be read', async () => {
    const { server, eve } = await openScene()
    await eve.leave()
    const good = eve.write([addChapter('advanced')])
    eve.write([renameChapter('basics', 'x'.repeat(2000))])
    const again = await join(server, { device: 'eve', doc: eve.doc })
    expect(await again.closed).toEqual({ code: 4422, reason: 'split' })
    const fate = await fetch(`${server.url}/api/courses/course-1/operations/${good.operationId}`)
    expect(fate.status).toBe(404)
  })

  it('[P4] does not stop what another author wrote offline meanwhile', async () => {
    const { eve, bo } = await openScene()
    const offline = bo.write([renameChapter('basics', 'Foundations')])
    eve.sendUpdate(writeForbidden(eve).update)
    await eve.closed
    bo.sendUpdate(offline.update)
    expect(await bo.ack(offline.operationId)).toMatchObject({ status: 'stored', results: [{ outcome: 'applied' }] })
  })

  it('[P4][A1] leaves what is being committed as it is', async () => {
    const { server, eve, bo } = await openScene()
    server.store.hold()
    const { operationId } = bo.save([renameChapter('basics', 'Foundations')])
    await server.store.nextCommit()
    eve.sendUpdate(
      craftUpdate([{ clientId: stranger, clock: 0, structs: [item({ root: 'course', key: 'x', values: [1] })] }]),
    )
    await eve.sync()
    const second = bo.save([addChapter('advanced')])
    server.store.release()
    expect(await eve.closed).toMatchObject({ code: 4422 })
    expect(await bo.ack(operationId)).toMatchObject({ status: 'stored', revision: 2 })
    expect(await bo.ack(second.operationId)).toMatchObject({ status: 'stored', revision: 3 })
    const newcomer = await join(server, { device: 'cai' })
    expect(newcomer.doc.toJSON()).toEqual(bo.doc.toJSON())
  })

  it('[P4] is told after the fate of what its sender sent before, also where the ledger has no entry of it', async () => {
    const { server, eve } = await openScene()
    server.store.hold()
    const { operationId } = eve.save([addChapter('advanced')])
    await server.store.nextCommit()
    eve.sendUpdate(eve.write([renameChapter('basics', 'x'.repeat(2000))]).update)
    await eve.sync()
    server.store.release()
    expect(await eve.ack(operationId)).toMatchObject({ status: 'stored' })
    expect(await eve.closed).toEqual({ code: 4422, reason: 'out-of-schema' })
  })

  it('[P4][P3] whose turn comes when what was before it has failed, is not judged', async () => {
    const { server, eve } = await openScene()
    server.store.hold()
    eve.save([addChapter('advanced')])
    await server.store.nextCommit()
    eve.sendUpdate(eve.write([renameChapter('basics', 'x'.repeat(2000))]).update)
    await eve.sync()
    server.store.failCommits(new LecternError('store-unavailable', 'no disk'))
    server.store.release()
    expect(await eve.closed).toMatchObject({ code: closeCodes.storeUnavailable })
  })
})
