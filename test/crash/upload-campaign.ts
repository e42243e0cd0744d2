/**
 * One upload after another to one data folder, each interrupted at random: the line cut, the server killed or stopped,
 * also at the moment in which its last byte arrives. Each goes on where the server has it, and what is served in the
 * end is held against what was sent.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256Of } from '../sync-server/uploads/fixtures/sample.ts'
import { filesUrl, type UploadCall, uploadFile } from '../sync-server/uploads/fixtures/upload.ts'
import { type Random, seededRandom } from './random.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export interface UploadCampaignOptions {
  readonly seed: number
  readonly uploads: number
}

export interface UploadCampaignOutcome {
  readonly uploads: number
  readonly interruptions: Readonly<Record<Interruption, number>>
  /** The most that any upload had to send again after an interruption. */
  readonly mostResentBytes: number
  /** One line for each promise that was broken. */
  readonly broken: readonly string[]
}

type Interruption = 'cut' | 'kill' | 'stop'

const chunkBytes = 256 * 1024
const largestBytes = 3 * 1024 * 1024
/** Some are interrupted only when all is sent: while the server verifies, moves and commits. */
const endsOfTen = 4
const latestMs = 40
const stoppedMs = 150

export async function runUploadCampaign({ seed, uploads }: UploadCampaignOptions): Promise<UploadCampaignOutcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lectern-upload-kill-'))
  const campaign = new UploadCampaign(dataDir, seededRandom(seed))
  try {
    await campaign.start()
    for (let number = 0; number < uploads; number++) await campaign.upload(number)
    await campaign.serveAgain()
  } finally {
    await campaign.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { uploads, ...campaign.outcome }
}

interface Progress {
  /** As the server acknowledged them. */
  readonly acceptedBytes: number
  readonly sentBytes: number
  readonly isDone: boolean
  readonly sizeBytes: number
}

class UploadCampaign {
  readonly #dataDir: string
  readonly #random: Random
  readonly #interruptions = { cut: 0, kill: 0, stop: 0 }
  readonly #sent = new Map<string, string>()
  readonly #broken: string[] = []
  #mostResentBytes = 0
  #server: ServerProcess | undefined

  constructor(dataDir: string, random: Random) {
    this.#dataDir = dataDir
    this.#random = random
  }

  get outcome() {
    return { interruptions: this.#interruptions, mostResentBytes: this.#mostResentBytes, broken: this.#broken }
  }

  async start(): Promise<ServerProcess> {
    this.#server = await startServer({ dataDir: this.#dataDir })
    return this.#server
  }

  async stop(): Promise<void> {
    this.#server?.send('SIGKILL')
    await this.#server?.exited
  }

  async upload(number: number): Promise<void> {
    const uploadId = `upload-${number}`
    const bytes = this.#makeFile()
    this.#sent.set(uploadId, sha256Of(bytes))
    for (let attempt = 0; attempt < 3; attempt++) await this.#attempt({ uploadId, bytes, isResumed: attempt > 0 })
    await this.#goOn({ uploadId, bytes, isResumed: true })
    await this.#compare(uploadId)
  }

  /** After one more kill and start. */
  async serveAgain(): Promise<void> {
    await this.stop()
    await this.start()
    for (const uploadId of this.#sent.keys()) await this.#compare(uploadId)
  }

  /** A sound file by its first bytes, and noise. */
  #makeFile(): Buffer {
    return Buffer.concat([Buffer.from('%PDF-1.7\n'), this.#random.bytes(1 + this.#random.below(largestBytes))])
  }

  /** One interruption, and what the server has of the upload after it. */
  async #attempt(call: Pick<UploadCall, 'bytes' | 'isResumed'> & { readonly uploadId: string }): Promise<void> {
    const { bytes } = call
    const kind = (['cut', 'kill', 'stop'] as const)[this.#random.below(3)] ?? 'cut'
    const interruptAt = this.#random.below(10) < endsOfTen ? bytes.length : this.#random.below(bytes.length)
    const delayMs = interruptAt < bytes.length ? 0 : this.#random.below(latestMs)
    const progress = { acceptedBytes: 0, sentBytes: 0 }
    let interruption: Promise<void> | undefined
    const ended = this.#goOn({
      ...call,
      onChunk: (_upload, accepted) => {
        progress.acceptedBytes = accepted
      },
      onProgress: (upload, sentBytes) => {
        progress.sentBytes = sentBytes
        if (sentBytes < interruptAt || interruption) return
        const cut = () => upload.abort()
        interruption = this.#interrupt(kind, { delayMs, cut })
      },
    })
    const isDone = await ended.then(
      result => result === 'done',
      () => false,
    )
    await interruption
    await this.#judgeOffset(call.uploadId, { ...progress, isDone, sizeBytes: bytes.length })
  }

  #goOn(call: Omit<UploadCall, 'url'>): Promise<'done' | 'aborted'> {
    return uploadFile({ url: this.#server?.url ?? '', chunkSize: chunkBytes, fileName: 'notes.pdf', ...call })
  }

  async #interrupt(
    kind: Interruption,
    { delayMs, cut }: { readonly delayMs: number; readonly cut: () => Promise<void> },
  ): Promise<void> {
    this.#interruptions[kind]++
    await pause(delayMs)
    switch (kind) {
      case 'cut':
        return cut()
      case 'kill':
        await this.stop()
        await this.start()
        return
      case 'stop':
        this.#server?.send('SIGSTOP')
        await pause(stoppedMs)
        this.#server?.send('SIGCONT')
        return
      default:
        kind satisfies never
    }
  }

  /** What was acknowledged is there, and no more than a chunk has to be sent again. */
  async #judgeOffset(uploadId: string, { acceptedBytes, sentBytes, isDone, sizeBytes }: Progress): Promise<void> {
    const url = filesUrl(this.#server?.url ?? '', 'ana', uploadId)
    const response = await fetch(url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } })
    if (response.status === 404 && acceptedBytes === 0) return
    const offset = Number(response.headers.get('upload-offset') ?? Number.NaN)
    if (!(offset >= acceptedBytes))
      this.#broken.push(`${uploadId}: ${acceptedBytes} were accepted, ${offset} are there`)
    if (isDone && offset !== sizeBytes) this.#broken.push(`${uploadId}: done, and ${offset} of ${sizeBytes} are there`)
    this.#mostResentBytes = Math.max(this.#mostResentBytes, sentBytes - offset)
    if (sentBytes - offset > chunkBytes) this.#broken.push(`${uploadId}: ${sentBytes - offset} to be sent again`)
  }

  async #compare(uploadId: string): Promise<void> {
    const response = await fetch(`${this.#server?.url}/media/${uploadId}?device=ana`)
    const served = sha256Of(Buffer.from(await response.arrayBuffer()))
    if (served !== this.#sent.get(uploadId)) this.#broken.push(`${uploadId}: other bytes (${response.status})`)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
