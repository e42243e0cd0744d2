/** Somebody who means harm: bent updates, bytes that are none, other people's acks, deletions of what nobody has written. */
import { encodeAwareness, encodeSyncStep1, encodeUpdate } from '../../course/wire/frame.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import type { NetworkServer } from '../app/session/fixtures/fake-network.ts'
import type { Random } from '../crash/random.ts'
import { craftUpdate } from '../sync-server/fixtures/crafted-update.ts'
import type { SimClock } from './sim-clock.ts'

interface Target {
  readonly clock: SimClock
  readonly random: Random
  readonly durable: CourseStore
  readonly courseId: string
}

type Weapon = (stored: readonly Uint8Array[], random: Random) => Uint8Array

const empty = new Uint8Array([0, 0])

/** One of the course's own updates with a few bytes changed. */
const bent: Weapon = (stored, random) => {
  const update = (stored[random.below(stored.length)] ?? empty).slice()
  for (let count = 1 + random.below(4); count > 0; count--) update[random.below(update.length)] = random.below(256)
  return encodeUpdate(update)
}

const noise: Weapon = (_stored, random) => random.bytes(1 + random.below(60))

/** As if the server had said so. */
const forgedAck: Weapon = (_stored, random) => {
  const acks = { x: { operationId: 'x', status: 'stored', revision: 1 } }
  const state = JSON.stringify({ server: { version: 1, epoch: 'forged', revision: 10_000 }, acks, uploads: {} })
  return encodeAwareness([{ clientId: random.below(2 ** 31), clock: 1_000_000, state }])
}

const future: Weapon = (_stored, random) =>
  encodeUpdate(craftUpdate([], [{ clientId: random.below(2 ** 31), clock: random.below(1000), length: 100_000 }]))

const weapons: readonly Weapon[] = [bent, bent, bent, noise, forgedAck, future]

export async function attack(server: NetworkServer, { clock, random, durable, courseId }: Target): Promise<void> {
  const url = new URL(`ws://lectern.test/sync/${courseId}?device=stranger-${random.below(3)}&v=1`)
  const end = await server.connect(url, { deliver: () => undefined, shut: () => undefined })
  if (!end) return
  const stored = (await durable.loadUpdates(courseId, 0)).map(({ bytes }) => bytes)
  end.receive(encodeSyncStep1(new Uint8Array([0])).slice())
  for (let count = 1 + random.below(5); count > 0; count--) {
    const weapon = weapons[random.below(weapons.length)] ?? noise
    end.receive(weapon(stored, random).slice())
    await clock.sleep(random.below(50))
  }
  end.ended(1006)
}
