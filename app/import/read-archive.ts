/**
 * Takes an Open edX archive apart, in the browser and in Node alike. Nothing is written to a disk and nothing is
 * followed; only the files that describe the course stay in memory, all others are counted.
 */
import { createTarDecoder, type ParsedTarEntry, type TarHeader } from 'modern-tar'
import { isLecternError, LecternError } from '../../course/errors.ts'
import { safePath } from './archive-path.ts'
import type { ImportLimits } from './import-limits.ts'
import type { ImportReport } from './report.ts'

/** Path inside the archive → bytes. */
export type ArchiveFiles = ReadonlyMap<string, Uint8Array>

/** What the readers of one archive share. */
export interface ImportContext {
  readonly report: ImportReport
  readonly limits: ImportLimits
}

const blockBytes = 512
const magicOffset = 257

/**
 * Reads a `.tar.gz` or a plain `.tar`.
 *
 * @throws {LecternError} `not-an-archive`, `archive-too-large`, `archive-unsafe`
 */
export async function readArchive(
  archive: Uint8Array<ArrayBuffer> | Blob,
  context: ImportContext,
): Promise<ArchiveFiles> {
  const blob = archive instanceof Blob ? archive : new Blob([archive])
  if (blob.size > context.limits.compressedBytes) throw tooLarge('file')
  const tar = await openTar(blob)
  const entries = tar
    .pipeThrough(boundBytes(context.limits))
    .pipeThrough(createTarDecoder({ strict: true }))
    .getReader()
  const collector = new FileCollector(context)
  try {
    for (let entry = await nextOf(entries); entry !== undefined; entry = await nextOf(entries)) {
      await collector.take(entry)
    }
    return collector.files
  } catch (error) {
    // Lets go of what is not read yet. Where the stream itself failed, it only says so once more.
    await entries.cancel(error).catch(ignore)
    throw error
  }
}

/** By the first bytes, never by the name. */
async function openTar(blob: Blob): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const head = new Uint8Array(await blob.slice(0, blockBytes).arrayBuffer())
  // A Blob's stream comes in small pieces: a decompressor in a browser expands each piece whole before it can be stopped.
  if (head[0] === 0x1f && head[1] === 0x8b) return blob.stream().pipeThrough(new DecompressionStream('gzip'))
  const magic = new TextDecoder('latin1').decode(head.subarray(magicOffset, magicOffset + 5))
  if (magic === 'ustar') return blob.stream()
  throw new LecternError('not-an-archive', 'This file is no Open edX archive: a .tar.gz was expected.')
}

function boundBytes(limits: ImportLimits): TransformStream<Uint8Array, Uint8Array> {
  let sizeBytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      sizeBytes += chunk.length
      if (sizeBytes > limits.decompressedBytes) throw tooLarge('content')
      controller.enqueue(chunk)
    },
  })
}

/** Whatever the decompressor or the tar reader throws is about the bytes it was given: it runs on nothing else. */
async function nextOf<Value>(reader: ReadableStreamDefaultReader<Value>): Promise<Value | undefined> {
  try {
    const { value } = await reader.read()
    return value
  } catch (error) {
    if (isLecternError(error)) throw error
    throw new LecternError('not-an-archive', 'The archive is damaged or incomplete.', { cause: error })
  }
}

class FileCollector {
  readonly files = new Map<string, Uint8Array>()
  readonly #context: ImportContext
  readonly #paths = new Set<string>()
  #keptBytes = 0
  #entryCount = 0

  constructor(context: ImportContext) {
    this.#context = context
  }

  async take({ header, body }: ParsedTarEntry): Promise<void> {
    const { limits, report } = this.#context
    if (++this.#entryCount > limits.entries) throw tooLarge('number of files')
    const path = safePath(header.name, limits.pathLength)
    if (!isFile(header, report) || path === '') return forEachChunk(body, ignore)
    if (this.#paths.has(path)) report.add('duplicate-path', { path })
    this.#paths.add(path)
    if (!isKept(path)) {
      if (path.split('/').includes('static')) report.count('static-files')
      return forEachChunk(body, ignore)
    }
    this.files.set(path, await this.#read(header, body))
  }

  async #read(header: TarHeader, body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
    const { limits } = this.#context
    this.#keptBytes += header.size
    if (header.size > limits.fileBytes || this.#keptBytes > limits.keptBytes) throw tooLarge('course description')
    const bytes = new Uint8Array(header.size)
    let offset = 0
    await forEachChunk(body, chunk => {
      bytes.set(chunk, offset)
      offset += chunk.length
    })
    return bytes
  }
}

/**
 * Reads to the end also what nobody wants: modern-tar 0.8.6 reads ahead, and cancelling a body that it has passed
 * makes it forget the next one, for which one then waits for ever.
 */
async function forEachChunk(body: ReadableStream<Uint8Array>, visit: (chunk: Uint8Array) => void): Promise<void> {
  const reader = body.getReader()
  for (let chunk = await nextOf(reader); chunk !== undefined; chunk = await nextOf(reader)) visit(chunk)
}

const ignore = () => {}

/** A link or a device is said and never followed: it has no bytes of its own. */
function isFile({ type = 'file', name }: TarHeader, report: ImportReport): boolean {
  if (type === 'file') return true
  if (type === 'symlink' || type === 'link') report.add('link', { path: name })
  else if (type !== 'directory') report.add('special-file', { path: name })
  return false
}

function isKept(path: string): boolean {
  return (
    (path.endsWith('.xml') && !path.split('/').includes('static')) ||
    /(^|\/)policies\/[^/]+(\/policy)?\.json$/.test(path) ||
    /(^|\/)about\/short_description\.html$/.test(path)
  )
}

function tooLarge(what: string): LecternError {
  return new LecternError('archive-too-large', `The archive is too large: its ${what} exceeds what an import reads.`)
}
