/**
 * Takes an Open edX archive apart, in the browser and in Node alike. Nothing is written to a disk and nothing is
 * followed; only the files that describe the course stay in memory, all others are counted.
 */
import { createTarDecoder, type ParsedTarEntry, type TarHeader } from 'modern-tar'
import { isLecternError, LecternError } from '../../course/errors.ts'
import { safePath } from './archive-path.ts'
import { boundBytes, contentOf, tooLarge } from './archive-stream.ts'
import type { ImportLimits } from './import-limits.ts'
import type { ImportReport } from './report.ts'

/** Path inside the archive → bytes. */
export type ArchiveFiles = ReadonlyMap<string, Uint8Array>

/** What the readers of one archive share. */
export interface ImportContext {
  readonly report: ImportReport
  readonly limits: ImportLimits
}

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
    .pipeThrough(boundBytes(context.limits.decompressedBytes))
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

async function openTar(blob: Blob): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer())
  const isGzip = first === 0x1f && second === 0x8b
  const magic = await blob.slice(magicOffset, magicOffset + 5).text()
  if (isGzip || magic === 'ustar') return contentOf(blob)
  throw new LecternError('not-an-archive', 'This file is neither a Lectern archive nor an Open edX archive (.tar.gz).')
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
