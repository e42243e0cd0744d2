/** The outline's gestures: each becomes commands, a word for those who do not see it, and a place for the focus. */
import type { Course } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { chapterName, videoName } from '../../text/command.ts'
import { outlineText, spoken } from '../../text/outline.ts'
import {
  lastPosition,
  type MoveCommand,
  moveChapter,
  moveVideo,
  type Step,
  stepChapter,
  stepVideo,
  stepVideoOver,
  type VideoTarget,
} from './moves.ts'
import type { RowRef } from './row.ts'
import { TitleGesture } from './title-gesture.ts'

/** What a gesture does to the screen besides the course. */
export interface OutlineView {
  /** Shows a chapter's videos. */
  expand(chapterId: string): void
  /** Puts the focus on the row once the course is another than this one. */
  focusAfter(course: Course, row: RowRef | undefined): void
  startEditing(row: RowRef): void
}

export interface NewVideo {
  readonly chapterId: string
  readonly title: string
  readonly url?: string
}

interface OutlineSeams {
  readonly session: CourseSession
  readonly view: OutlineView
  readonly newId: () => string
  readonly announce: (sentence: string) => void
}

export class OutlineActions {
  readonly #session: CourseSession
  readonly #view: OutlineView
  readonly #newId: () => string
  readonly #announce: (sentence: string) => void
  #typing: { readonly row: RowRef; readonly gesture: TitleGesture } | undefined

  constructor({ session, view, newId, announce }: OutlineSeams) {
    this.#session = session
    this.#view = view
    this.#newId = newId
    this.#announce = announce
  }

  get #course(): Course {
    return this.#session.getState().course
  }

  addChapter(): void {
    const chapterId = this.#newId()
    const position = lastPosition(chaptersOf(this.#course))
    this.#session.edit([{ type: 'add-chapter', chapterId, title: outlineText.newChapter, position }])
    this.#view.expand(chapterId)
    this.startEditing({ kind: 'chapter', id: chapterId })
  }

  addVideo({ chapterId, title, url }: NewVideo): void {
    const videoId = this.#newId()
    const place = [chapterId, lastPosition(videosOf(this.#course, chapterId))] as const
    const source = url === undefined ? undefined : ({ kind: 'link', url } as const)
    this.#session.edit([{ type: 'add-video', videoId, title, place, ...(source && { source }) }])
    this.#view.expand(chapterId)
    this.#announce(spoken.added(videoName(this.#course, videoId)))
  }

  startEditing(row: RowRef): void {
    this.#typing = { row, gesture: new TitleGesture(this.#savedTitle(row)) }
    this.#view.startEditing(row)
  }

  /** A keystroke in the row's open field. */
  type(row: RowRef, title: string): void {
    const gesture = this.#typing?.gesture ?? new TitleGesture(this.#savedTitle(row))
    const was = gesture.type(title, this.#savedTitle(row))
    if (title === titleOf(this.#course, row)) return
    this.#session.edit([
      row.kind === 'chapter'
        ? { type: 'rename-chapter', chapterId: row.id, title, was }
        : { type: 'rename-video', videoId: row.id, title, was },
    ])
  }

  step(row: RowRef, step: Step): void {
    const course = this.#course
    this.#move(row, row.kind === 'chapter' ? stepChapter(course, row.id, step) : stepVideo(course, row.id, step))
  }

  /** A video to the neighbouring chapter; a chapter by one, it has no level above. */
  stepOver(row: RowRef, step: Step): void {
    if (row.kind === 'chapter') return this.step(row, step)
    this.#move(row, stepVideoOver(this.#course, row.id, step))
  }

  moveVideoTo(videoId: string, target: VideoTarget): void {
    this.#move({ kind: 'video', id: videoId }, moveVideo(this.#course, videoId, target))
  }

  moveChapterTo(chapterId: string, target: VideoTarget['target']): void {
    this.#move({ kind: 'chapter', id: chapterId }, moveChapter(this.#course, chapterId, target))
  }

  remove(row: RowRef): void {
    const before = this.#course
    const { id } = row
    const videoIds = videosOf(before, id).map(video => video.id)
    this.#session.edit([
      row.kind === 'chapter'
        ? { type: 'delete-chapter', chapterId: id, videoIds }
        : { type: 'delete-video', videoId: id },
    ])
    this.#view.focusAfter(before, neighbourOf(before, row))
    this.#announce(spoken.deleted(nameOf(before, row)))
  }

  restore(row: RowRef): void {
    const before = this.#course
    this.#session.edit([
      row.kind === 'chapter'
        ? { type: 'restore-chapter', chapterId: row.id }
        : { type: 'restore-video', videoId: row.id },
    ])
    if (row.kind === 'video') this.#view.expand(before.videos.get(row.id)?.place[0] ?? '')
    this.#view.focusAfter(before, row)
    this.#announce(spoken.restored(nameOf(before, row)))
  }

  #move(row: RowRef, command: MoveCommand | undefined): void {
    const before = this.#course
    if (!command) return this.#announce(spoken.cannotMove(nameOf(before, row)))
    this.#session.edit([command])
    if (command.type === 'move-video') this.#view.expand(command.place[0])
    this.#view.focusAfter(before, row)
    this.#announce(
      row.kind === 'chapter' ? spoken.chapterPlace(this.#course, row.id) : spoken.videoPlace(this.#course, row.id),
    )
  }

  #savedTitle(row: RowRef): string {
    const { saved, course } = this.#session.getState()
    return titleOf(saved, row) ?? titleOf(course, row) ?? ''
  }
}

function titleOf(course: Course, { kind, id }: RowRef): string | undefined {
  return (kind === 'chapter' ? course.chapters : course.videos).get(id)?.title
}

function nameOf(course: Course, { kind, id }: RowRef): string {
  return kind === 'chapter' ? chapterName(course, id) : videoName(course, id)
}

/** Where the focus goes when a row is deleted: the next one, else the one before, else a video's chapter. */
function neighbourOf(course: Course, { kind, id }: RowRef): RowRef | undefined {
  const chapterId = course.videos.get(id)?.place[0] ?? ''
  const siblings = kind === 'chapter' ? chaptersOf(course) : videosOf(course, chapterId)
  const index = siblings.findIndex(sibling => sibling.id === id)
  const neighbour = siblings[index + 1] ?? siblings[index - 1]
  if (neighbour) return { kind, id: neighbour.id }
  return kind === 'video' ? { kind: 'chapter', id: chapterId } : undefined
}
