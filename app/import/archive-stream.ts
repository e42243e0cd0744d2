/** The bytes of a file that somebody hands us: compressed or not, and never more of them than the limits say. */
import { LecternError } from '../../course/errors.ts'

/** Its content as a stream, decompressed where it is gzip: by the first bytes, never by the name. */
export async function contentOf(file: Blob): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  // A Blob's stream comes in small pieces: a decompressor in a browser expands each piece whole before it can be stopped.
  return first === 0x1f && second === 0x8b ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
}

/** Passes on at most so many bytes. @throws {LecternError} `archive-too-large`, into the stream */
export function boundBytes(maxBytes: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let sizeBytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) throw tooLarge('content')
      controller.enqueue(chunk)
    },
  })
}

/** The first bytes of the content, fewer where there are no more. @throws whatever the decompressor does */
export async function headOf(file: Blob, sizeBytes: number): Promise<Uint8Array> {
  const reader = (await contentOf(file)).getReader()
  let head = new Uint8Array()
  while (head.length < sizeBytes) {
    const { value } = await reader.read()
    if (value === undefined) break
    head = Uint8Array.of(...head, ...value.subarray(0, sizeBytes - head.length))
  }
  await reader.cancel()
  return head
}

/** All of it. Chunk by chunk, since a Chromium `Response` replaces the stream's own error by one that says nothing. */
export async function bytesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = stream.getReader()
  for (let { value } = await reader.read(); value !== undefined; { value } = await reader.read()) chunks.push(value)
  return new Blob(chunks).arrayBuffer()
}

export function tooLarge(what: string): LecternError {
  return new LecternError('archive-too-large', `The archive is too large: its ${what} exceeds what an import reads.`)
}
