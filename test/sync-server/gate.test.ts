/** The gate, against updates with random damage. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isLecternError } from '../../course/errors.ts'
import { writeOperation } from '../../course/write-operation.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { readUpdate } from '../../sync-server/gate/read-update.ts'
import { LiveCourse } from '../../sync-server/live-course.ts'
import { anyCommand } from '../course/any-command.ts'
import { operationOf } from './fixtures/commands.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { silentPeer } from './fixtures/peers.ts'

/** More by hand: GATE_RUNS=100000 vitest run test/sync-server/gate.test.ts */
const numRuns = Number(process.env['GATE_RUNS'] ?? 300)

const ana = silentPeer('ana')
const eve = silentPeer('eve')
const anyCommands = fc.array(anyCommand, { minLength: 1, maxLength: 8 })

const anyDamage = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('set' as const), at: fc.nat(), byte: fc.nat(255) }),
    fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), byte: fc.constantFrom(1, 2, 4, 8, 16, 32, 64, 128) }),
    fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), byte: fc.nat(255) }),
    fc.record({ kind: fc.constant('remove' as const), at: fc.nat(), byte: fc.nat(8) }),
    fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), byte: fc.nat(16) }),
  ),
  { minLength: 1, maxLength: 4 },
)

type Damage = typeof anyDamage extends fc.Arbitrary<infer Value> ? Value : never

function damaged(update: Uint8Array, damage: Damage): Uint8Array<ArrayBuffer> {
  const bytes = [...update]
  for (const { kind, at, byte } of damage) {
    const index = bytes.length === 0 ? 0 : at % bytes.length
    if (kind === 'set') bytes[index] = byte
    if (kind === 'flip') bytes[index] = (bytes[index] ?? 0) ^ byte
    if (kind === 'insert') bytes.splice(index, 0, byte)
    if (kind === 'remove') bytes.splice(index, byte)
    if (kind === 'repeat') bytes.splice(index, 0, ...bytes.slice(index, index + byte))
  }
  return new Uint8Array(bytes)
}

async function openCourse(store = new MemoryCourseStore()) {
  const seams = { clock: new FakeClock(), randomBytes: (length: number) => new Uint8Array(length).fill(7) }
  const course = new LiveCourse('course-1', store, seams)
  await course.load()
  return { course, store }
}

/** As the room does it. Undefined: refused, incomplete or nothing new. */
async function take({ course, store }: Awaited<ReturnType<typeof openCourse>>, bytes: Uint8Array, peer = eve) {
  try {
    const update = readUpdate(new Uint8Array(bytes))
    if (course.known.hasAllOf(update) || !course.known.isCausallyComplete(update)) return undefined
    course.check(update, peer)
    if (!course.hasDocument) await course.loadDocument()
    const commit = course.accept(update, peer)
    const [result] = await store.commit([commit])
    return { commit, result }
  } catch (error) {
    if (!isLecternError(error)) throw error
    expect(error.code, 'the store holds what the gate let pass').not.toBe('store-corrupt')
    return undefined
  }
}

describe('The gate', () => {
  it('[P4][A2] lets no damaged update crash it, leave anything pending or make a course that cannot be loaded', async () => {
    const property = fc.asyncProperty(anyCommands, anyCommands, anyDamage, async (before, commands, damage) => {
      const open = await openCourse()
      const doc = new Y.Doc()
      const first = writeOperation(doc, { operation: operationOf(before), awaited: new Set() })
      expect((await take(open, first, ana))?.result?.status).toBe('committed')
      doc.clientID++
      const operation = operationOf(commands, { device: 'eve' })
      const taken = await take(open, damaged(writeOperation(doc, { operation, awaited: new Set() }), damage))
      const loaded = new Y.Doc()
      for (const { bytes } of await open.store.loadUpdates('course-1', 0)) Y.applyUpdate(loaded, bytes)
      expect(loaded.store.pendingStructs).toBeNull()
      expect(loaded.store.pendingDs).toBeNull()
      expect(Y.encodeStateVector(loaded).length).toBe(open.course.known.encodeStateVector().length)
      for (const { status, device } of taken?.commit.operations ?? []) {
        expect({ status, device }).toEqual({ status: expect.stringMatching(/stored|committed/), device: 'eve' })
      }
      const { course } = await openCourse(open.store)
      await course.loadDocument()
    })
    await fc.assert(property, { numRuns, interruptAfterTimeLimit: 3_000_000 })
  }, 3_600_000)
})
