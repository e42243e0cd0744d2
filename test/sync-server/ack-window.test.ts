/** What a device is told again, and how large it may be. */
import { describe, expect, it } from 'vitest'
import { ackSchema, ackWindowSize } from '../../course/wire/ack.ts'
import { encodeAwareness } from '../../course/wire/frame.ts'
import type { StoredOperation } from '../../persistence/ledger.ts'
import { fatesOf, maxAckBytes } from '../../sync-server/ack.ts'
import { AckWindow } from '../../sync-server/ack-window.ts'
import { addChapter, operationIdOf, renameChapter } from './fixtures/commands.ts'
import { getJson } from './fixtures/http.ts'
import { entriesOf, join } from './fixtures/test-client.ts'
import { startTestServer } from './fixtures/test-server.ts'

const maxFrameBytes = 64 * 1024

describe('A device that connects', () => {
  it('[A6] is told the fates of its last 32 operations, in short, and of nobody else’s', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server), join(server, { device: 'bo' })])
    await ana.store([addChapter('basics')])
    const saved = []
    for (let index = 0; index < 40; index++)
      saved.push((await ana.store([renameChapter('basics', `${index}`)])).operationId)
    await bo.store([addChapter('advanced')])

    const again = await join(server)
    expect(Object.keys(again.fates)).toEqual(saved.slice(-ackWindowSize))
    expect(again.fates[saved.at(-1) ?? '']).toMatchObject({ status: 'stored', revision: 41 })
  })

  it('[A6] after all have left is told them from the ledger', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const ids = []
    for (const id of ['a', 'b', 'c']) ids.push((await ana.store([addChapter(id)])).operationId)
    const gone = server.log.nextDisconnected()
    await ana.leave()
    await gone
    const again = await join(server)
    expect(Object.values(again.fates)).toEqual(
      ids.map((operationId, index) => ({ operationId, status: 'stored', revision: index + 1 })),
    )
  })
})

describe('An ack', () => {
  it('[A6] of 1,000 commands does not fit a frame: the rest is to be had by HTTP', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const commands = Array.from({ length: 1000 }, (_, index) => addChapter(`c${index}`))
    const { operationId } = ana.save(commands)
    const { acks } = await ana.state(state => operationId in state.acks)
    expect(acks[operationId]).toMatchObject({ status: 'stored', revision: 1, more: true })
    const whole = ackSchema.parse(await getJson(server, `/api/courses/course-1/operations/${operationId}`))
    expect(whole.events).toHaveLength(1001)
    expect(whole.results).toHaveLength(1000)
    for (const frame of ana.frames.all) expect(encodeAwareness(entriesOf(frame)).length).toBeLessThan(maxFrameBytes)
  })

  it('[A6] with long titles stays below 64 KiB with 31 others beside it', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    for (let index = 0; index < 31; index++) await ana.store([addChapter(`c${index}`)])
    await ana.store([addChapter('basics')])
    const renames = Array.from({ length: 20 }, () => renameChapter('basics', '起'.repeat(1000), 'Chapter basics'))
    const { operationId } = ana.save([...renames, ...renames])
    await ana.state(state => operationId in state.acks)
    for (const frame of ana.frames.all) expect(encodeAwareness(entriesOf(frame)).length).toBeLessThan(maxFrameBytes)
  })

  it('[A6] with notes about long texts stays below 64 KiB', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server), join(server, { device: 'bo' })])
    const description = 'x'.repeat(100_000)
    ana.save([{ type: 'edit-course', description, was: { description: null } }])
    await bo.until(({ info }) => info.description !== undefined)
    const anas = ana.save([{ type: 'edit-course', description: `${description.slice(1)}y`, was: { description } }])
    await ana.state(state => anas.operationId in state.acks)
    const { operationId } = bo.save([{ type: 'edit-course', description: 'short', was: { description } }])
    const { acks } = await bo.state(state => operationId in state.acks)
    expect(acks[operationId]).toMatchObject({ status: 'stored', more: true })
    for (const frame of bo.frames.all) expect(encodeAwareness(entriesOf(frame)).length).toBeLessThan(maxFrameBytes)
  })
})

function stored(number: number): StoredOperation {
  return {
    operationId: operationIdOf(number),
    device: 'ana',
    userId: 'device:ana',
    by: { id: 'ana', name: 'Ana' },
    savedAt: number,
    commands: [addChapter(`c${number}`)],
    status: 'stored',
    events: [],
    notes: [],
    results: [{ command: 'add-chapter', outcome: 'applied' }],
    revision: number,
    storedAt: number,
  }
}

const textOf = (window: AckWindow) => Buffer.concat(window.json).toString()

const numbersOf = (window: AckWindow) =>
  Object.values(JSON.parse(textOf(window))).map(ack => (ack as StoredOperation).revision)

describe('The window of acks', () => {
  it('[A6] has the newest in full and 32 at most', () => {
    const window = new AckWindow()
    for (let number = 1; number <= 40; number++) window.add(fatesOf([stored(number)]))
    const acks = Object.values(JSON.parse(textOf(window)))
    expect(acks).toHaveLength(ackWindowSize)
    expect(acks.filter(ack => 'results' in (ack as object))).toEqual([expect.objectContaining({ revision: 40 })])
  })

  it('[A6] has all fates of one commit in full, as far as a frame holds them', () => {
    const window = new AckWindow()
    window.add(fatesOf([stored(1)]))
    window.add(fatesOf([stored(2), stored(3)]))
    const acks: object[] = Object.values(JSON.parse(textOf(window)))
    expect(acks.map(ack => 'results' in ack)).toEqual([false, true, true])

    const long = { ...stored(5), notes: [{ code: 'refused' as const, reason: 'x'.repeat(maxAckBytes - 100) }] }
    window.add(fatesOf([stored(4), long, stored(6)]))
    const full = Object.values<object>(JSON.parse(textOf(window))).map(ack => 'results' in ack)
    expect(full).toEqual([false, false, false, false, false, true])
    expect(textOf(window).length).toBeLessThan(maxAckBytes + 2000)
  })

  it('[A6] goes on without changing what it gave: a state may wait until a first sync is over', () => {
    const window = new AckWindow()
    for (let number = 1; number <= 200; number++) window.add(fatesOf([stored(number)]))
    const given = window.json
    const text = Buffer.concat(given).toString()
    for (let number = 201; number <= 400; number++) {
      window.add(fatesOf([stored(number)]))
      expect(Buffer.concat(given).toString()).toBe(text)
    }
  })

  it('[A6] puts what the ledger remembers before what has come since', () => {
    const window = new AckWindow()
    window.add(fatesOf([stored(3)]))
    window.addOlder([stored(1), stored(2), stored(3)])
    expect(numbersOf(window)).toEqual([1, 2, 3])
    expect(JSON.parse(textOf(window))[operationIdOf(3)]).toHaveProperty('results')
  })

  it('[A4] moves what is told again to the end, in full', () => {
    const window = new AckWindow()
    for (const number of [1, 2, 1]) window.add(fatesOf([stored(number)]))
    expect(numbersOf(window)).toEqual([2, 1])
    expect(JSON.parse(textOf(window))[operationIdOf(1)]).toHaveProperty('results')
  })
})
