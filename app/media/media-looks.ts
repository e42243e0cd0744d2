/** What this browser sees in media files: their length and a small picture. Looked at when asked for, a few at a time. */
import type { LocalMediaFacts } from '../uploads/media-facts.ts'

export interface Look {
  readonly durationSeconds: number | null
  readonly width: number | null
  readonly height: number | null
  /** An object URL, good until it is forgotten. */
  readonly pictureUrl?: string
}

export interface LookSeams {
  /** Undefined: not in this browser. */
  readonly readLocal: (uploadId: string) => Promise<Blob | undefined>
  /** Never rejects. @param file its bytes or its address */
  readonly readFacts: (file: Blob | string) => Promise<LocalMediaFacts>
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>
}

interface Want {
  /** Where the server has it. */
  readonly url: string | undefined
  wanters: number
  /** Nobody had the file when it was looked for. */
  isIdle: boolean
}

/** Decoding a picture takes a core for a moment, and a line is shared with uploads. */
const atOnce = 2
/** About 10 kB each. */
const mostKept = 500

export class MediaLooks {
  readonly #seams: LookSeams
  readonly #looks = new Map<string, Look>()
  readonly #wants = new Map<string, Want>()
  readonly #running = new Set<string>()
  readonly #listeners = new Set<() => void>()
  #durations: ReadonlyMap<string, number> = new Map()

  constructor(seams: LookSeams) {
    this.#seams = seams
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Undefined: not looked at, or the file was nowhere. The same object each time. */
  find(uploadId: string): Look | undefined {
    return this.#looks.get(uploadId)
  }

  /** Seconds, by upload: those found here. Another map after each that was found. */
  readonly getDurations = (): ReadonlyMap<string, number> => this.#durations

  /**
   * Looks at it when its turn comes: at the copy in this browser, else at the server's.
   *
   * @param url where the server has it; without it only a copy in this browser counts
   * @returns how to want it no longer
   */
  want(uploadId: string, url?: string): () => void {
    const before = this.#wants.get(uploadId)
    const wanters = (before?.wanters ?? 0) + 1
    this.#wants.set(uploadId, { url: url ?? before?.url, wanters, isIdle: false })
    this.#lookOn()
    return () => this.#unwant(uploadId)
  }

  /** What is in this browser may have changed. */
  tryAgain(): void {
    for (const want of this.#wants.values()) want.isIdle = false
    this.#lookOn()
  }

  /** Nothing is shown of it any more. */
  forget(): void {
    for (const uploadId of [...this.#looks.keys()]) this.#drop(uploadId)
    this.#wants.clear()
    this.#durations = new Map()
  }

  #unwant(uploadId: string): void {
    const want = this.#wants.get(uploadId)
    if (!want) return
    want.wanters--
    if (want.wanters === 0) this.#wants.delete(uploadId)
  }

  #lookOn(): void {
    for (const [uploadId, want] of this.#wants) {
      if (this.#running.size >= atOnce) return
      if (want.isIdle || this.#looks.has(uploadId) || this.#running.has(uploadId)) continue
      this.#running.add(uploadId)
      void this.#look(uploadId, want).finally(() => {
        this.#running.delete(uploadId)
        this.#lookOn()
      })
    }
  }

  async #look(uploadId: string, want: Want): Promise<void> {
    want.isIdle = true
    const { readLocal, readFacts } = this.#seams
    const file = (await readLocal(uploadId).catch(() => undefined)) ?? want.url
    if (file === undefined) return
    const facts = await readFacts(file)
    if (this.#wants.has(uploadId)) this.#keep(uploadId, facts)
  }

  #keep(uploadId: string, { thumbnail, ...facts }: LocalMediaFacts): void {
    const { urls } = this.#seams
    this.#looks.set(uploadId, { ...facts, ...(thumbnail && { pictureUrl: urls.createObjectURL(thumbnail) }) })
    if (facts.durationSeconds !== null) {
      this.#durations = new Map(this.#durations).set(uploadId, facts.durationSeconds)
    }
    const oldest = [...this.#looks.keys()].find(id => !this.#wants.has(id))
    if (this.#looks.size > mostKept && oldest !== undefined) this.#drop(oldest)
    for (const listener of [...this.#listeners]) listener()
  }

  #drop(uploadId: string): void {
    const { pictureUrl } = this.#looks.get(uploadId) ?? {}
    if (pictureUrl !== undefined) this.#seams.urls.revokeObjectURL(pictureUrl)
    this.#looks.delete(uploadId)
  }
}
