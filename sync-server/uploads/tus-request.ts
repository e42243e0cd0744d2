/** What the parts of one tus request need to know of it and @tus/server does not pass on. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ERRORS } from '@tus/server'
import { idSchema } from '../../course/command.ts'
import { LecternError } from '../../course/errors.ts'
import { type GivenUpReason, givenUpReasonSchema } from '../../course/upload.ts'
import type { Identity } from '../auth/identity.ts'
import { userIdOf } from '../request-identity.ts'

export interface TusRequest {
  /** Whether it announces an upload. */
  readonly isCreation: boolean
  readonly userId: string
  /** Absent where nobody signs in. */
  readonly identity: Identity | undefined
  /** As its address says; passed on in the addresses of its uploads. */
  readonly device: string | undefined
  /** Of a DELETE: why the device gives the upload up. */
  readonly reason: GivenUpReason
  readonly checksum: Checksum | undefined
  /** Its body, straight from the socket: each stream between the two would cost a copy. */
  readonly bytes: AsyncIterable<Uint8Array>
  /** Ends the reading of its body, and with it its connection. */
  readonly stop: () => void
}

/** `Upload-Checksum` of tus 1.0. */
export interface Checksum {
  readonly algorithm: string
  readonly digest: string
}

export const checksumAlgorithms = ['sha1', 'sha256', 'md5']

const requests = new AsyncLocalStorage<TusRequest>()

export function duringRequest<Result>(request: TusRequest, run: () => Result): Result {
  return requests.run(request, run)
}

export function currentRequest(): TusRequest {
  const request = requests.getStore()
  if (!request) throw new Error('asked outside of a request')
  return request
}

/** @throws {LecternError} `malformed` */
export function readTusRequest(request: Request, incoming: IncomingMessage, identity?: Identity): TusRequest {
  const query = new URL(request.url).searchParams
  const device = query.get('device') ?? undefined
  if (device !== undefined && !idSchema.safeParse(device).success) throw new LecternError('malformed', 'not a device')
  return {
    isCreation: request.method === 'POST',
    userId: identity?.userId ?? userIdOf(device),
    identity,
    device,
    reason: givenUpReasonSchema.parse(query.get('reason')),
    checksum: readChecksum(request.headers.get('upload-checksum')),
    bytes: bytesOf(incoming),
    stop: () => incoming.destroy(),
  }
}

/** The connection outlives a reader that stops early: somebody has to be told why. */
async function* bytesOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* incoming.iterator({ destroyOnReturn: false })
  } catch {
    // Whatever ended it, the client is gone.
    throw ERRORS.ABORTED
  }
}

function readChecksum(header: string | null): Checksum | undefined {
  if (header === null) return undefined
  const [algorithm = '', digest = '', ...rest] = header.split(' ')
  if (!checksumAlgorithms.includes(algorithm) || digest === '' || rest.length > 0) {
    throw new LecternError('malformed', `checksums are one of ${checksumAlgorithms.join(', ')}, in base64`)
  }
  return { algorithm, digest }
}

/** Passes the bytes on; `confirm` says whether they were the ones that were meant. */
export function checked(bytes: AsyncIterable<Uint8Array>, { algorithm, digest }: Checksum) {
  const hash = createHash(algorithm)
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      hash.update(chunk)
      yield chunk
    }
  }
  return { bytes: through(), confirm: () => hash.digest('base64') === digest }
}
