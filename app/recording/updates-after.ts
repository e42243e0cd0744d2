import { fromBase64 } from 'lib0/buffer'
import { syncResponseSchema } from '../../course/wire/http.ts'
import { readFrame } from './frame-kind.ts'
import type { RecordedEvent, RecordedOf } from './recorded-event.ts'

/**
 * What a document is made of after these events: the updates it was made of before, and what came with them. Nothing is
 * applied: for a large course, encoding it would take a second of the author's.
 */
export function updatesAfter(before: readonly Uint8Array[], events: readonly RecordedEvent[]): readonly Uint8Array[] {
  let updates = [...before]
  for (const event of events) {
    if (isAnotherDocument(event)) updates = []
    updates.push(...updatesOf(event))
  }
  return updates
}

/** The mirror was loaded again, or stored anew. */
function isAnotherDocument(event: RecordedEvent): boolean {
  const isWhole = event.kind === 'local' && (event.call === 'load' || event.call === 'replace-mirror')
  return isWhole && event.updates !== undefined
}

function updatesOf(event: RecordedEvent): readonly Uint8Array[] {
  switch (event.kind) {
    case 'frame':
      return updateIn(event)
    case 'answer':
      return updatesInAnswer(event)
    case 'local':
      return event.updates ?? []
    default:
      return []
  }
}

/** Of those that go out too: what the disk refused is in no other place. */
function updateIn({ bytes }: RecordedOf<'frame'>): readonly Uint8Array[] {
  const frame = readFrame(bytes)
  return frame && 'update' in frame ? [frame.update] : []
}

function updatesInAnswer({ status, body }: RecordedOf<'answer'>): readonly Uint8Array[] {
  if (status !== 200) return []
  try {
    const { success, data } = syncResponseSchema.safeParse(JSON.parse(body))
    return success ? data.updates.map(fromBase64) : []
  } catch {
    // A page that is no JSON: the session took nothing from it either.
    return []
  }
}
