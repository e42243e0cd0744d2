/** Looks at what the server says of uploads as it says it: nothing counts that a crash could take back. */
import type { Command } from '../../course/command.ts'
import { readVideo } from '../../course/document.ts'
import type { ServerState } from '../../course/wire/ack.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import type { StoredOperation } from '../../persistence/ledger.ts'
import type { StoredUpload } from '../../persistence/upload-store.ts'
import type { SimMedia } from './sim-media.ts'
import { readStored } from './stored-course.ts'

export interface UploadWatchContext {
  /** What a process would find that is started now. */
  readonly durable: CourseStore
  readonly media: SimMedia
  readonly courseId: string
  readonly violated: (rule: string, what: string) => void
}

export class UploadWatch {
  readonly #context: UploadWatchContext
  /** By file name: what its author chose. */
  readonly #chosen = new Map<string, Uint8Array>()

  constructor(context: UploadWatchContext) {
    this.#context = context
  }

  chose(fileName: string, bytes: Uint8Array): void {
    this.#chosen.set(fileName, bytes)
  }

  /** U2: stored, each of its uploads is here whole, or its author is told why not; and nothing follows the last event. */
  async stored(operation: StoredOperation): Promise<void> {
    const { violated, courseId } = this.#context
    const { operationId, commands, notes, events } = operation
    const last = events.at(-1)?.type
    if (last !== 'batch-operation-complete') violated('A5', `${operationId} is stored and its last event is ${last}`)
    const { document } = await readStored(this.#context.durable, courseId)
    for (const { uploadId, videoId } of commands.flatMap(uploadIn)) {
      // What a later save replaced in the meantime, nobody waits for.
      const { source } = readVideo(document, videoId) ?? {}
      if (source?.kind !== 'upload' || source.uploadId !== uploadId) continue
      const hasFailed = notes.some(note => note.videoId === videoId && ['upload-failed', 'refused'].includes(note.code))
      const fault = hasFailed ? undefined : await this.#faultOf(uploadId)
      if (fault) violated('U2', `${operationId} is stored, its upload ${uploadId} ${fault}`)
    }
  }

  /** An offset is a promise that the bytes below it survive. */
  answered(request: Request, { ok, headers }: Response): void {
    const { pathname } = new URL(request.url)
    const offset = headers.get('upload-offset')
    if (!ok || offset === null || request.method === 'POST') return
    const uploadId = pathname.split('/')[2] ?? ''
    const durable = this.#context.media.durable.get(uploadId)?.bytes.length ?? 0
    if (Number(offset) > durable) this.#context.violated('U3', `${uploadId} told up to ${offset}, on disk: ${durable}`)
  }

  /** What every screen shows of uploads is on disk. */
  async shown(uploads: ServerState['uploads']): Promise<void> {
    const entries = Object.entries(uploads)
    if (entries.length === 0) return
    const durable = new Map([...this.#context.media.durable].map(([id, { bytes }]) => [id, bytes.length]))
    const rows = await this.#rows()
    for (const [videoId, { progress, status }] of entries) {
      const own = rows.filter(row => row.videoId === videoId)
      const percents = own.map(({ uploadId, sizeBytes }) => (100 * (durable.get(uploadId) ?? 0)) / sizeBytes)
      const isComplete = own.some(row => row.status === 'complete')
      const isTrue = status === 'complete' ? isComplete : status === 'failed' || progress <= Math.max(0, ...percents)
      if (!isTrue) this.#context.violated('U3', `${videoId} shown as ${status} at ${progress} %, stored: ${percents}`)
      if (progress === 100 && status !== 'complete') this.#context.violated('U3', `${videoId} ${status} at 100 %`)
    }
  }

  async #rows(): Promise<StoredUpload[]> {
    const { durable } = this.#context
    const states = await durable.listUploadStates()
    const rows = await Promise.all(states.map(({ uploadId }) => durable.findUpload(uploadId)))
    return rows.flatMap(row => row ?? [])
  }

  async #faultOf(uploadId: string): Promise<string | undefined> {
    const { durable, media } = this.#context
    const file = media.durable.get(uploadId)
    const row = await durable.findUpload(uploadId)
    if (row?.status !== 'complete') return `is ${row?.status ?? 'unknown'}`
    if (!file?.isFinished) return 'is not in its place'
    const chosen = this.#chosen.get(row.fileName)
    return chosen && Buffer.compare(chosen, file.bytes) === 0 ? undefined : 'has other bytes than were chosen'
  }
}

function uploadIn(command: Command): { readonly uploadId: string; readonly videoId: string }[] {
  if (command.type !== 'add-video' && command.type !== 'replace-video') return []
  const { source, videoId } = command
  return source?.kind === 'upload' ? [{ uploadId: source.uploadId, videoId }] : []
}
