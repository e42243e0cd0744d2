/** `GET /media/:uploadId`: finished uploads, to be played and downloaded, never to be run. */
import { IncomingMessage } from 'node:http'
import { finished, Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import { idSchema } from '../../course/command.ts'
import { LecternError } from '../../course/errors.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import type { ByteRange, MediaStore } from '../../persistence/media-store.ts'
import { type CompleteUpload, mayUse } from '../../persistence/upload-store.ts'
import { identityOf } from '../auth/identity.ts'
import { noRole } from '../auth/no-role.ts'
import { userIdOf } from '../request-identity.ts'
import { readRange } from './byte-range.ts'
import type { EditRights, Viewer } from './edit-rights.ts'

export interface MediaContext {
  readonly store: CourseStore
  readonly media: MediaStore
  readonly rights: EditRights
}

export function addMedia(api: Hono, context: MediaContext): void {
  // HEAD is answered by the same handler, without the body.
  api.get('/media/:uploadId', async c => {
    const upload = await findServed(c, context)
    return serve(c, upload, context)
  })
}

/** Referenced ones for everybody who may see the course, others for their creator (without sign-in: `?device=`). */
async function findServed(c: Context, { store, rights }: MediaContext): Promise<CompleteUpload> {
  const id = idSchema.safeParse(c.req.param('uploadId'))
  const upload = id.success ? await store.findUpload(id.data) : undefined
  const userId = identityOf(c)?.userId ?? userIdOf(c.req.query('device'))
  if (upload?.status !== 'complete' || !mayUse(upload, { courseId: upload.courseId, userId })) throw unknownUpload()
  if ((await rights.standingOf({ courseId: upload.courseId, userId })) === 'none') throw unknownUpload(noRole)
  return upload
}

async function serve(c: Context, upload: CompleteUpload, context: MediaContext): Promise<Response> {
  const { uploadId, courseId, sizeBytes, facts } = upload
  const headers = headersOf(upload)
  if (matchesTag(c.req.header('if-none-match'), facts.sha256)) return new Response(null, { status: 304, headers })
  const isCurrent = matchesTag(c.req.header('if-range') ?? '*', facts.sha256)
  const range = readRange(isCurrent ? c.req.header('range') : undefined, sizeBytes)
  if (range.kind === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range.kind === 'partial' ? range : { start: 0, end: sizeBytes }
  headers.set('Content-Length', String(end - start))
  if (range.kind === 'partial') headers.set('Content-Range', `bytes ${start}-${end - 1}/${sizeBytes}`)
  const incoming: unknown = c.env?.incoming
  const stop = () => incoming instanceof IncomingMessage && incoming.destroy()
  const asked = { uploadId, courseId, identity: identityOf(c), range: { start, end }, stop }
  const body = c.req.method === 'HEAD' ? null : await bodyOf(asked, context)
  return new Response(body, { status: range.kind === 'partial' ? 206 : 200, headers })
}

interface AskedBytes extends Viewer {
  readonly uploadId: string
  readonly range: ByteRange
  /** Ends the connection. */
  readonly stop: () => void
}

/** A reader that goes away ends the reading, and so does one that may no longer see the course. */
async function bodyOf({ uploadId, range, stop, ...viewer }: AskedBytes, { media, rights }: MediaContext) {
  const bytes = Readable.from(media.read(uploadId, range), { objectMode: false })
  const release = await rights.watch(viewer, stop)
  finished(bytes, release)
  return Readable.toWeb(bytes) as ReadableStream
}

function headersOf({ fileName, facts }: CompleteUpload): Headers {
  return new Headers({
    'Content-Type': facts.type,
    'Content-Disposition': dispositionOf(fileName),
    'X-Content-Type-Options': 'nosniff',
    // Even where a browser would run it, it runs nothing and reads nothing.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Accept-Ranges': 'bytes',
    ETag: `"${facts.sha256}"`,
    'Cache-Control': 'private, max-age=31536000, immutable',
  })
}

/** RFC 6266: a name for old clients, in harmless characters, and the true one encoded. */
function dispositionOf(fileName: string): string {
  const name =
    fileName
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, '') || 'file'
  const plain = name.replace(/[^\w. -]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16)}`,
  )
  return `inline; filename="${plain}"; filename*=UTF-8''${encoded}`
}

function matchesTag(header: string | undefined, sha256: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(tag => ['*', `"${sha256}"`].includes(tag.trim().replace(/^W\//, '')))
}

function unknownUpload(cause?: string): LecternError {
  return new LecternError('unknown-upload', 'no such upload', { cause })
}
