/**
 * An author who saves videos with files and uploads those files over a server that is killed: each upload goes on where
 * the server has it, every third is thrown away half-way.
 */
import { sha256Of } from '../sync-server/uploads/fixtures/sample.ts'
import { filesUrl, uploadFile } from '../sync-server/uploads/fixtures/upload.ts'
import type { CrashAuthor } from './crash-author.ts'
import type { Random } from './random.ts'

interface CrashUpload {
  readonly uploadId: string
  readonly videoId: string
  readonly bytes: Buffer
  readonly isUnwanted: boolean
  acceptedBytes: number
  state: 'begun' | 'done' | 'cancelled'
}

const chunkBytes = 64 * 1024
const largestBytes = 400 * 1024
const tus = { 'Tus-Resumable': '1.0.0' }

export class CrashUploader {
  readonly author: CrashAuthor
  /** One line for each promise that was broken. */
  readonly broken: string[] = []
  readonly #random: Random
  readonly #uploads: CrashUpload[] = []

  constructor(author: CrashAuthor, random: Random) {
    this.author = author
    this.#random = random
  }

  get finished(): number {
    return this.#uploads.filter(({ state }) => state === 'done').length
  }

  /** One upload after another, until the server is gone. */
  async keepUploading(url: string): Promise<void> {
    try {
      for (;;) await this.#goOn(url, this.#current())
    } catch {
      // The server is gone, or refused something: the next one is asked about it before anything else.
    }
  }

  /** On a server that lives: what was begun comes to its end, and every file is there as it was sent. */
  async finishAll(url: string): Promise<void> {
    for (const upload of this.#uploads) if (upload.state === 'begun') await this.#goOn(url, upload)
    for (const upload of this.#uploads) if (upload.state === 'done') await this.#compare(url, upload)
  }

  #current(): CrashUpload {
    const last = this.#uploads.at(-1)
    if (last?.state === 'begun') return last
    const number = this.#uploads.length
    const [uploadId, videoId] = [`${this.author.device}.u${number}`, `${this.author.device}.w${number}`]
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), this.#random.bytes(1 + this.#random.below(largestBytes))])
    const isUnwanted = number % 3 === 2
    const upload = { uploadId, videoId, bytes, isUnwanted, acceptedBytes: 0, state: 'begun' as const }
    this.#uploads.push(upload)
    const source = { kind: 'upload', uploadId, fileName: 'notes.pdf', sizeBytes: bytes.length, type: '' } as const
    const chapterId = `${this.author.device}.uploads`
    this.author.save([
      { type: 'add-chapter', chapterId, title: 'Files', position: 'a0' },
      { type: 'add-video', videoId, title: `File ${number}`, place: [chapterId, 'a0'], source },
    ])
    return upload
  }

  async #goOn(url: string, upload: CrashUpload): Promise<void> {
    const address = filesUrl(url, this.author.device, upload.uploadId)
    const head = await fetch(address, { method: 'HEAD', headers: tus })
    this.#judgeOffset(upload, head)
    await this.#send(url, { upload, isResumed: head.ok })
    if (upload.state === 'done') return
    const { status } = await fetch(address, { method: 'DELETE', headers: tus })
    // 404 and 410: it was thrown away by the server that died.
    if (![204, 404, 410].includes(status)) throw new Error(`thrown away with ${status}`)
    upload.state = 'cancelled'
  }

  #judgeOffset(upload: CrashUpload, head: Response): void {
    const { uploadId, acceptedBytes, isUnwanted } = upload
    if (head.status === 503) throw new Error('the server is about to end, and says nothing of uploads')
    const isGone = head.status === 404 || head.status === 410
    if (isGone && (acceptedBytes === 0 || isUnwanted)) {
      // Thrown away by a server that died before it said so: it begins anew.
      upload.acceptedBytes = 0
      return
    }
    const offset = Number(head.headers.get('upload-offset') ?? Number.NaN)
    if (offset >= acceptedBytes) return
    this.broken.push(`${uploadId}: ${acceptedBytes} bytes were accepted, ${offset} are there (${head.status})`)
  }

  async #send(url: string, { upload, isResumed }: { upload: CrashUpload; isResumed: boolean }): Promise<void> {
    const { uploadId, videoId, bytes, isUnwanted } = upload
    const { device, courseId } = this.author
    const isDone = await uploadFile({
      ...{ url, device, courseId, uploadId, videoId, bytes, isResumed, chunkSize: chunkBytes, fileName: 'notes.pdf' },
      onChunk: (tusUpload, accepted) => {
        upload.acceptedBytes = accepted
        if (isUnwanted && accepted < bytes.length) tusUpload.abort()
      },
    })
    if (isDone === 'done') upload.state = 'done'
  }

  async #compare(url: string, { uploadId, bytes }: CrashUpload): Promise<void> {
    const response = await fetch(`${url}/media/${uploadId}?device=${this.author.device}`)
    const served = sha256Of(Buffer.from(await response.arrayBuffer()))
    if (served !== sha256Of(bytes)) this.broken.push(`${uploadId}: other bytes (${response.status})`)
  }
}
