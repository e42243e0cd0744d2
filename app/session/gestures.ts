/** What a gesture was and how it is taken back, as commands: undo is a gesture of its own, also after a save. */
import { applyCommands, haveEffect } from '../../course/apply-command.ts'
import type { Command } from '../../course/command.ts'
import { invert } from '../../course/invert.ts'
import type { Chapter, Course, Stamp, Video } from '../../course/model.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'

export interface CommandGesture {
  readonly kind: 'commands'
  readonly asked: readonly Command[]
  readonly inverse: readonly Command[]
  readonly before: Course
}

/** Entries that were taken out of the draft as it was then: all of it, or some. */
interface TakenOut {
  readonly kind: 'taken-out'
  readonly entries: readonly DraftEntry[]
  readonly draft: readonly DraftEntry[]
}

export type Gesture = CommandGesture | TakenOut

const remembered = 200
const typingPauseMs = 3000

/** Undo and redo of one tab. */
export class GestureHistory {
  #done: Gesture[] = []
  #undone: Gesture[] = []
  /** When the last key of a title that is being typed was pressed, on the monotonic clock. */
  #typedAtMs: number | undefined

  get canUndo(): boolean {
    return this.#done.length > 0
  }

  get canRedo(): boolean {
    return this.#undone.length > 0
  }

  /** What is typed into one field without a pause is one gesture. */
  add(gesture: Gesture, atMs: number): void {
    const last = this.#isTyping(atMs) ? this.#done.at(-1) : undefined
    const merged = last && typedOn(last, gesture)
    this.#done = [...(merged ? this.#done.slice(0, -1) : this.#done), merged ?? gesture].slice(-remembered)
    this.#undone = []
    this.#typedAtMs = atMs
  }

  /** What is typed next is another gesture, in the same field too. */
  endTyping(): void {
    this.#typedAtMs = undefined
  }

  takeUndo(): Gesture | undefined {
    this.endTyping()
    const gesture = this.#done.pop()
    if (gesture) this.#undone.push(gesture)
    return gesture
  }

  takeRedo(): Gesture | undefined {
    this.endTyping()
    const gesture = this.#undone.pop()
    if (gesture) this.#done.push(gesture)
    return gesture
  }

  /** What is taken back or done again later asks for this instead. */
  rewrite(change: (command: Command) => Command): void {
    this.#done = this.#done.map(gesture => rewritten(gesture, change))
    this.#undone = this.#undone.map(gesture => rewritten(gesture, change))
  }

  #isTyping(atMs: number): boolean {
    return this.#typedAtMs !== undefined && atMs - this.#typedAtMs < typingPauseMs
  }
}

function rewritten(gesture: Gesture, change: (command: Command) => Command): Gesture {
  if (gesture.kind === 'commands')
    return { ...gesture, asked: gesture.asked.map(change), inverse: gesture.inverse.map(change) }
  const inEntry = (entry: DraftEntry) => ({ ...entry, command: change(entry.command) })
  return { ...gesture, entries: gesture.entries.map(inEntry), draft: gesture.draft.map(inEntry) }
}

/** The two as one gesture, where the later one types on in the field of the earlier one. */
function typedOn(earlier: Gesture, later: Gesture): CommandGesture | undefined {
  if (earlier.kind !== 'commands' || later.kind !== 'commands') return undefined
  const { before } = earlier
  const [first, second] = [typedIn(earlier), typedIn(later)]
  if (!first || !second || fieldOf(first) !== fieldOf(second)) return undefined
  const asked = { ...second, was: first.was } as TypedCommand
  return { kind: 'commands', asked: [asked], inverse: invert(before, asked), before }
}

const typedTypes = ['rename-chapter', 'rename-video', 'edit-course'] as const
type TypedCommand = Extract<Command, { type: (typeof typedTypes)[number] }>

/** Whether a gesture of these commands may be one key of many. */
export function isTyping([command, ...others]: readonly Command[]): boolean {
  return typedTypes.some(type => type === command?.type) && others.length === 0
}

function typedIn({ asked }: CommandGesture): TypedCommand | undefined {
  return isTyping(asked) ? (asked[0] as TypedCommand) : undefined
}

function fieldOf(command: TypedCommand): string {
  const { type } = command
  return type === 'edit-course' ? `${type} ${Object.keys(command).sort()}` : `${type} ${targetOf(command)}`
}

/** @returns the gesture, or undefined where none of its commands has an effect on this course */
export function gestureOf(course: Course, asked: readonly Command[], stamp: Stamp): CommandGesture | undefined {
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
  if (present === course && !haveEffect(course, waiting, stamp)) return undefined
  return { kind: 'commands', asked, inverse: inverses.reverse().flat(), before: course }
}

/** Ids are unique over chapters and videos; the course itself has none. */
export function targetOf(command: Command): string {
  if ('videoId' in command) return command.videoId
  return 'chapterId' in command ? command.chapterId : ''
}

/** The commands that take a gesture back on the course as it is now. */
export function undoCommands(gesture: CommandGesture, course: Course): Command[] {
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
export function redoCommands(gesture: CommandGesture, course: Course): Command[] {
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
