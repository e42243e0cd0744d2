/** An author who saves over a server that is killed: remembers every operation, and every fate the server has told. */
import * as Y from 'yjs'
import { applyCommands } from '../../course/apply-command.ts'
import type { Command } from '../../course/command.ts'
import { newOperationId } from '../../course/id.ts'
import { type Course, emptyCourse } from '../../course/model.ts'
import type { Operation } from '../../course/operation.ts'
import type { Ack, ShortAck } from '../../course/wire/ack.ts'
import { stampOf, writeOperation } from '../../course/write-operation.ts'
import { type CourseLink, openLink } from './course-link.ts'
import type { Random } from './random.ts'

export interface Save {
  readonly operation: Operation
  readonly update: Uint8Array
}

export interface CrashAuthorOptions {
  readonly courseId: string
  /** All ids of what the author adds begin with it: authors of one course touch nothing of each other. */
  readonly device: string
  readonly random: Random
  /** In the turn in which the ack's frame arrived. */
  readonly onAck?: () => void
  readonly onSave?: () => void
}

export class CrashAuthor {
  readonly courseId: string
  readonly device: string
  /** In the order in which they were sent. */
  readonly saves: Save[] = []
  /** By operationId, as told first. */
  readonly acked = new Map<string, ShortAck | Ack>()
  epoch: string | null = null
  readonly #doc: Y.Doc
  readonly #options: CrashAuthorOptions
  readonly #awaited = new Set<string>()
  #link: CourseLink | undefined
  #inFlight = 0
  /** What `courseAfter` was asked for last: it is mostly asked for more. */
  #course = emptyCourse
  #applied = 0

  constructor(options: CrashAuthorOptions) {
    this.#options = options
    this.courseId = options.courseId
    this.device = options.device
    this.#doc = new Y.Doc()
    this.#doc.clientID = options.random.below(2 ** 32)
  }

  get link(): CourseLink {
    if (!this.#link) throw new Error('the author has not connected')
    return this.#link
  }

  async connect(url: string): Promise<void> {
    const { courseId, device } = this
    this.#inFlight = 0
    this.#link = openLink({ url, courseId, device, doc: this.#doc, onFate: fate => this.#learn(fate) })
    await this.#link.synced()
  }

  save(commands: readonly Command[] = commandsOf(this.device, this.saves.length)): Save {
    const { random } = this.#options
    const operation: Operation = {
      operationId: newOperationId(random.bytes, 1_763_870_000_000 + this.saves.length),
      device: this.device,
      by: { id: this.device, name: 'Ann' },
      savedAt: 1_763_870_000_000 + this.saves.length,
      commands,
    }
    const update = writeOperation(this.#doc, { operation, awaited: this.#awaited })
    this.#awaited.add(operation.operationId)
    const save = { operation, update }
    this.saves.push(save)
    this.link.send(update)
    this.#options.onSave?.()
    return save
  }

  /** Saves until the connection ends, with so many operations unanswered at any time. */
  keepSaving(inFlight: number): void {
    this.#inFlight = inFlight
    this.#saveMore()
  }

  /** Begins nothing new. Resolves when every operation has its fate. @throws where the connection ends first */
  async saved(): Promise<void> {
    this.#inFlight = 0
    await this.link.until(() => this.#awaited.size === 0)
  }

  /** Sends the bytes of all saves from `first` on as they were, and waits for each one's answer, whole. */
  async offerAgain(first: number): Promise<readonly Ack[]> {
    const { fates } = this.link
    const saves = this.saves.slice(first)
    for (const { update } of saves) this.link.send(update)
    const answers = () => saves.flatMap(({ operation }) => wholeAck(fates.get(operation.operationId)))
    await this.link.until(() => answers().length === saves.length)
    return answers()
  }

  /** The author's own part of the course, after the first `count` saves. */
  courseAfter(count: number): Course {
    if (count < this.#applied) {
      this.#applied = 0
      this.#course = emptyCourse
    }
    for (const { operation } of this.saves.slice(this.#applied, count)) {
      this.#course = applyCommands(this.#course, operation.commands, stampOf(operation))
    }
    this.#applied = count
    return this.#course
  }

  #learn(fate: ShortAck): void {
    if (this.acked.has(fate.operationId)) return
    this.acked.set(fate.operationId, fate)
    this.#awaited.delete(fate.operationId)
    this.epoch ??= this.link.epoch
    this.#options.onAck?.()
    this.#saveMore()
  }

  #saveMore(): void {
    while (this.#awaited.size < this.#inFlight && !this.link.isClosed) this.save()
  }
}

function wholeAck(fate: ShortAck | Ack | undefined): Ack[] {
  return fate && 'events' in fate ? [fate] : []
}

/** Adds a chapter and a video; changes, moves, deletes and restores older ones. Some of those were never added. */
function commandsOf(device: string, n: number): Command[] {
  const chapter = (index: number) => `${device}.c${index}`
  const video = (index: number) => `${device}.v${index}`
  const source = { kind: 'link', url: `https://example.org/${n}.mp4` } as const
  const commands: Command[] = [
    { type: 'add-chapter', chapterId: chapter(n), title: `Chapter ${n}`, position: 'a0' },
    { type: 'add-video', videoId: video(n), title: `Video ${n}`, place: [chapter(n), 'a0'], source },
  ]
  if (n % 5 === 4) return [{ type: 'restore-chapter', chapterId: chapter(n - 4) }]
  if (n % 2 === 1) commands.push({ type: 'rename-chapter', chapterId: chapter(n - 1), title: `By ${n}`, was: '' })
  if (n % 3 === 2) {
    commands.push({ type: 'move-video', videoId: video(n - 1), place: [chapter(n), 'a1'], was: [chapter(n - 1), 'a0'] })
  }
  if (n % 5 === 3) commands.push({ type: 'delete-chapter', chapterId: chapter(n - 3), videoIds: [video(n - 3)] })
  return commands
}
