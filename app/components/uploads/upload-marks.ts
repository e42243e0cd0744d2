/** What each video's row shows of its upload. A row hears only of its own: there may be fifty thousand. */
import type { Course, Video } from '../../../course/model.ts'
import type { ServerUpload } from '../../session/server-uploads.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { isUnfinished, type UploadItem, type UploadsSnapshot } from '../../uploads/upload-state.ts'

export type UploadMark =
  /** Chosen in this browser. */
  | { readonly kind: 'own'; readonly item: UploadItem; readonly secondsLeft?: number }
  /** Made by another device, as the server tells it. */
  | { readonly kind: 'others'; readonly upload: ServerUpload }

/** The part of the queue that is shown. */
export interface ShownUploads {
  readonly getSnapshot: () => UploadsSnapshot
  readonly subscribe: (listener: () => void) => () => void
}

type MarkedSession = Pick<CourseSession, 'uploads' | 'getState' | 'subscribe'>

export class UploadMarks {
  readonly #session: MarkedSession
  readonly #listeners = new Map<string, Set<() => void>>()
  #marks: ReadonlyMap<string, UploadMark> = new Map()

  constructor(session: MarkedSession) {
    this.#session = session
  }

  /** Listens until the returned function is called. @param queue absent until the engine is loaded */
  start(queue?: ShownUploads): () => void {
    const refresh = () => this.#refresh(queue)
    const { uploads } = this.#session
    const stops = [uploads.subscribe(refresh), this.#session.subscribe(refresh), queue?.subscribe(refresh)]
    refresh()
    return () => {
      for (const stop of stops) stop?.()
    }
  }

  /** The same object until something about the video's upload changes. */
  get(videoId: string): UploadMark | undefined {
    return this.#marks.get(videoId)
  }

  subscribe(videoId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(videoId) ?? new Set()
    this.#listeners.set(videoId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(videoId)
    }
  }

  #refresh(queue: ShownUploads | undefined): void {
    const before = this.#marks
    const next = new Map<string, UploadMark>()
    const { course } = this.#session.getState()
    for (const [videoId, mark] of marksOf(course, this.#session.uploads.getUploads(), queue?.getSnapshot())) {
      const old = before.get(videoId)
      next.set(videoId, old && isSame(old, mark) ? old : mark)
    }
    this.#marks = next
    for (const videoId of new Set([...before.keys(), ...next.keys()]))
      if (before.get(videoId) !== next.get(videoId)) for (const tell of this.#listeners.get(videoId) ?? []) tell()
  }
}

function marksOf(
  { videos }: Course,
  others: ReadonlyMap<string, ServerUpload>,
  own: UploadsSnapshot | undefined,
): Map<string, UploadMark> {
  const marks = new Map<string, UploadMark>()
  for (const [videoId, upload] of others) {
    if (videos.get(videoId)?.source?.kind === 'upload') marks.set(videoId, { kind: 'others', upload })
  }
  for (const [videoId, items] of byVideo(own?.items ?? [])) {
    const item = itemFor(videos.get(videoId), items)
    if (item) marks.set(videoId, { kind: 'own', item, ...timeLeftOf(item, own) })
  }
  return marks
}

function byVideo(items: readonly UploadItem[]): Map<string, UploadItem[]> {
  const found = new Map<string, UploadItem[]>()
  for (const item of items) found.set(item.videoId, [...(found.get(item.videoId) ?? []), item])
  return found
}

/** The video's own file before its captions, and what is to come or has failed before what is there. */
function itemFor(video: Video | undefined, items: readonly UploadItem[]): UploadItem | undefined {
  if (!video) return undefined
  const { source, captions = [] } = video
  const ids = [...(source?.kind === 'upload' ? [source.uploadId] : []), ...captions.map(({ uploadId }) => uploadId)]
  const shown = ids.flatMap(uploadId => items.find(item => item.uploadId === uploadId) ?? [])
  return shown.find(item => item.state.status !== 'complete') ?? shown[0]
}

/** Those that are sent share the line. */
function timeLeftOf(item: UploadItem, own: UploadsSnapshot | undefined): { readonly secondsLeft?: number } {
  if (!own || own.totals.bytesPerSecond === 0 || item.state.status !== 'uploading') return {}
  const sending = own.items.filter(({ state }) => state.status === 'uploading').length
  const seconds = ((item.sizeBytes - item.storedBytes) * sending) / own.totals.bytesPerSecond
  // As coarse as it is shown.
  return { secondsLeft: Math.ceil(seconds / 5) * 5 }
}

function isSame(a: UploadMark, b: UploadMark): boolean {
  if (a.kind === 'own') return b.kind === 'own' && a.item === b.item && a.secondsLeft === b.secondsLeft
  return b.kind === 'others' && a.upload === b.upload
}

/** Lost with this tab: nothing of it is in the browser, and the server has not all of it. */
export function isLostWithTab(item: UploadItem): boolean {
  return !item.isKept && isUnfinished(item)
}
