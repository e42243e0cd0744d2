/** Updates bent by someone who knows Yjs: structs, ids, parents, contents and deletions that no honest client writes. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Chance } from '../chance.ts'
import { telltaleNumber } from '../mutate-bytes.ts'
import { bentContent, bentKey } from './bend-content.ts'

export type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

interface Run {
  readonly client: number
  readonly structs: Struct[]
}

interface Deletion {
  client: number
  clock: number
  length: number
}

interface Parts {
  runs: Run[]
  readonly deletes: Deletion[]
}

/** What is known of the course that the update is for. */
export interface Surroundings {
  /** clientIDs and their clocks. */
  readonly clocks: readonly (readonly [client: number, clock: number])[]
  readonly ids: readonly string[]
}

type Bend = (parts: Parts, chance: Chance, around: Surroundings) => void

/** @throws what cannot be decoded, or not be written again */
export function bendUpdate(update: Uint8Array, chance: Chance, around: Surroundings): Uint8Array<ArrayBuffer> {
  const parts = partsOf(update)
  for (let count = 1 + chance.below(3); count > 0; count--) chance.pick(bends)(parts, chance, around)
  return encodeParts(parts)
}

function partsOf(update: Uint8Array): Parts {
  const { structs, ds } = Y.decodeUpdate(update)
  const runs: Run[] = []
  for (const struct of structs) {
    const last = runs.at(-1)
    if (last?.client === struct.id.client) last.structs.push(struct)
    else runs.push({ client: struct.id.client, structs: [struct] })
  }
  const deletes = [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, length: len })),
  )
  return { runs, deletes }
}

function encodeParts({ runs, deletes }: Parts): Uint8Array<ArrayBuffer> {
  const encoder = new Y.UpdateEncoderV1()
  const { restEncoder } = encoder
  encoding.writeVarUint(restEncoder, runs.length)
  for (const { structs } of runs) {
    encoding.writeVarUint(restEncoder, structs.length)
    const id = structs[0]?.id ?? Y.createID(0, 0)
    for (const number of [id.client, id.clock]) encoding.writeVarUint(restEncoder, number)
    for (const struct of structs) struct.write(encoder, 0)
  }
  encoding.writeVarUint(restEncoder, deletes.length)
  for (const { client, clock, length } of deletes) {
    for (const number of [client, 1, clock, length]) encoding.writeVarUint(restEncoder, number)
  }
  return encoder.toUint8Array() as Uint8Array<ArrayBuffer>
}

const bends: readonly [Bend, ...Bend[]] = [
  // Another's clientID, a new one, one that is none.
  ({ runs }, chance, around) => renumber(runs, chance, id => Y.createID(anyClient(chance, around), id.clock)),
  ({ runs }, chance) => renumber(runs, chance, id => Y.createID(id.client, id.clock + chance.pick([-1, 1, 2, 1000]))),
  ({ runs }, chance) => renumber(runs, chance, id => Y.createID(id.client, telltaleNumber(chance))),
  withStruct((structs, at) => structs.splice(at, 1)),
  withStruct((structs, at) => structs.push(...structs.slice(at))),
  withStruct(structs => structs.reverse()),
  withStruct((structs, at, chance) => {
    structs.splice(at, 1, new Y.GC(idAt(structs, at), 1 + chance.pick([0, 1, 999, 2 ** 20, 2 ** 40])))
  }),
  withStruct((structs, at, chance) => {
    structs.splice(at, chance.below(2), new Y.Skip(idAt(structs, at), chance.pick([0, 1, 1000, 2 ** 31])))
  }),
  withItem((item, chance, around) => {
    item.origin = chance.pick([null, anyId(chance, around), anyId(chance, around)])
    if (item.origin === null) settle(item, chance, around)
  }),
  withItem((item, chance, around) => {
    item.rightOrigin = chance.pick([null, anyId(chance, around)])
    if (item.rightOrigin === null) settle(item, chance, around)
  }),
  withItem((item, chance, around) => {
    item.origin = null
    item.rightOrigin = null
    settle(item, chance, around)
  }),
  withItem((item, chance, around) => {
    item.parentSub = bentKey(chance, around.ids)
  }),
  ...Array.from({ length: 4 }, () =>
    withItem((item, chance) => {
      item.content = bentContent(chance, item.content)
    }),
  ),
  startEarlier,
  ({ deletes }, chance, around) => deletes.push(anyDeletion(chance, around)),
  ({ deletes }, chance, around) => deletes.push(anyDeletion(chance, around), anyDeletion(chance, around)),
  ({ deletes }, chance) => {
    const some = chance.pickAny(deletes)
    if (some) some.length = telltaleNumber(chance)
  },
  ({ deletes }) => deletes.push(...deletes.map(deletion => ({ ...deletion }))),
  parts => parts.runs.reverse(),
  parts => parts.runs.push(...parts.runs),
  (parts, chance) => {
    parts.runs = parts.runs.filter(() => chance.oneIn(2))
  },
]

function renumber(runs: readonly Run[], chance: Chance, idOf: (id: Y.ID) => Y.ID): void {
  for (const struct of chance.pickAny(runs)?.structs ?? []) struct.id = idOf(struct.id)
}

/** One item over what its client has written already and over what it has not. */
function startEarlier({ runs }: Parts, chance: Chance, around: Surroundings): void {
  const first = chance.pickAny(runs)?.structs[0]
  if (!(first instanceof Y.Item) || first.id.clock === 0) return
  const before = 1 + chance.below(Math.min(first.id.clock, 3))
  first.id = Y.createID(first.id.client, first.id.clock - before)
  first.content = new Y.ContentDeleted(before + first.length)
  if (chance.oneIn(2)) return
  first.origin = null
  first.rightOrigin = null
  settle(first, chance, around)
}

function withStruct(change: (structs: Struct[], at: number, chance: Chance) => unknown): Bend {
  return ({ runs }, chance) => {
    const structs = chance.pickAny(runs)?.structs
    if (structs && structs.length > 0) change(structs, chance.below(structs.length), chance)
  }
}

function withItem(change: (item: Y.Item, chance: Chance, around: Surroundings) => void): Bend {
  return ({ runs }, chance, around) => {
    const items = runs.flatMap(({ structs }) => structs.filter(struct => struct instanceof Y.Item))
    const item = chance.pickAny(items)
    if (item) change(item, chance, around)
  }
}

/** A parent, where no neighbour says it. Before it is applied, Yjs has a root's name or an id there. */
function settle(item: Y.Item, chance: Chance, around: Surroundings): void {
  const root = chance.pick(['course', 'chapters', 'videos', 'operations', 'other', '__proto__', ''])
  const parent: unknown = chance.oneIn(2) ? root : anyId(chance, around)
  item.parent = parent as Y.ID
  if (chance.oneIn(4)) item.parentSub = null
  else item.parentSub ??= bentKey(chance, around.ids)
}

function idAt(structs: readonly Struct[], at: number): Y.ID {
  return structs[at]?.id ?? Y.createID(0, 0)
}

function anyClient(chance: Chance, { clocks }: Surroundings): number {
  const [known] = chance.pickAny(clocks) ?? [1]
  return chance.pick([known, known, chance.below(2 ** 32), telltaleNumber(chance)])
}

function anyId(chance: Chance, around: Surroundings): Y.ID {
  const [client, clock] = chance.pickAny(around.clocks) ?? [1, 1]
  if (chance.oneIn(6)) return Y.createID(anyClient(chance, around), telltaleNumber(chance))
  return Y.createID(client, chance.below(clock + 1))
}

function anyDeletion(chance: Chance, around: Surroundings): Deletion {
  const { client, clock } = anyId(chance, around)
  return { client, clock, length: chance.pick([0, 1, 1, 1, 2, 10, telltaleNumber(chance)]) }
}
