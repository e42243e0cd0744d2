/**
 * Yjs orders what stands under one key by walking over all that was written there without knowing of each other. An
 * honest client begins a key once and then goes on from what it finds; one that begins it again and again would make
 * everybody who loads the document walk for seconds.
 */
import * as Y from 'yjs'
import { LecternError } from '../../course/errors.ts'
import type { ReceivedUpdate } from './read-update.ts'

/** Before it is applied. @throws {LecternError} `out-of-schema`: one client begins a key twice in it */
export function checkBeginnings({ structs }: ReceivedUpdate): void {
  const begun = new Set<string>()
  for (const struct of structs) {
    if (!isBeginning(struct)) continue
    const parent: unknown = struct.parent
    const place = parent instanceof Y.ID ? `${parent.client} ${parent.clock}` : `${parent}`
    const beginning = `${struct.id.client} ${place} ${struct.parentSub}`
    if (begun.has(beginning)) throw begunTwice()
    begun.add(beginning)
  }
}

/** After it was applied. @throws {LecternError} `out-of-schema`: a client begins what it began in an earlier update */
export function checkBegunBefore({ structs, clocks }: ReceivedUpdate, store: Y.Doc['store']): void {
  for (const struct of structs) {
    // Who brings its first clock brings its earlier beginnings too.
    if (!isBeginning(struct) || clocks.get(struct.id.client)?.start === 0) continue
    const item: unknown = Y.getItem(store, struct.id)
    if (!(item instanceof Y.Item)) continue
    for (let other = item.left; other; other = other.left) if (areOfOne(item, other)) throw begunTwice()
    for (let other = item.right; other; other = other.right) if (areOfOne(item, other)) throw begunTwice()
  }
}

function isBeginning(struct: ReceivedUpdate['structs'][number]): struct is Y.Item {
  return struct instanceof Y.Item && struct.origin === null && struct.parentSub !== null
}

function areOfOne(item: Y.Item, other: Y.Item): boolean {
  return other.origin === null && other.id.client === item.id.client
}

function begunTwice(): LecternError {
  return new LecternError('out-of-schema', 'a key begun twice by one client')
}
