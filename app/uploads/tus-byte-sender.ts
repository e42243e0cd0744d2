/** The sender that speaks tus 1.0 (tus.io/protocols/resumable-upload), by tus-js-client: loaded with the first file. */
import type { DetailedError, Upload, UploadOptions } from 'tus-js-client'
import type { GivenUpReason } from '../../course/upload.ts'
import { knownUploadSchema } from '../../course/wire/uploads.ts'
import type { ByteSender, KnownFile, SendOutcome, SendRequest } from './byte-sender.ts'
import { readPart, UnreadableFileError } from './file-bytes.ts'
import { type TusOutcome, tusOutcomeOf } from './tus-outcome.ts'

export interface TusOptions {
  /** `https://host`, without a slash at the end. */
  readonly baseUrl: string
  /** Names the device to the server. */
  readonly device: string
  /** Rejects when nothing answers; gives up by itself after a while. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** So many bytes are sent again at worst, and after each the server says what it has stored. Default: 4 MiB. */
  readonly chunkBytes?: number
}

const defaultChunkBytes = 4 * 1024 * 1024
const tusHeaders = { 'Tus-Resumable': '1.0.0' }

export function tusByteSender(options: TusOptions): ByteSender {
  return {
    send: request => sendFile(request, options),
    findComplete: uploadId => findComplete(uploadId, options),
    cancel: (uploadId, reason) => cancel(uploadId, reason, options),
    findKnown: file => findKnown(file, options),
  }
}

async function sendFile(request: SendRequest, options: TusOptions): Promise<SendOutcome> {
  const resumed = request.mayBeKnown ? await runTus(request, options, 'resume') : ({ kind: 'unknown' } as const)
  const outcome = resumed.kind === 'unknown' ? await runTus(request, options, 'announce') : resumed
  // Announced by another tab in between, or known from before: it goes on where the server says.
  const second = outcome.kind === 'elsewhere' ? await runTus(request, options, 'resume') : outcome
  if (second.kind === 'unknown' || second.kind === 'elsewhere') return { kind: 'later', reason: 'busy' }
  return second
}

async function runTus(request: SendRequest, options: TusOptions, how: 'announce' | 'resume'): Promise<TusOutcome> {
  const tus = await loadTus()
  const { signal, bytes } = request
  if (!tus) return { kind: 'later', reason: 'unreachable' }
  if (signal.aborted) return { kind: 'aborted' }
  return new Promise(resolve => {
    const upload: Upload = new tus.Upload(bytes, {
      ...uploadOptions(request, options.chunkBytes ?? defaultChunkBytes),
      ...(how === 'resume' ? resuming(request, options) : announcing(request, options)),
      onSuccess: () => resolve({ kind: 'complete' }),
      onError: error => resolve(outcomeOf(error, tus.DetailedError)),
    })
    // An aborted request never answers.
    signal.addEventListener('abort', () => {
      void upload.abort().catch(() => undefined)
      resolve({ kind: 'aborted' })
    })
    upload.start()
  })
}

/** Undefined where its part of the app cannot be had now: as good as no network. */
async function loadTus() {
  try {
    return await import('tus-js-client')
  } catch {
    // Not in this browser's cache, and nothing answers.
    return undefined
  }
}

function uploadOptions({ file, bytes, onSent, onStored }: SendRequest, chunkSize: number): UploadOptions {
  const { uploadId, courseId, videoId, fileName, type, sha256 } = file
  // A key without a value is no `Upload-Metadata` to some servers.
  const optional = { ...(type && { filetype: type }), ...(sha256 && { sha256 }) }
  return {
    metadata: { uploadId, courseId, videoId, filename: fileName, ...optional },
    chunkSize,
    uploadSize: file.sizeBytes,
    // When to try again is decided by the queue.
    retryDelays: null,
    storeFingerprintForResuming: false,
    fileReader: { openFile: async () => sourceOf(bytes) },
    onProgress: onSent,
    // To HEAD it says where the upload goes on, to PATCH what is stored now.
    onAfterResponse: (_request, response) => {
      const storedBytes = Number(response.getHeader('Upload-Offset') ?? Number.NaN)
      if (response.getStatus() < 300 && Number.isSafeInteger(storedBytes)) onStored(storedBytes)
    },
  }
}

function resuming({ file }: SendRequest, options: TusOptions): UploadOptions {
  return { uploadUrl: uploadUrl(file.uploadId, options) }
}

function announcing({ onStored }: SendRequest, options: TusOptions): UploadOptions {
  return { endpoint: endpoint(options), onUploadUrlAvailable: () => onStored(0) }
}

/** Parts are read here, and not by the request: so a file that cannot be read is not taken for a lost network. */
function sourceOf(bytes: Blob) {
  return {
    size: bytes.size,
    slice: async (start: number, end: number) => {
      const part = await readPart(bytes, start, Math.min(end, bytes.size))
      // tus-js-client compares the size that a Blob has.
      return { value: Object.assign(part, { size: part.length }), done: end >= bytes.size }
    },
    close: () => undefined,
  }
}

function outcomeOf(error: Error | DetailedError, detailed: typeof DetailedError): TusOutcome {
  if (!(error instanceof detailed)) return { kind: 'later', reason: 'unreachable' }
  if (error.causingError instanceof UnreadableFileError) return { kind: 'unreadable' }
  const { originalResponse } = error
  return tusOutcomeOf(
    originalResponse ? { status: originalResponse.getStatus(), body: originalResponse.getBody() ?? '' } : undefined,
  )
}

async function findComplete(uploadId: string, options: TusOptions): Promise<'complete' | 'incomplete' | 'later'> {
  const response = await ask(uploadUrl(uploadId, options), { method: 'HEAD', headers: tusHeaders }, options)
  if (!response) return 'later'
  if (!response.ok) return tusOutcomeOf({ status: response.status, body: '' }).kind === 'later' ? 'later' : 'incomplete'
  const [offset, length] = ['Upload-Offset', 'Upload-Length'].map(name => response.headers.get(name))
  if (!offset) return 'later'
  return offset === length ? 'complete' : 'incomplete'
}

async function cancel(uploadId: string, reason: GivenUpReason, options: TusOptions): Promise<'told' | 'later'> {
  const response = await ask(
    `${uploadUrl(uploadId, options)}&reason=${reason}`,
    { method: 'DELETE', headers: tusHeaders },
    options,
  )
  if (!response?.headers.has('Tus-Resumable')) return 'later'
  const isAnswered = response.ok || tusOutcomeOf({ status: response.status, body: '' }).kind !== 'later'
  return isAnswered ? 'told' : 'later'
}

async function findKnown({ courseId, ...file }: KnownFile, options: TusOptions): Promise<string | undefined> {
  const url = `${options.baseUrl}/api/courses/${encodeURIComponent(courseId)}/uploads/known?device=${options.device}`
  const headers = { 'content-type': 'application/json' }
  const response = await ask(url, { method: 'POST', headers, body: JSON.stringify(file) }, options)
  if (!response?.ok) return undefined
  const answer = knownUploadSchema.safeParse(await response.json().catch(() => undefined))
  return answer.success ? answer.data.upload?.uploadId : undefined
}

async function ask(url: string, init: RequestInit, { fetch }: TusOptions): Promise<Response | undefined> {
  try {
    return await fetch(url, init)
  } catch {
    // No network, or nobody who answers in time.
    return undefined
  }
}

function endpoint({ baseUrl, device }: TusOptions): string {
  return `${baseUrl}/files?device=${encodeURIComponent(device)}`
}

function uploadUrl(uploadId: string, { baseUrl, device }: TusOptions): string {
  return `${baseUrl}/files/${encodeURIComponent(uploadId)}?device=${encodeURIComponent(device)}`
}
