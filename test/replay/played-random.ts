import { fromBase64 } from 'lib0/buffer'
import type { RecordingEvent } from '../../course/recording.ts'

/** Gives the recorded bytes, in the order in which they were asked for; after them zeros, which no recording has. */
export class PlayedRandom {
  #bytes: Uint8Array
  #at = 0
  readonly #recorded: Uint8Array

  /** @param clientId of the document, which asks first, where that was before the recording begins */
  constructor(events: readonly RecordingEvent[], clientId: number | undefined) {
    this.#recorded = Buffer.concat(events.flatMap(event => (event.kind === 'random' ? [fromBase64(event.bytes)] : [])))
    this.#bytes = clientId === undefined ? this.#recorded : bytesOf(clientId)
  }

  readonly bytes = (length: number): Uint8Array => {
    const taken = Uint8Array.from({ length }, (_, place) => this.#bytes[this.#at + place] ?? 0)
    this.#at += length
    return taken
  }

  /** What is asked for from now on has been recorded. */
  begin(): void {
    if (this.#bytes !== this.#recorded) this.#at = 0
    this.#bytes = this.#recorded
  }
}

/** As a document reads them. */
function bytesOf(clientId: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, clientId)
  return bytes
}
