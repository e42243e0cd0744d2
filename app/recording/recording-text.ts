/** What the recorder keeps, as the text of a recording. Loaded when somebody exports one. */
import { toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import {
  type RecordingEvent,
  type RecordingHeader,
  recordingFormat,
  recordingVersion,
  writeRecording,
} from '../../course/recording.ts'
import { wireVersion } from '../../course/wire/frame.ts'
import type { SessionOptions } from '../session/session-seams.ts'
import { frameKindOf } from './frame-kind.ts'
import type { KeptLocal, RecordedEvent } from './recorded-event.ts'
import type { Stretch } from './recorder.ts'

type Session = Pick<SessionOptions, 'courseId' | 'tabId' | 'profile'>

/** @returns one JSON value a line: docs/recording.md */
export function recordingText(stretch: Stretch, session: Session): string {
  const events = stretch.events.map(event => eventOf(event, event.at - stretch.startedAtMs))
  return writeRecording({ header: headerOf(stretch, session), events })
}

function headerOf(
  { start, startedAt, earlierEvents }: Stretch,
  { courseId, tabId, profile }: Session,
): RecordingHeader {
  const { updates, ...kept } = start
  return {
    ...{ format: recordingFormat, version: recordingVersion, wireVersion },
    ...{ courseId, device: profile.device, tabId, by: profile.author, startedAt, earlierEvents },
    document: toBase64(joined(updates)),
    ...kept,
  }
}

function eventOf(event: RecordedEvent, at: number): RecordingEvent {
  switch (event.kind) {
    case 'frame':
      return { ...event, at, what: frameKindOf(event.bytes), bytes: toBase64(event.bytes) }
    case 'random': {
      const { parts, ...rest } = event
      return { ...rest, at, bytes: toBase64(bytesOf(parts)) }
    }
    case 'local':
      return localOf(event, at)
    default:
      return { ...event, at }
  }
}

function localOf({ updates, askedAt, ...event }: KeptLocal & { readonly at: number }, at: number): RecordingEvent {
  const tookMs = event.at - askedAt
  return { ...event, at, askedAt: at - tookMs, ...(updates && { updates: updates.map(toBase64) }) }
}

/** Through a document: joining thousands of updates by themselves takes seconds. */
function joined(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}

function bytesOf(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
