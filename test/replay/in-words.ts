/** A line of a recording for people. */
import { fromBase64 } from 'lib0/buffer'
import { frameDetailOf } from '../../app/recording/frame-detail.ts'
import type { RecordingEvent } from '../../course/recording.ts'
import type { RecordedOf } from './recorded-of.ts'

const longest = 400

export function inWords(event: RecordingEvent | undefined): string {
  if (!event) return 'nothing'
  const words = wordsOf(event)
  return words.length > longest ? `${words.slice(0, longest)} …` : words
}

function wordsOf(event: RecordingEvent): string {
  switch (event.kind) {
    case 'frame':
      return `on socket ${event.socket}, ${event.direction === 'out' ? 'sends' : 'hears'} ${frameInWords(event)}`
    case 'connect':
      return `connects (socket ${event.socket}) with ${event.query}`
    case 'request':
      return `asks ${event.method} ${event.path} (request ${event.request}) with ${event.body ?? 'no body'}`
    case 'connection':
      return `the connection is ${event.connection}${event.code ? ` (${event.code})` : ''}`
    case 'save':
      return 'autosave presses Save'
    case 'saved':
      return `operation ${event.operationId} is kept on this device`
    case 'ack':
      return `the ack of operation ${event.operationId} is heard: ${event.status}`
    case 'told':
      return `operation ${event.operationId} is told as ${event.status}`
    default:
      return JSON.stringify(event)
  }
}

function frameInWords({ what, bytes, ...event }: RecordedOf<'frame'>): string {
  const detail = frameDetailOf({ ...event, bytes: fromBase64(bytes) })
  const operations = detail.operations.map(({ operationId, commandCount }) => {
    return `operation ${operationId} of ${commandCount} ${commandCount === 1 ? 'command' : 'commands'}`
  })
  return [`${what} (${detail.sizeBytes} bytes)`, ...operations].join(', ')
}

/** What words do not show; undefined where they do. */
export function byteDifference(expected: RecordingEvent | undefined, got: RecordingEvent | undefined) {
  if (expected?.kind !== 'frame' || got?.kind !== 'frame') return undefined
  const [one, other] = [fromBase64(expected.bytes), fromBase64(got.bytes)]
  const place = one.findIndex((byte, index) => byte !== other[index])
  if (place < 0 && one.length === other.length) return undefined
  const at = place < 0 ? one.length : place
  return `from byte ${at} on: ${hexAt(one, at)} expected, ${hexAt(other, at)} got`
}

function hexAt(bytes: Uint8Array, place: number): string {
  return Buffer.from(bytes.slice(place, place + 8)).toString('hex') || 'the end'
}
