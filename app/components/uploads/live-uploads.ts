/** This browser's uploads with the server's own word of them: it tells what it has stored while a chunk is still on its way. */
import type { CourseSession } from '../../session/session-state.ts'
import { totalsOf, type UploadItem, type UploadsSnapshot } from '../../uploads/upload-state.ts'
import type { ShownUploads } from './upload-marks.ts'

/** The server may have heard of it. */
const begun: ReadonlySet<string> = new Set(['uploading', 'verifying', 'paused', 'retrying', 'waiting'])

type HeardSession = Pick<CourseSession, 'uploads' | 'getState'>

export class LiveUploads implements ShownUploads {
  readonly #queue: ShownUploads
  readonly #session: HeardSession
  readonly #heard = new Map<string, number>()
  readonly #moved = new WeakMap<UploadItem, UploadItem>()
  #from: readonly unknown[] = []
  #snapshot: UploadsSnapshot | undefined

  constructor(queue: ShownUploads, session: HeardSession) {
    this.#queue = queue
    this.#session = session
  }

  /** The same object until something changes. */
  readonly getSnapshot = (): UploadsSnapshot => {
    const own = this.#queue.getSnapshot()
    const from = [own, this.#session.uploads.getUploads()]
    if (this.#snapshot && from.every((part, index) => part === this.#from[index])) return this.#snapshot
    this.#from = from
    this.#snapshot = this.#read(own)
    return this.#snapshot
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const stops = [this.#queue.subscribe(listener), this.#session.uploads.subscribe(listener)]
    return () => {
      for (const stop of stops) stop()
    }
  }

  #read(own: UploadsSnapshot): UploadsSnapshot {
    const items = own.items.map(item => this.#withServer(item))
    if (items.every((item, index) => item === own.items[index])) return own
    return { items, totals: totalsOf(items, own.totals.bytesPerSecond) }
  }

  #withServer(item: UploadItem): UploadItem {
    const storedBytes = this.#storedOf(item)
    if (storedBytes <= item.storedBytes) return item
    const before = this.#moved.get(item)
    if (before?.storedBytes === storedBytes) return before
    const moved = { ...item, storedBytes }
    this.#moved.set(item, moved)
    return moved
  }

  /** What the server said last: it may be out of hearing, or have told that all is complete before it told the sender. */
  #storedOf(item: UploadItem): number {
    const { uploadId, videoId, sizeBytes, state } = item
    if (!begun.has(state.status)) {
      this.#heard.delete(uploadId)
      return 0
    }
    const upload = this.#session.uploads.getUploads().get(videoId)
    // What has not begun may have taken the place of what the server speaks of.
    const hasBegun = state.status !== 'waiting' || state.cause === 'other-tab'
    if (upload && hasBegun && this.#isOf(item)) {
      if (upload.status === 'verifying') this.#heard.set(uploadId, sizeBytes)
      if (upload.status === 'uploading') this.#heard.set(uploadId, Math.floor((sizeBytes * upload.progress) / 100))
    }
    return this.#heard.get(uploadId) ?? 0
  }

  /** The server speaks of videos: of its captions it says nothing that could be told from its file. */
  #isOf({ uploadId, videoId }: UploadItem): boolean {
    const { source } = this.#session.getState().course.videos.get(videoId) ?? {}
    return source?.kind === 'upload' && source.uploadId === uploadId
  }
}
