/** An upload as any tus client makes it, piece by piece beside whatever others do. */
import { type Answer, ask } from '../http/ask.ts'
import { metadataOf } from './any-tus.ts'

export interface HonestFile {
  readonly uploadId: string
  readonly bytes: Uint8Array
}

const version = { 'Tus-Resumable': '1.0.0' }
const device = 'ana'

export class HonestUpload {
  readonly faults: string[] = []
  readonly #url: string
  readonly #file: HonestFile
  #offset = 0

  constructor(url: string, file: HonestFile) {
    this.#url = url
    this.#file = file
  }

  async begin(): Promise<void> {
    const { uploadId, bytes } = this.#file
    const metadata = metadataOf({ uploadId, courseId: 'course-1', videoId: 'intro', filename: 'Intro.mp4' })
    const headers = { ...version, 'Upload-Length': String(bytes.length), 'Upload-Metadata': metadata }
    const answer = await ask(this.#url, { method: 'POST', path: `/files?device=${device}`, headers })
    this.#expect(answer, 201, 'announced')
  }

  async goOn(sizeBytes: number): Promise<void> {
    const { bytes } = this.#file
    const body = bytes.subarray(this.#offset, this.#offset + sizeBytes)
    if (body.length === 0) return
    const headers = {
      ...version,
      'Upload-Offset': String(this.#offset),
      'Content-Type': 'application/offset+octet-stream',
    }
    const answer = await ask(this.#url, { method: 'PATCH', path: this.#path, headers, body })
    this.#expect(answer, 204, `sent from ${this.#offset}`)
    this.#offset += body.length
  }

  /** Sends the rest, and looks at what is served. */
  async end(): Promise<void> {
    await this.goOn(this.#file.bytes.length)
    const response = await fetch(`${this.#url}/media/${this.#file.uploadId}?device=${device}`)
    const served = Buffer.from(await response.arrayBuffer())
    if (!served.equals(this.#file.bytes))
      this.faults.push(`the honest upload is served as ${response.status}, other bytes`)
  }

  get #path(): string {
    return `/files/${this.#file.uploadId}?device=${device}`
  }

  #expect(answer: Answer | undefined, status: number, what: string): void {
    if (answer?.status !== status) this.faults.push(`the honest upload, ${what}: ${answer?.status} ${answer?.text}`)
  }
}
