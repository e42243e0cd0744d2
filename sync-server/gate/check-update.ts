/** The gate: refuses, before an update is applied, what no honest client sends [proof.md, "The gate"]. */
import * as Y from 'yjs'
import { idSchema } from '../../course/command.ts'
import { roots } from '../../course/document.ts'
import { LecternError } from '../../course/errors.ts'
import { clientOfSlot } from '../../course/operation.ts'
import { checkBeginnings } from './check-origins.ts'
import { isJsonValue } from './json-value.ts'
import type { KnownState } from './known-state.ts'
import type { ReceivedUpdate } from './read-update.ts'

/** A larger step in one update is no author's work: it would block all that the client ever writes. */
const maxClockStep = 1_000_000

export interface GateContext {
  readonly known: KnownState
  /** Who owns a clientID, if anybody has written under it. */
  readonly ownerOf: (clientId: number) => string | undefined
  /** The identity of the session that sent the update. */
  readonly userId: string
}

/** @throws {LecternError} `clock-jump`, `foreign-client`, `out-of-schema` */
export function checkUpdate(update: ReceivedUpdate, { known, ownerOf, userId }: GateContext): void {
  for (const [client, { end }] of update.clocks) {
    const clock = known.clockOf(client)
    if (end <= clock) continue
    if (end - clock > maxClockStep) throw new LecternError('clock-jump', `client ${client}: ${clock} to ${end}`)
    const owner = ownerOf(client)
    if (owner !== undefined && owner !== userId) {
      throw new LecternError('foreign-client', `client ${client} belongs to somebody else`)
    }
  }
  // What is known already too, or overwritten at once: the log keeps the bytes, every reader decodes them, and Yjs makes
  // the roots they name.
  for (const struct of update.structs) if (struct instanceof Y.Item) checkItem(struct)
  checkBeginnings(update)
}

function checkItem(item: Y.Item): void {
  if (item.rightOrigin !== null) throw outOfSchema('an entry of a list')
  const kind = kindOf(item.content)
  if (kind === 'other') throw outOfSchema('content that is no JSON value')
  if (item.origin !== null) {
    if (kind === 'map') throw outOfSchema('an entity in the place of another')
    return
  }
  if (item.parentSub === null) throw outOfSchema('an entry of a list')
  const parent: unknown = item.parent
  if (typeof parent === 'string') checkRootEntry(parent, item.parentSub, kind)
  else if (kind === 'map') throw outOfSchema('a map inside an entity')
}

type ContentKind = 'value' | 'map' | 'deleted' | 'other'

function kindOf(content: Y.Item['content']): ContentKind {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) {
    return content.arr.length === 1 && isJsonValue(content.arr[0]) ? 'value' : 'other'
  }
  if (content instanceof Y.ContentDeleted) return 'deleted'
  if (content instanceof Y.ContentType) return content.type instanceof Y.Map ? 'map' : 'other'
  return 'other'
}

function checkRootEntry(root: string, key: string, kind: ContentKind): void {
  switch (root) {
    case roots.course:
      if (kind === 'map') throw outOfSchema('a map in the course')
      return
    case roots.chapters:
    case roots.videos:
      if (kind === 'value') throw outOfSchema('an entity that is no map')
      if (!idSchema.safeParse(key).success) throw outOfSchema('not an id')
      return
    case roots.operations:
      if (kind === 'map') throw outOfSchema('a record that is no plain value')
      if (clientOfSlot(key) === undefined) throw outOfSchema('not a slot')
      return
    default:
      throw outOfSchema('an unknown root')
  }
}

function outOfSchema(what: string): LecternError {
  return new LecternError('out-of-schema', what)
}
