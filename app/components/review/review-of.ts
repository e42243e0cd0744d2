/** The draft as an author reads it: what Save would do, line by line, with both values, under the chapter it is in. Pure. */
import type { Command } from '../../../course/command.ts'
import type { Captions, Course, Source } from '../../../course/model.ts'
import { type Outline, outlineOf } from '../../../course/outline.ts'
import { comparePositions } from '../../../course/position.ts'
import type { DraftEntry } from '../../../persistence/local-course-store.ts'
import { fieldNames, reviewSentence, reviewText } from '../../text/review.ts'

export type ChangeKind = 'added' | 'changed' | 'moved' | 'deleted' | 'restored'

/** A value before and after; `undefined` where there was none, or is none any more. */
export interface ChangedValue {
  readonly name?: string
  readonly before: string | undefined
  readonly after: string | undefined
}

export interface ReviewLine {
  readonly draftId: string
  readonly kind: ChangeKind
  readonly sentence: string
  readonly values: readonly ChangedValue[]
  /** Why the server refused it. */
  readonly refused?: string
}

export interface ReviewGroup {
  readonly id: string
  readonly title: string
  readonly lines: readonly ReviewLine[]
}

interface Courses {
  readonly draft: readonly DraftEntry[]
  /** The course without the draft, and with it. */
  readonly saved: Course
  readonly course: Course
}

/** In the outline's order: the course's own fields first, then chapter by chapter, what is nowhere last. */
export function reviewOf({ draft, saved, course }: Courses): ReviewGroup[] {
  const places = { before: placesIn(outlineOf(saved)), after: placesIn(outlineOf(course)) }
  const byHome = Map.groupBy(draft, ({ command }) => homeOf(command, course))
  const chapters = [...course.chapters.values()].sort(comparePositions)
  const homes = ['', ...chapters.map(({ id }) => id), ...byHome.keys()]
  return [...new Set(homes)].flatMap(home => {
    const entries = byHome.get(home) ?? []
    if (entries.length === 0) return []
    const lines = entries.map(entry => lineOf(entry, { saved, course, ...places }))
    return { id: home, title: titleOfHome(home, course), lines }
  })
}

interface Place {
  readonly index: number
  readonly count: number
  readonly chapter?: string
}

interface Places {
  readonly chapters: ReadonlyMap<string, Place>
  readonly videos: ReadonlyMap<string, Place>
}

function placesIn({ chapters, unfiled }: Outline): Places {
  const count = chapters.length
  const ofChapters = chapters.map(({ chapter }, index) => [chapter.id, { index: index + 1, count }] as const)
  const lists = chapters.map(({ chapter, videos }) => ({ chapter: chapter.title, videos }))
  const ofVideos = [...lists, { chapter: reviewText.unfiled, videos: unfiled }].flatMap(({ chapter, videos }) =>
    videos.map(({ id }, index) => [id, { index: index + 1, count: videos.length, chapter }] as const),
  )
  return { chapters: new Map(ofChapters), videos: new Map(ofVideos) }
}

/** The chapter whose heading the line stands under; empty: the course itself. */
function homeOf(command: Command, course: Course): string {
  if (command.type === 'edit-course') return ''
  return 'videoId' in command ? (course.videos.get(command.videoId)?.place[0] ?? '') : command.chapterId
}

function titleOfHome(home: string, course: Course): string {
  return home === '' ? reviewText.ofCourse : (course.chapters.get(home)?.title ?? reviewText.unfiled)
}

interface Seen {
  readonly saved: Course
  readonly course: Course
  readonly before: Places
  readonly after: Places
}

function lineOf({ draftId, command, refused }: DraftEntry, seen: Seen): ReviewLine {
  return {
    draftId,
    kind: kindOf(command),
    sentence: reviewSentence(command, titleOf(command, seen.course)),
    values: valuesOf(command, seen),
    ...(refused !== undefined && { refused }),
  }
}

function kindOf({ type }: Command): ChangeKind {
  if (type.startsWith('add-')) return 'added'
  if (type.startsWith('move-')) return 'moved'
  if (type.startsWith('delete-')) return 'deleted'
  return type.startsWith('restore-') ? 'restored' : 'changed'
}

function titleOf(command: Command, course: Course): string {
  if (command.type === 'edit-course') return course.info.title
  if ('title' in command) return command.title
  const entity = 'videoId' in command ? course.videos.get(command.videoId) : course.chapters.get(command.chapterId)
  return entity?.title ?? ''
}

function valuesOf(command: Command, { saved, before, after }: Seen): ChangedValue[] {
  switch (command.type) {
    case 'edit-course':
      return courseValues(command, saved)
    case 'rename-chapter':
      return [{ before: saved.chapters.get(command.chapterId)?.title ?? command.was, after: command.title }]
    case 'rename-video':
      return [{ before: saved.videos.get(command.videoId)?.title ?? command.was, after: command.title }]
    case 'move-chapter':
      return [placeValues(before.chapters.get(command.chapterId), after.chapters.get(command.chapterId))]
    case 'move-video':
      return [placeValues(before.videos.get(command.videoId), after.videos.get(command.videoId))]
    case 'replace-video':
      return [{ before: sourceText(saved.videos.get(command.videoId)?.source), after: sourceText(command.source) }]
    case 'set-captions':
      return [{ before: captionsText(command.was), after: captionsText(command.captions) }]
    case 'add-video':
      return command.source ? [{ before: undefined, after: sourceText(command.source) }] : []
    default:
      return []
  }
}

function courseValues(command: Extract<Command, { type: 'edit-course' }>, saved: Course): ChangedValue[] {
  return (['title', 'description', 'language'] as const).flatMap(key => {
    const value = command[key]
    if (value === undefined) return []
    return { name: fieldNames[key], before: saved.info[key] || undefined, after: value ?? undefined }
  })
}

function placeValues(before: Place | undefined, after: Place | undefined): ChangedValue {
  return { before: placeText(before), after: placeText(after) }
}

function placeText(place: Place | undefined): string | undefined {
  return place && reviewText.place(place.index, place.count, place.chapter)
}

function sourceText(source: Source | null | undefined): string | undefined {
  if (!source) return undefined
  return source.kind === 'link' ? source.url : source.fileName
}

function captionsText(captions: readonly Captions[] | null | undefined): string | undefined {
  return captions?.map(({ language, fileName }) => `${language}: ${fileName}`).join(', ') || undefined
}
