type Bytes = Uint8Array<ArrayBuffer>

const chunkBytes = 256 * 1024

/** Compressed, from chunks of any size. */
export function gzip(bytes: ReadableStream<Bytes>): Promise<Blob> {
  return new Response(bytes.pipeThrough(gathered()).pipeThrough(new CompressionStream('gzip'))).blob()
}

/** A compressor takes a large chunk in little more time than a small one: 100,000 small files come four times as fast. */
function gathered(): TransformStream<Bytes, Bytes> {
  let buffer = new Uint8Array(chunkBytes)
  let used = 0
  return new TransformStream({
    transform(chunk, controller) {
      if (used > 0 && used + chunk.length > buffer.length) {
        controller.enqueue(buffer.subarray(0, used))
        buffer = new Uint8Array(chunkBytes)
        used = 0
      }
      if (chunk.length > buffer.length) return controller.enqueue(chunk)
      buffer.set(chunk, used)
      used += chunk.length
    },
    flush(controller) {
      if (used > 0) controller.enqueue(buffer.subarray(0, used))
    },
  })
}
