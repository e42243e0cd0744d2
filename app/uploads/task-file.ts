/** The file of one upload in one tab: what is remembered of it, and where its bytes are. */
import { changedFile, type LocalFile, type LocalFileChange } from '../../persistence/local-file-store.ts'
import { keepFile } from './file-keeper.ts'
import { unknownSizeBytes } from './lost-uploads.ts'
import { orNothing } from './or-nothing.ts'
import type { UploadSeams } from './upload-seams.ts'

type FileSeams = Pick<UploadSeams, 'store' | 'estimateRoom' | 'clock' | 'report'>

const noteEveryMs = 1_000

export class TaskFile {
  readonly #seams: FileSeams
  #record: LocalFile
  /** Until the store has a copy. */
  #chosen: Blob | undefined
  #isKept: boolean
  #isKeeping = false
  #isElsewhere = false
  #edits = 0
  #notedMs = Number.NEGATIVE_INFINITY

  /** @param chosen absent: it was chosen before this page was loaded, or in another tab */
  constructor(seams: FileSeams, record: LocalFile, chosen?: Blob) {
    this.#seams = seams
    this.#record = record
    this.#chosen = chosen
    this.#isKept = !chosen
  }

  get record(): LocalFile {
    return this.#record
  }

  /** How often this tab has written what an author or the server has decided: what was read from the store before counts no more. */
  get edits(): number {
    return this.#edits
  }

  /** Others of this browser can go on with it. */
  get isKept(): boolean {
    return this.#isKept
  }

  /** The bytes are still those on the author's disk. */
  get isOnDisk(): boolean {
    return this.#chosen !== undefined
  }

  /** Being copied into this browser: what stands in the store is written over in a moment. */
  get isKeeping(): boolean {
    return this.#isKeeping
  }

  /** Another tab was given it, and this browser has no room for its bytes: that tab alone can send it. */
  get isElsewhere(): boolean {
    return this.#isElsewhere
  }

  /** Copies the bytes into this browser if there is room. */
  async keep(): Promise<'kept' | 'no-room' | 'unreadable'> {
    if (!this.#chosen) return 'kept'
    const begun = this.#record
    this.#isKeeping = true
    const result = await keepFile(begun, this.#chosen, this.#seams).finally(() => {
      this.#isKeeping = false
      this.#edits++
    })
    this.#isKept = result === 'kept'
    if (this.#isKept) this.#chosen = undefined
    // Paused or cancelled meanwhile: what was just written says otherwise.
    if (this.#record !== begun) await this.remember({ status: this.#record.status })
    return result
  }

  /** Whether its size says that it may be the file that was chosen first. */
  mayBe({ size }: Blob): boolean {
    const { sizeBytes } = this.#record
    return size > 0 && (size === sizeBytes || sizeBytes === unknownSizeBytes)
  }

  /** To be kept before anybody hears of it: a tab that looked for the bytes too soon would find none. */
  chooseAgain(chosen: Blob): void {
    const open = changedFile(this.#record, { status: 'open' })
    this.#record = { ...open, sizeBytes: chosen.size, isChosenAgain: true }
    this.#chosen = chosen
    this.#isElsewhere = false
  }

  /** Undefined: this browser has none. @throws {LecternError} it cannot tell now */
  async readBytes(): Promise<Blob | undefined> {
    return this.#chosen ?? (await this.#seams.store.readBytes(this.#record.uploadId))
  }

  /** What cannot be written is true as long as this page lives. */
  async remember(change: LocalFileChange): Promise<void> {
    this.#edits++
    await this.#write(change)
  }

  /** Remembers it now and then: a reloaded page and the other tabs show how far it is. */
  noteStored(storedBytes: number): void {
    const { clock, report } = this.#seams
    if (clock.monotonicMs() - this.#notedMs < noteEveryMs) return
    this.#notedMs = clock.monotonicMs()
    this.#write({ storedBytes }).catch(report)
  }

  /** What another tab has written. */
  follow(record: LocalFile): void {
    const isNews = record.status !== this.#record.status || !this.#record.isInTab
    const isInOther = record.status === 'open' && record.isInTab === true && !this.isOnDisk
    this.#isElsewhere = isInOther && (isNews || this.#isElsewhere)
    this.#record = record
  }

  /** The other tab was let ahead, once: it may be closed before it has sent it. */
  letAhead(): void {
    this.#isElsewhere = false
  }

  async release(): Promise<void> {
    this.#chosen = undefined
    await orNothing(this.#seams.store.release([this.#record.uploadId]))
  }

  async #write(change: LocalFileChange): Promise<void> {
    this.#record = changedFile(this.#record, change)
    await orNothing(this.#seams.store.change(this.#record.uploadId, change))
  }
}
