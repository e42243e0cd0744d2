/** The server's port for the bytes of uploads. What is known of them is in the course store. */

export interface AppendRequest {
  /** Where the bytes go on: what `find` says is stored. */
  readonly offset: number
  /** Each chunk is given away: nobody may look at it once the next one is asked for. */
  readonly bytes: AsyncIterable<Uint8Array>
  /** Each time more has become durable. @param storedBytes all of it, from the upload's beginning */
  readonly onStored?: (storedBytes: number) => void
  /** Asked once, when all has come and before any of it counts: false takes all of it back. */
  readonly confirm?: () => boolean
}

export interface StoredMedia {
  /** These survive power loss: here the upload goes on. */
  readonly storedBytes: number
  readonly isFinished: boolean
}

export interface ByteRange {
  /** The first byte, and the one after the last. */
  readonly start: number
  readonly end: number
}

/** Any id is safe in it, whatever its characters. Every driver passes test/persistence/media-store-contract.ts. */
export interface MediaStore {
  /** Undefined: nothing of it is here. */
  find(uploadId: string): Promise<StoredMedia | undefined>
  /**
   * Appends until the source ends. What came before a failure of the source is made durable, then its error is thrown;
   * with `confirm`, nothing of it counts. One at a time for an upload.
   *
   * @returns the bytes stored then; resolves only when they survive power loss
   * @throws {LecternError} `store-full`, what fitted is stored and the upload can go on there; `store-unavailable`;
   *   `wrong-offset`: other bytes are stored, or it is finished; `wrong-checksum`: `confirm` said no
   */
  append(uploadId: string, request: AppendRequest): Promise<number>
  /**
   * SHA-256 of these first bytes, all stored, in hexadecimal. Computed while they come, as far as this process saw them come.
   * @throws {LecternError} `store-unavailable`: it is not here, or not so long
   */
  sha256(uploadId: string, sizeBytes: number): Promise<string>
  /** Moves it to where finished ones are; durable when resolved. Again: nothing happens. */
  finish(uploadId: string): Promise<void>
  /** Unfinished or finished, in chunks. @throws {LecternError} `store-unavailable`: it is not here, or not so long */
  read(uploadId: string, range: ByteRange): AsyncIterable<Uint8Array<ArrayBuffer>>
  /** Whatever there is of it, if there is anything: when resolved, no power loss brings it back. */
  remove(uploadId: string): Promise<void>
  /** All that is here, in no order. */
  list(): Promise<ReadonlyMap<string, { readonly isFinished: boolean }>>
  /** Nothing is asked of it any more. */
  close(): Promise<void>
}

/** What looking at uploads needs of it. */
export type ReadableMedia = Pick<MediaStore, 'find' | 'read' | 'list'>
