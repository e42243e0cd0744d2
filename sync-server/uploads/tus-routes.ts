/** tus 1.0 at `/files` (tus.io/protocols/resumable-upload): @tus/server speaks it, the uploads do the work. */
import { IncomingMessage } from 'node:http'
import { Server } from '@tus/server'
import type { Context, Hono } from 'hono'
import { idSchema } from '../../course/command.ts'
import { isLecternError, LecternError } from '../../course/errors.ts'
import { identityOf } from '../auth/identity.ts'
import { errorBody, statusOf } from '../error-response.ts'
import type { Clock } from '../seams.ts'
import { assertMayInterrupt, type OwnUploadContext } from './own-upload.ts'
import { checksumAlgorithms, currentRequest, duringRequest, readTusRequest } from './tus-request.ts'
import { metadataOf, TusStore } from './tus-store.ts'
import { UploadLocks } from './upload-locks.ts'
import type { Uploads } from './uploads.ts'

export interface TusContext extends OwnUploadContext {
  readonly uploads: Uploads
  readonly clock: Clock
  readonly maxUploadBytes: number
  readonly isServing: () => boolean
  /** How long an upload lives that nobody goes on with. */
  readonly expiryMs: number
  readonly onBug: (error: unknown) => void
}

const path = '/files'
/** Of tus and of any web server. Of others, TRACE for one, not even a `Request` can be made. */
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

export function addTus(api: Hono, context: TusContext): void {
  const server = tusServer(context)
  api.on(methods, [path, `${path}/*`], c => answer(c, server, context))
}

function tusServer(context: TusContext): Server {
  const { uploads, clock, maxUploadBytes, onBug } = context
  return new Server({
    path,
    datastore: new TusStore(uploads),
    locker: new UploadLocks(clock, uploadId => {
      const { userId, isCreation } = currentRequest()
      return assertMayInterrupt(context, { uploadId, userId }, isCreation)
    }),
    maxSize: maxUploadBytes,
    // No other origin's page may read what this says; the rights check turns its requests away before.
    allowedOrigins: [],
    namingFunction: (_request, metadata) => metadataOf(metadata).uploadId,
    getFileIdFromRequest: ({ url }) => uploadIdOf(url),
    generateUrl: (_request, { id }) => {
      const { device } = currentRequest()
      return `${path}/${id}${device === undefined ? '' : `?device=${device}`}`
    },
    onResponseError: (_request, error) => refusalOf(error, onBug),
  })
}

async function answer(c: Context, server: Server, context: TusContext): Promise<Response> {
  const { method, url, headers } = c.req.raw
  const request = new Request(url, { method, headers })
  try {
    if (!context.isServing()) throw new LecternError('busy', 'shutting down')
    const response = await duringRequest(readTusRequest(request, incomingOf(c), identityOf(c)), () =>
      server.handleWeb(request),
    )
    return finished(request, await inOurShape(response), context)
  } catch (error) {
    const { status_code, body } = refusalOf(error, context.onBug)
    return finished(request, new Response(body, { status: status_code }), context)
  }
}

/** What @tus/server refuses before it looks at anything, a request without `Tus-Resumable` for one, it refuses in plain text. */
async function inOurShape(response: Response): Promise<Response> {
  const { status, headers } = response
  if (status < 400 || headers.get('Content-Type') === 'application/json') return response
  const text = await response.text()
  if (text === '' || text.startsWith('{')) return new Response(text, { status, headers })
  headers.delete('Content-Length')
  return new Response(JSON.stringify(errorBody('malformed', text.trim())), { status, headers })
}

/** What @tus/server leaves out of its answers. */
function finished(request: Request, response: Response, { clock, expiryMs }: TusContext): Response {
  const { headers, status } = response
  if (request.method === 'OPTIONS') headers.set('Tus-Checksum-Algorithm', checksumAlgorithms.join(','))
  if (status < 300 && ['POST', 'PATCH'].includes(request.method)) {
    headers.set('Upload-Expires', new Date(clock.now() + expiryMs).toUTCString())
  }
  if (status >= 400) headers.set('Content-Type', 'application/json')
  headers.set('Tus-Resumable', '1.0.0')
  return response
}

function incomingOf({ env }: Context): IncomingMessage {
  if (env?.incoming instanceof IncomingMessage) return env.incoming
  throw new Error('uploads come over a real connection')
}

function uploadIdOf(url: string): string | undefined {
  const [, , segment = '', ...rest] = new URL(url).pathname.split('/')
  if (rest.length > 0) return undefined
  const id = idSchema.safeParse(decoded(segment))
  return id.success ? id.data : undefined
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    // Not the encoding of any text: nobody's id.
    return undefined
  }
}

/** @tus/server's own errors have a status and a text; ours a code. */
interface TusError {
  readonly status_code: number
  readonly body: string
}

const wrongChecksumStatus = 460

function refusalOf(error: unknown, onBug: (error: unknown) => void): TusError {
  if (isLecternError(error)) {
    const status_code = error.code === 'wrong-checksum' ? wrongChecksumStatus : statusOf(error.code)
    return { status_code, body: JSON.stringify(errorBody(error.code, error.message)) }
  }
  if (isTusError(error)) {
    return { status_code: error.status_code, body: JSON.stringify(errorBody(codeOf(error), error.body.trim())) }
  }
  onBug(error)
  return { status_code: 500, body: JSON.stringify(errorBody('internal', 'an unexpected failure')) }
}

function isTusError(error: unknown): error is TusError {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status_code' in error &&
    typeof error.status_code === 'number' &&
    'body' in error &&
    typeof error.body === 'string'
  )
}

function codeOf({ status_code }: TusError): string {
  switch (status_code) {
    case 404:
      return 'unknown-upload'
    case 409:
      return 'wrong-offset'
    case 410:
      return 'expired'
    case 413:
      return 'too-large'
    default:
      return 'malformed'
  }
}
