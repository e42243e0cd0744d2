/** What there is to know of the chapters and videos in hand. Pure. */
import type { Chapter, Course, Source, Video } from '../../../course/model.ts'
import { chaptersOf, isTrashed, videosOf } from '../../../course/outline.ts'
import type { ListedUpload } from '../../../course/wire/uploads.ts'
import { detailsText, sizeText } from '../../text/details.ts'
import { clockText, mediaText } from '../../text/media.ts'
import { linkHost } from '../source/link-host.ts'

export interface Row {
  readonly kind: 'chapter' | 'video'
  readonly id: string
}

interface Fact {
  readonly name: string
  readonly value: string
}

export interface Details {
  readonly title: string
  readonly facts: readonly Fact[]
  /** An address that is safe to open, and where it leads. */
  readonly link?: { readonly url: string; readonly host: string }
  readonly isTrashed: boolean
}

/** What the server found in a complete upload, and the name of who uploaded it, where that is known. */
type KnownFile = ListedUpload & { readonly uploadedBy?: string | undefined }

/** By the ids of the uploads. */
export type KnownFiles = ReadonlyMap<string, KnownFile>

/** Undefined where none of the rows is there any more. */
export function detailsOf(rows: readonly Row[], course: Course, known?: KnownFiles): Details | undefined {
  const there = rows.filter(({ kind, id }) => (kind === 'chapter' ? course.chapters : course.videos).has(id))
  const [row] = there
  if (!row) return undefined
  if (there.length > 1) return ofSeveral(there, course)
  const chapter = row.kind === 'chapter' ? course.chapters.get(row.id) : undefined
  const video = row.kind === 'video' ? course.videos.get(row.id) : undefined
  return chapter ? ofChapter(chapter, course) : video && ofVideo(video, course, known)
}

function ofSeveral(rows: readonly Row[], course: Course): Details {
  const videos = rows.flatMap(({ kind, id }) => (kind === 'video' ? (course.videos.get(id) ?? []) : []))
  const homes = new Set(videos.map(({ place }) => place[0]))
  return {
    title: detailsText.selected(rows.length - videos.length, videos.length),
    facts: homes.size > 1 ? [{ name: detailsText.place, value: detailsText.inChapters(homes.size) }] : [],
    isTrashed: false,
  }
}

function ofChapter(chapter: Chapter, course: Course): Details {
  const { chapter: kind, place, videos } = detailsText
  const { deleted } = chapter
  const siblings = chaptersOf(course)
  const index = siblings.findIndex(({ id }) => id === chapter.id)
  const where = deleted
    ? detailsText.trash(deleted.by.name, deleted.at)
    : detailsText.chapterPlace(index + 1, siblings.length)
  return {
    title: chapter.title || detailsText.untitled,
    facts: [
      { name: detailsText.kind, value: kind },
      { name: place, value: where },
      { name: videos, value: String(videosOf(course, chapter.id).length) },
    ],
    isTrashed: deleted !== undefined,
  }
}

function ofVideo(video: Video, course: Course, known: KnownFiles | undefined): Details {
  const { source, captions } = video
  const host = source?.kind === 'link' ? linkHost(source.url) : undefined
  return {
    title: video.title || detailsText.untitled,
    facts: [
      { name: detailsText.kind, value: detailsText.video },
      { name: detailsText.place, value: placeOf(video, course) },
      ...sourceFacts(source, known),
      ...(captions ? [{ name: detailsText.captions, value: captions.map(({ language }) => language).join(', ') }] : []),
    ],
    ...(source?.kind === 'link' && host !== undefined && { link: { url: source.url, host } }),
    isTrashed: isTrashed(course, video),
  }
}

function placeOf(video: Video, course: Course): string {
  if (video.deleted) return detailsText.trash(video.deleted.by.name, video.deleted.at)
  if (isTrashed(course, video)) return detailsText.trashed
  const chapter = course.chapters.get(video.place[0])
  if (!chapter || chapter.deleted) return detailsText.unfiled
  const siblings = videosOf(course, chapter.id)
  const index = siblings.findIndex(({ id }) => id === video.id)
  return detailsText.videoPlace(index + 1, siblings.length, chapter.title)
}

function sourceFacts(source: Source | undefined, known: KnownFiles | undefined): Fact[] {
  if (!source) return [{ name: detailsText.file, value: detailsText.noSource }]
  if (source.kind === 'link') return [{ name: detailsText.link, value: source.url }]
  const upload = known?.get(source.uploadId)
  const type = upload?.finalData.type ?? source.type
  return [
    { name: detailsText.file, value: source.fileName },
    { name: detailsText.size, value: sizeText(source.sizeBytes) },
    ...(type === '' ? [] : [{ name: detailsText.type, value: type }]),
    ...(upload ? foundFacts(upload) : []),
  ]
}

function foundFacts({ finalData, completedAt, uploadedBy }: KnownFile): Fact[] {
  const { durationSeconds, width, height } = finalData
  return [
    ...(durationSeconds === null ? [] : [{ name: mediaText.length, value: clockText(durationSeconds) }]),
    ...(width && height ? [{ name: mediaText.picture, value: mediaText.dimensions(width, height) }] : []),
    { name: mediaText.uploaded, value: mediaText.uploadedAt(completedAt, uploadedBy) },
  ]
}
