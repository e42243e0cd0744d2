/** The outline's gestures: each becomes commands, a word for those who do not see it, and a place for the focus. */
import type { Course } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { videoName } from '../../text/command.ts'
import { outlineText, spoken } from '../../text/outline.ts'
import { copiesOf } from './duplicate.ts'
import {
  lastPosition,
  type MoveCommand,
  moveChapters,
  moveVideos,
  type Step,
  stepChapter,
  stepVideo,
  stepVideoOver,
  type VideoTarget,
} from './moves.ts'
import type { RowRef } from './row.ts'
import { inOrder, kindOf, neighbourOf } from './rows-in-hand.ts'
import { TitleGesture } from './title-gesture.ts'

/** What a gesture does to the screen besides the course. */
export interface OutlineView {
  /** Shows a chapter's videos. */
  expand(chapterId: string): void
  /** Puts the focus on the row once the course is another than this one. */
  focusAfter(course: Course, row: RowRef | undefined): void
  startEditing(row: RowRef): void
  select(keys: Iterable<string>): void
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
    const command = row.kind === 'chapter' ? stepChapter(course, row.id, step) : stepVideo(course, row.id, step)
    this.#move([row], command ? [command] : [])
  }

  /** A video to the neighbouring chapter; a chapter by one, it has no level above. */
  stepOver(row: RowRef, step: Step): void {
    if (row.kind === 'chapter') return this.step(row, step)
    const command = stepVideoOver(this.#course, row.id, step)
    this.#move([row], command ? [command] : [])
  }

  /** Chapters among chapters or videos into a chapter, side by side and in the order they have. */
  moveTo(rows: readonly RowRef[], { chapterId, target }: VideoTarget): void {
    const course = this.#course
    const moved = inOrder(course, rows)
    const ids = moved.map(({ id }) => id)
    const kind = kindOf(moved)
    if (kind === 'mixed') return this.#announce(spoken.mixed)
    this.#move(
      moved,
      kind === 'chapter' ? moveChapters(course, ids, target) : moveVideos(course, ids, { chapterId, target }),
    )
  }

  remove(rows: readonly RowRef[]): void {
    const before = this.#course
    const removed = inOrder(before, rows)
    if (removed.length === 0) return
    this.#session.edit(
      removed.map(({ kind, id }) =>
        kind === 'chapter'
          ? { type: 'delete-chapter', chapterId: id, videoIds: videosOf(before, id).map(video => video.id) }
          : { type: 'delete-video', videoId: id },
      ),
    )
    this.#view.select([])
    this.#view.focusAfter(before, neighbourOf(before, removed))
    this.#announce(spoken.deleted(spoken.nameOf(before, removed)))
  }

  duplicate(rows: readonly RowRef[]): void {
    const before = this.#course
    const originals = inOrder(before, rows)
    const { commands, rows: copies } = copiesOf(before, originals, this.#newId)
    if (commands.length === 0) return
    this.#session.edit(commands)
    this.#view.focusAfter(before, copies[0])
    this.#announce(spoken.duplicated(spoken.nameOf(before, originals)))
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
    this.#announce(spoken.restored(spoken.nameOf(before, [row])))
  }

  #move(rows: readonly RowRef[], commands: readonly MoveCommand[]): void {
    const before = this.#course
    const [first] = rows
    const [command] = commands
    if (!first || !command) return this.#announce(spoken.cannotMove(spoken.nameOf(before, rows)))
    this.#session.edit(commands)
    if (command.type === 'move-video') this.#view.expand(command.place[0])
    this.#view.focusAfter(before, first)
    this.#announce(spoken.placeOf(this.#course, rows))
  }

  #savedTitle(row: RowRef): string {
    const { saved, course } = this.#session.getState()
    return titleOf(saved, row) ?? titleOf(course, row) ?? ''
  }
}

function titleOf(course: Course, { kind, id }: RowRef): string | undefined {
  return (kind === 'chapter' ? course.chapters : course.videos).get(id)?.title
}
