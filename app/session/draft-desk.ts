import type { Command } from '../../course/command.ts'
import { type KeptWas, sawIn } from '../../course/draft.ts'
import { newId, type RandomBytes } from '../../course/id.ts'
import type { Course, Stamp } from '../../course/model.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'
import type { Recorder } from '../recording/recorder.ts'
import { withKnownUpload } from '../uploads/upload-commands.ts'
import { adding, type DraftBook, type DraftChange, puttingBack, takingOut } from './draft-book.ts'
import { withDependents } from './draft-revert.ts'
import { type Gesture, GestureHistory, gestureOf, isTyping, redoCommands, undoCommands } from './gestures.ts'
import type { SessionClock } from './session-seams.ts'
import type { AdoptedUpload } from './session-state.ts'

export interface DraftDeskOptions {
  readonly book: DraftBook
  readonly recorder: Recorder
  readonly randomBytes: RandomBytes
  readonly clock: Pick<SessionClock, 'monotonicMs'>
  /** What the author sees when they make the gesture. */
  readonly screen: () => Course
  /** The course without the draft. */
  readonly saved: () => Course
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
    this.#options.recorder.add({ kind: 'edit', commands })
    const gesture = gestureOf(this.#options.screen(), commands, this.#options.stamp())
    if (!gesture) return
    this.#remember(gesture)
    const saved = this.#options.saved()
    const seen = commands.map(command => sawIn(saved, command))
    // An open field keeps its own text: what has come from others since it was opened, its author has not been shown.
    const isShown = !isTyping(commands) || JSON.stringify(seen) === JSON.stringify(commands)
    this.#write(isShown ? seen : commands, isShown ? 'newest' : 'first')
  }

  undo(): void {
    this.#options.recorder.add({ kind: 'undo' })
    const gesture = this.#history.takeUndo()
    if (!gesture) return
    if (gesture.kind === 'commands') return this.#write(undoCommands(gesture, this.#options.screen()))
    this.#change(puttingBack(gesture.entries, gesture.draft))
  }

  redo(): void {
    this.#options.recorder.add({ kind: 'redo' })
    const gesture = this.#history.takeRedo()
    if (!gesture) return
    if (gesture.kind === 'commands') return this.#write(redoCommands(gesture, this.#options.screen()))
    this.#change(takingOut(gesture.entries))
  }

  discard(): void {
    this.#options.recorder.add({ kind: 'discard' })
    this.#takeOut(this.#options.book.entries)
  }

  /** Takes these entries out of the draft, with those that make no sense without them. */
  revert(draftIds: readonly string[]): void {
    this.#options.recorder.add({ kind: 'revert', draftIds })
    this.#takeOut(withDependents(this.#options.book.entries, draftIds))
  }

  /** No gesture: undo and redo go on as if the known upload had been meant from the beginning. Resolves when it is on disk. */
  async adoptUpload({ videoId, uploadId, knownUploadId }: AdoptedUpload): Promise<void> {
    this.#options.recorder.add({ kind: 'adopt-upload', videoId, uploadId, knownUploadId })
    const adopt = (command: Command) => withKnownUpload(command, uploadId, knownUploadId)
    this.#history.rewrite(adopt)
    await this.#options.book.change(draft => draft.map(entry => ({ ...entry, command: adopt(entry.command) })))
  }

  /** The draft has become an operation. */
  saved(): void {
    this.#history.endTyping()
  }

  #remember(gesture: Gesture): void {
    this.#history.add(gesture, this.#options.clock.monotonicMs())
  }

  #write(commands: readonly Command[], keptWas: KeptWas = 'first'): void {
    const entries = commands.map(command => ({ draftId: newId(this.#options.randomBytes), command }))
    this.#change(adding(entries, keptWas))
  }

  #takeOut(entries: readonly DraftEntry[]): void {
    if (entries.length === 0) return
    this.#remember({ kind: 'taken-out', entries, draft: this.#options.book.entries })
    this.#change(takingOut(entries))
  }

  #change(change: DraftChange): void {
    this.#options.book.change(change)
    this.#options.onGesture()
  }
}
