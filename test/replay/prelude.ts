/** How a session gets to where a recording begins that does not begin with its session. */
import { fromBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import type { Recording, RecordingEvent } from '../../course/recording.ts'
import { encodeSyncStep1, encodeSyncStep2 } from '../../course/wire/frame.ts'

export interface Prelude {
  /** Under which the session wrote. Any, where it saved nothing. */
  readonly clientId: number
  /** The socket that was open, or opening, when the recording begins. */
  readonly socket: number | undefined
  readonly isOpen: boolean
  readonly isAutosaving: boolean
}

export function preludeOf({ events }: Recording): Prelude {
  const first = events.find(event => 'socket' in event)
  const isUnderWay = first !== undefined && first.kind !== 'connect'
  const autosave = events.find(event => event.kind === 'autosave' || (event.kind === 'save' && event.isQuiet))
  return {
    clientId: clientIdIn(events),
    socket: isUnderWay ? first.socket : undefined,
    isOpen: isUnderWay && first.kind !== 'open',
    isAutosaving: autosave?.kind === 'save',
  }
}

/**
 * Lets a session load a document that was written under the session's own clientID. Yjs takes another one at random
 * then, as if somebody else had the same; a session shows its document to nobody, so Yjs is watched while it loads.
 */
export async function loadAs(clientId: number, load: () => Promise<void>): Promise<void> {
  const documents = new Set<Y.Doc>()
  const { transact } = Y.Doc.prototype
  Y.Doc.prototype.transact = function (run, origin) {
    if (this.clientID === clientId && !documents.has(this)) {
      documents.add(this)
      Object.defineProperty(this, 'clientID', { get: () => clientId, set: () => undefined, configurable: true })
    }
    return transact.call(this, run, origin) as ReturnType<typeof run>
  }
  try {
    await load()
  } finally {
    Y.Doc.prototype.transact = transact
    for (const doc of documents) Object.defineProperty(doc, 'clientID', { value: clientId, writable: true })
  }
}

/** What a server says to a client that has all it has. */
export function greetingFor(document: string): readonly Uint8Array[] {
  const vector = Y.encodeStateVectorFromUpdate(fromBase64(document))
  return [encodeSyncStep2(Y.encodeStateAsUpdate(new Y.Doc())), encodeSyncStep1(vector)]
}

/** In the recording's numbers: the first of each in a replay is this one. */
export interface FirstNumbers {
  readonly socket: number
  readonly request: number
}

export function firstNumbersIn(events: readonly RecordingEvent[]): FirstNumbers {
  const socket = events.find(event => 'socket' in event)
  const request = events.find(event => event.kind === 'request')?.request ?? 1
  // A session that is being opened connects at once: where the recorded one was waiting to, that is one more.
  const isWaiting = socket?.kind === 'connect' && socket.socket > 1
  return { socket: (socket?.socket ?? 1) - (isWaiting ? 1 : 0), request }
}

function clientIdIn(events: readonly RecordingEvent[]): number {
  for (const event of events) {
    const update = event.kind === 'local' && event.call === 'save' ? event.updates?.[0] : undefined
    const [struct] = update === undefined ? [] : Y.decodeUpdate(fromBase64(update)).structs
    if (struct) return struct.id.client
  }
  return 1
}
