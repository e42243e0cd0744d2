import type { Command } from '../../course/command.ts'
import { newId, type RandomBytes } from '../../course/id.ts'
import type { Course, Stamp } from '../../course/model.ts'
import { adding, type DraftBook, emptying, puttingBack } from './draft-book.ts'
import { GestureHistory, gestureOf, redoCommands, undoCommands } from './gestures.ts'

export interface DraftDeskOptions {
  readonly book: DraftBook
  readonly randomBytes: RandomBytes
  /** What the author sees when they make the gesture. */
  readonly screen: () => Course
  readonly stamp: () => Stamp
  readonly onGesture: () => void
}

/** The author's gestures on the draft, with undo and redo. */
export class DraftDesk {
  readonly #options: DraftDeskOptions
  readonly #history = new GestureHistory()

  constructor(options: DraftDeskOptions) {
    this.#options = options
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  edit(commands: readonly Command[]): void {
    const gesture = gestureOf(this.#options.screen(), commands, this.#options.stamp())
    if (!gesture) return
    this.#history.add(gesture)
    this.#write(commands)
  }

  undo(): void {
    const gesture = this.#history.takeUndo()
    if (!gesture) return
    if (gesture.kind === 'commands') return this.#write(undoCommands(gesture, this.#options.screen()))
    this.#options.book.change(puttingBack(gesture.entries))
    this.#options.onGesture()
  }

  redo(): void {
    const gesture = this.#history.takeRedo()
    if (!gesture) return
    if (gesture.kind === 'commands') return this.#write(redoCommands(gesture, this.#options.screen()))
    this.#empty()
  }

  discard(): void {
    const { entries } = this.#options.book
    if (entries.length === 0) return
    this.#history.add({ kind: 'discard', entries })
    this.#empty()
  }

  #write(commands: readonly Command[]): void {
    const entries = commands.map(command => ({ draftId: newId(this.#options.randomBytes), command }))
    this.#options.book.change(adding(entries))
    this.#options.onGesture()
  }

  #empty(): void {
    this.#options.book.change(emptying)
    this.#options.onGesture()
  }
}
