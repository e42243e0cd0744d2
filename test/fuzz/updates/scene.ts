/** A course open on the real room, gate, committer and memory store, with two authors, and what must hold of it. */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { defineRoots, readCourse } from '../../../course/document.ts'
import { ackSchema } from '../../../course/wire/ack.ts'
import { courseVersionSchema } from '../../../course/wire/http.ts'
import { courseDetailsOf } from '../../../persistence/course-details.ts'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { Metrics } from '../../../sync-server/metrics.ts'
import type { ReceiveOutcome } from '../../../sync-server/received.ts'
import type { Room } from '../../../sync-server/room.ts'
import { Rooms } from '../../../sync-server/rooms.ts'
import { seededRandom } from '../../crash/random.ts'
import { FakeClock } from '../../sync-server/fixtures/fake-clock.ts'
import { Author, FuzzPeer, type ToldFate } from './author.ts'

export type Name = 'ana' | 'bo' | 'eve' | 'stock'

/** An update as it was sent to the room: a list of them is a scene that can be played again. */
export interface Sent {
  readonly from: Name
  readonly update: Uint8Array
}

const courseId = 'course-1'
const metrics = new Metrics(() => ({ rooms: 0, sockets: 0 }))

export class FuzzScene {
  readonly store = new MemoryCourseStore()
  readonly ana = new Author('ana', 101)
  readonly bo = new Author('bo', 202)
  readonly eve = new FuzzPeer('eve')
  /** A client that names no device. */
  readonly stock = new FuzzPeer(undefined)
  readonly sent: Sent[] = []
  readonly violations: string[] = []
  readonly #clock = new FakeClock()
  readonly #told = new Map<string, string>()
  readonly #rooms: Rooms
  #room: Room | undefined

  constructor() {
    this.#rooms = new Rooms({
      store: this.store,
      seams: { clock: this.#clock, randomBytes: seededRandom(1).bytes },
      metrics,
      serverClientId: 1,
      log: {
        roomFailed: (_, error) => this.#violated(`the room failed: ${String(error.cause ?? error)}`),
        compactionFailed: (_, error) => this.#violated(`no snapshot: ${String(error)}`),
      },
      idleMs: 1000,
      uploads: { stateText: () => '{}', referenced: () => undefined },
    })
  }

  get peers(): readonly FuzzPeer[] {
    return [this.ana, this.bo, this.eve, this.stock]
  }

  async open(): Promise<void> {
    const { room } = await this.#rooms.open(courseId)
    this.#room = room
    for (const peer of this.peers) await room.enter(peer)
  }

  /** As after a restart: what is in memory is forgotten. */
  async reopen(): Promise<void> {
    await this.#room?.settled()
    this.#rooms.closeCourse(courseId, 1012, 'restarting')
    for (const peer of this.peers) peer.closedWith = undefined
    await this.open()
  }

  async receive(from: Name, update: Uint8Array): Promise<ReceiveOutcome> {
    this.sent.push({ from, update })
    if (!this.#room) throw new Error('a scene is opened first')
    const peer = this[from]
    const seen = peer.fates.length
    const outcome = await this.#room.receive(new Uint8Array(update), peer)
    this.#judgeOutcome(outcome, peer.fates.slice(seen))
    this.#clock.advance(300)
    return outcome
  }

  /** An honest save of an author, which must be stored whatever happened before. */
  async save(from: 'ana' | 'bo', update: Uint8Array): Promise<void> {
    const outcome = await this.receive(from, update)
    const isStored = outcome.kind === 'committed' && outcome.acks.every(({ status }) => status !== 'rejected')
    if (!isStored) this.#violated(`the save of ${from} is ${outcome.kind}: ${errorOf(outcome)}`)
  }

  compact(): Promise<void> {
    return this.store.compact(courseId)
  }

  /** D1, D4, C1, C2 of a whole scene: what a process started now would find. */
  async check(): Promise<void> {
    const stored = await this.store.loadUpdates(courseId, 0)
    const document = new Y.Doc()
    defineRoots(document)
    for (const { bytes } of stored) {
      Y.applyUpdate(document, bytes)
      if (holdsDeepValue(bytes)) this.#violated('a reader with a small stack cannot load the document')
    }
    if (document.store.pendingStructs || document.store.pendingDs) this.#violated('the stored document waits')
    for (const { doc, device } of [this.ana, this.bo]) {
      if (!isSameDocument(doc, document)) this.#violated(`the document of ${device} is not the stored one`)
    }
    await this.#checkRows(document)
    await this.#checkLedger()
    if (Object.keys(Object.prototype).length > 0) this.#violated('every object has a new property')
  }

  async #checkRows(document: Y.Doc): Promise<void> {
    const rows = await this.store.readCourse(courseId)
    if (!rows) return
    const { id, epoch, revision, updatedAt } = rows
    const course = readCourse(document)
    const told = JSON.parse(JSON.stringify(courseDetailsOf({ id, epoch, revision, updatedAt }, course)))
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(rows)), told)) this.#violated('the rows are not the document')
    const version = await this.store.readVersion(courseId, revision)
    const text = new TextDecoder().decode(version)
    if (!courseVersionSchema.safeParse(JSON.parse(text)).success) this.#violated('the document is not in the schema')
  }

  async #checkLedger(): Promise<void> {
    const found = await this.store.findOperations(courseId, [...this.#told.keys()])
    const ledger = new Map(found.map(({ operationId, status }) => [operationId, status]))
    for (const [operationId, status] of this.#told) {
      if (ledger.get(operationId) !== status) this.#violated(`${operationId} was told as ${status}`)
    }
  }

  #judgeOutcome(outcome: ReceiveOutcome, told: readonly ToldFate[]): void {
    if (outcome.kind === 'unavailable') this.#violated(`unavailable: ${String(outcome.error.cause ?? outcome.error)}`)
    const acks = 'acks' in outcome ? outcome.acks : []
    for (const ack of acks) {
      const { success } = ackSchema.safeParse(JSON.parse(JSON.stringify(ack)))
      if (!success) this.#violated(`an ack that no client reads: ${JSON.stringify(ack)}`)
    }
    const isTaken = outcome.kind === 'committed' || outcome.kind === 'known'
    for (const { operationId, status } of [...told, ...acks]) {
      const before = this.#told.get(operationId)
      const isNew = before === undefined && status !== 'rejected'
      if (isNew && !isTaken) this.#violated(`${outcome.kind}, and acknowledged ${operationId}`)
      if (before !== undefined && before !== status) this.#violated(`${operationId}: ${before}, then ${status}`)
      this.#told.set(operationId, status)
    }
  }

  #violated(what: string): void {
    this.violations.push(what)
  }
}

export interface Replayed {
  /** Of each update: what the room made of it, or the code it was refused with. */
  readonly outcomes: readonly string[]
  /** The first thing that did not hold. */
  readonly violation: string | undefined
}

/** Plays a list of updates again; then an author goes on. */
export async function replay(sent: readonly Sent[]): Promise<Replayed> {
  const scene = new FuzzScene()
  await scene.open()
  const outcomes: string[] = []
  for (const { from, update } of sent) {
    const outcome = await scene.receive(from, update)
    outcomes.push(nameOf(outcome))
    if ((from === 'ana' || from === 'bo') && outcome.kind === 'committed') scene[from].remember(update)
  }
  await goOn(scene, 'Still here')
  await scene.reopen()
  await goOn(scene, 'Here again')
  return { outcomes, violation: scene.violations[0] }
}

async function goOn(scene: FuzzScene, title: string): Promise<void> {
  await scene.check()
  const { doc } = scene.ana
  const before = Y.encodeStateVector(doc)
  doc.getMap('course').set('title', title)
  await scene.save('ana', Y.encodeStateAsUpdate(doc, before))
  await scene.check()
}

export function nameOf(outcome: ReceiveOutcome): string {
  return outcome.kind === 'refused' ? outcome.error.code : outcome.kind
}

/** Decoding it calls itself for each level: how deep it may be is the reader's fortune. */
function holdsDeepValue(update: Uint8Array): boolean {
  const values = Y.decodeUpdate(update).structs.flatMap(struct => {
    return struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : []
  })
  return values.some(value => depthOf(value) > 50)
}

function depthOf(value: unknown): number {
  let depth = 0
  for (let level: unknown[] = [value]; level.length > 0; depth++) {
    level = level.flatMap(part => (typeof part === 'object' && part !== null ? Object.values(part) : []))
  }
  return depth
}

function isSameDocument(a: Y.Doc, b: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b)) && isDeepStrictEqual(a.toJSON(), b.toJSON())
}

function errorOf(outcome: ReceiveOutcome): string {
  return 'error' in outcome ? `${outcome.error.code} ${outcome.error.message}` : ''
}
