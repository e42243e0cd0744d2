/** What a gesture was and how it is taken back, as commands: undo is a gesture of its own, also after a save. */
import { applyCommands } from '../../course/apply-command.ts'
import type { Command } from '../../course/command.ts'
import { invert } from '../../course/invert.ts'
import type { Chapter, Course, Stamp, Video } from '../../course/model.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'

export type Gesture =
  | {
      readonly kind: 'commands'
      readonly asked: readonly Command[]
      readonly inverse: readonly Command[]
      readonly before: Course
    }
  | { readonly kind: 'discard'; readonly entries: readonly DraftEntry[] }

const remembered = 200

/** Undo and redo of one tab. */
export class GestureHistory {
  #done: Gesture[] = []
  #undone: Gesture[] = []

  get canUndo(): boolean {
    return this.#done.length > 0
  }

  get canRedo(): boolean {
    return this.#undone.length > 0
  }

  add(gesture: Gesture): void {
    this.#done = [...this.#done, gesture].slice(-remembered)
    this.#undone = []
  }

  takeUndo(): Gesture | undefined {
    const gesture = this.#done.pop()
    if (gesture) this.#undone.push(gesture)
    return gesture
  }

  takeRedo(): Gesture | undefined {
    const gesture = this.#undone.pop()
    if (gesture) this.#done.push(gesture)
    return gesture
  }
}

/** @returns the gesture, or undefined where none of its commands has an effect on this course */
export function gestureOf(course: Course, asked: readonly Command[], stamp: Stamp): Gesture | undefined {
  const inverses: Command[][] = []
  let present = course
  let waiting: Command[] = []
  const touched = new Set<string>()
  // One copy of the course for all commands between two on the same target: an import has many thousands.
  const applyWaiting = () => {
    present = applyCommands(present, waiting, stamp)
    waiting = []
    touched.clear()
  }
  for (const command of asked) {
    const target = targetOf(command)
    if (touched.has(target)) applyWaiting()
    inverses.push(invert(present, command))
    waiting.push(command)
    touched.add(target)
  }
  applyWaiting()
  if (present === course) return undefined
  return { kind: 'commands', asked, inverse: inverses.reverse().flat(), before: course }
}

/** Ids are unique over chapters and videos; the course itself has none. */
export function targetOf(command: Command): string {
  if ('videoId' in command) return command.videoId
  return 'chapterId' in command ? command.chapterId : ''
}

/** The commands that take a gesture back on the course as it is now. */
export function undoCommands(gesture: Gesture & { kind: 'commands' }, course: Course): Command[] {
  return gesture.inverse.flatMap(command => {
    // What was added and deleted within one draft left nothing to restore: it is added again.
    if (command.type === 'restore-chapter' && !course.chapters.has(command.chapterId))
      return addChapter(gesture.before.chapters.get(command.chapterId))
    if (command.type === 'restore-video' && !course.videos.has(command.videoId))
      return addVideo(gesture.before.videos.get(command.videoId))
    return command
  })
}

/** The commands that do an undone gesture again. */
export function redoCommands(gesture: Gesture & { kind: 'commands' }, course: Course): Command[] {
  return gesture.asked.map(command => {
    // Undone after its save, what was added is in the trash and not gone.
    if (command.type === 'add-chapter' && course.chapters.has(command.chapterId))
      return { type: 'restore-chapter', chapterId: command.chapterId }
    if (command.type === 'add-video' && course.videos.has(command.videoId))
      return { type: 'restore-video', videoId: command.videoId }
    return command
  })
}

function addChapter(chapter: Chapter | undefined): Command[] {
  if (!chapter) return []
  return [{ type: 'add-chapter', chapterId: chapter.id, title: chapter.title, position: chapter.position }]
}

function addVideo(video: Video | undefined): Command[] {
  if (!video) return []
  const { id: videoId, title, place, source, captions } = video
  const add: Command = { type: 'add-video', videoId, title, place, ...(source && { source }) }
  return captions ? [add, { type: 'set-captions', videoId, captions, was: null }] : [add]
}
