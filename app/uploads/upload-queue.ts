/** The uploads of one course in one tab: who is next, what an author may do, what outlives a save [U1] [U4]. */
import type { LocalFile } from '../../persistence/local-file-store.ts'
import type { DiskFile } from './chosen-file.ts'
import { Holds } from './holds.ts'
import { findLost, type UploadReference } from './lost-uploads.ts'
import { orphansAmong, sendSweptAgain } from './old-uploads.ts'
import { orNothing } from './or-nothing.ts'
import { type Reading, Refresher } from './refresher.ts'
import { recordOf } from './task-state.ts'
import { Turns } from './turns.ts'
import { UploadBoard } from './upload-board.ts'
import type { UploadTicket } from './upload-commands.ts'
import type { UploadSeams } from './upload-seams.ts'
import { isUnkept, remedyOf, type UploadsSnapshot } from './upload-state.ts'
import { UploadTask } from './upload-task.ts'

export class UploadQueue {
  readonly #courseId: string
  readonly #seams: UploadSeams
  readonly #tasks = new Map<string, UploadTask>()
  readonly #turns: Turns
  readonly #holds: Holds
  readonly #board: UploadBoard
  readonly #refresher: Refresher
  /** What is read of these was read before. */
  readonly #released = new Set<string>()
  readonly #stops: (() => void)[] = []
  #lastChosenAt = 0
  #keeping: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(courseId: string, seams: UploadSeams) {
    this.#courseId = courseId
    this.#seams = seams
    this.#holds = new Holds(seams)
    this.#turns = new Turns(seams, () => this.#board.changed())
    this.#refresher = new Refresher(() => this.#refresh(), seams)
    const readItems = () => [...this.#tasks.values()].map(task => task.item)
    this.#board = new UploadBoard(readItems, seams.clock, this.#turns.speed)
  }

  /** For `useSyncExternalStore`, as `subscribe`: neither is bound to a hook's render. */
  readonly getSnapshot = (): UploadsSnapshot => this.#board.snapshot
  readonly subscribe = (listener: () => void): (() => void) => this.#board.subscribe(listener)

  /** Goes on with what was chosen before, in this browser. To be called once; resolves when it is listed. */
  async start(): Promise<void> {
    const { store, network } = this.#seams
    this.#stops.push(
      network.onOnline(() => this.#tryNow()),
      store.subscribe(courseId => {
        if (courseId === this.#courseId) this.#own(this.#refresher.run())
      }),
    )
    await this.#refresher.run()
    this.#board.tell()
  }

  /**
   * Takes in chosen files, in order. The commands that refer to them may be drafted at once.
   * Resolves when each is in this browser, or is known not to fit; sending has begun meanwhile.
   */
  async add(tickets: readonly UploadTicket<DiskFile>[]): Promise<void> {
    const tasks = tickets.map(ticket => {
      const record = recordOf(ticket, { courseId: this.#courseId, chosenAt: this.#nextChosenAt() })
      return this.#admit(record, ticket.file.file)
    })
    this.#board.tell()
    for (const task of tasks) {
      this.#keeping = this.#keeping.then(() => this.#keep(task)).catch(this.#seams.report)
      // Asked for before the others hear of the file: the tab that it was chosen in sends it.
      this.#own(this.#holds.hold(task, this.#keeping))
    }
    await this.#keeping
    this.#board.tell()
  }

  /** The file of one that has failed with `file-gone` or `file-changed`. @returns false: it has another size */
  async provide(uploadId: string, file: File): Promise<boolean> {
    return (await this.#tasks.get(uploadId)?.provide(file)) ?? false
  }

  /** To show a file before the server has it. Undefined: this browser has none, no longer, or cannot read it now. */
  async readBytes(uploadId: string): Promise<Blob | undefined> {
    const task = this.#tasks.get(uploadId)
    return task && orNothing(task.file.readBytes())
  }

  /** Tries once more to keep what there was no room for. */
  async keepAgain(): Promise<void> {
    for (const task of [...this.#tasks.values()]) if (isUnkept(task.item)) await this.#keep(task)
    this.#board.tell()
  }

  /** All of these: without ids, every upload of the course. They resolve when the gesture is remembered. */
  async pause(uploadIds?: readonly string[]): Promise<void> {
    await this.#each(uploadIds, task => task.pause())
  }

  /** Also tries again what has failed, and begins again what was cancelled, where it is named. */
  async resume(uploadIds?: readonly string[]): Promise<void> {
    await this.#each(uploadIds, task => (uploadIds || task.item.state.status === 'paused' ? task.resume() : undefined))
  }

  async retryFailed(): Promise<void> {
    await this.#each(undefined, task => (remedyOf(task.item.state) === 'none' ? undefined : task.resume()))
  }

  async cancel(uploadIds?: readonly string[]): Promise<void> {
    await this.#each(uploadIds, task => task.cancel())
  }

  /**
   * Forgets them, bytes and all: their save is stored, or their author has discarded them [U1].
   *
   * @throws {LecternError} `store-unavailable`: `reconcile` will find them
   */
  async release(uploadIds: readonly string[]): Promise<void> {
    for (const uploadId of uploadIds) {
      this.#released.add(uploadId)
      this.#drop(uploadId)
    }
    this.#board.tell()
    await this.#seams.store.release(uploadIds)
  }

  /**
   * Compares what is kept with what draft and pending operations refer to. What they refer to stays, and is asked for
   * where it is lost; orphans of more than a day go; what will not come is told to the server again, as a save may wait
   * for it by now. To be called when `start` has resolved, and when an operation was committed.
   */
  async reconcile(references: readonly UploadReference[]): Promise<void> {
    const { clock, sender, store } = this.#seams
    const referenced = new Set(references.map(({ uploadId }) => uploadId))
    const aging = { clock, sender, referenced, tasks: [...this.#tasks.values()] }
    await orNothing(this.release(orphansAmong(aging)))
    await this.#each([...referenced], task => task.tellGivenUp())
    await sendSweptAgain(aging)
    const isUnknown = ({ uploadId }: UploadReference) => !this.#tasks.has(uploadId)
    // The store may have refused to list them.
    if (references.some(isUnknown)) await this.#refresher.run()
    const at = { courseId: this.#courseId, chosenAt: this.#nextChosenAt() }
    for (const record of await findLost(references.filter(isUnknown), { sender, store, ...at })) {
      if (this.#tasks.has(record.uploadId) || this.#isClosed) continue
      this.#own(this.#holds.hold(this.#admit(record)))
      await orNothing(store.keep(record))
    }
    this.#board.tell()
  }

  /** Stops sending. What is kept goes on in another tab, or the next time. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#turns.close()
    for (const stop of this.#stops) stop()
    this.#refresher.close()
    for (const uploadId of [...this.#tasks.keys()]) this.#drop(uploadId)
    this.#board.close()
    await this.#keeping
  }

  /** Rising, so that files that were chosen together keep their order. */
  #nextChosenAt(): number {
    this.#lastChosenAt = Math.max(this.#seams.clock.now(), this.#lastChosenAt + 1)
    return this.#lastChosenAt
  }

  async #keep(task: UploadTask): Promise<void> {
    if (!this.#isHere(task)) return
    await task.keep()
    const isReleased = !this.#isHere(task) && !this.#isClosed
    if (isReleased) await orNothing(this.#seams.store.release([task.item.uploadId]))
  }

  #admit(record: LocalFile, chosen?: File): UploadTask {
    const owner = {
      seams: this.#seams,
      changed: () => this.#board.changed(),
      lineUp: (task: UploadTask) => this.#turns.lineUp(task),
      letAhead: (task: UploadTask) => this.#holds.letAhead(task),
      sent: (bytes: number) => this.#turns.speed.add(bytes),
    }
    const task = new UploadTask(owner, record, chosen)
    this.#tasks.set(record.uploadId, task)
    return task
  }

  #isHere(task: UploadTask): boolean {
    return this.#tasks.get(task.item.uploadId) === task
  }

  /** Takes over what other tabs, or this browser before, have written. */
  async #refresh(): Promise<Reading> {
    const before = new Map([...this.#tasks].map(([uploadId, { file }]) => [uploadId, file.edits]))
    const records = await orNothing(this.#seams.store.list(this.#courseId))
    if (this.#isClosed) return 'current'
    if (!records) return 'refused'
    let reading: Reading = 'current'
    const stored = new Set(records.map(({ uploadId }) => uploadId))
    for (const record of records) {
      const task = this.#tasks.get(record.uploadId)
      if (this.#released.has(record.uploadId)) continue
      if (!task) this.#own(this.#holds.hold(this.#admit(record)))
      else if (before.get(record.uploadId) === task.file.edits) this.#own(task.follow(record))
      // Written here meanwhile: whose word is the last stands in the store.
      else if (before.has(record.uploadId)) reading = 'outdated'
    }
    for (const [uploadId, { file }] of [...this.#tasks]) {
      if (before.has(uploadId) && file.isKept && !stored.has(uploadId)) this.#drop(uploadId)
    }
    this.#board.changed()
    return reading
  }

  #tryNow(): void {
    for (const task of this.#tasks.values()) task.tryNow()
  }

  #drop(uploadId: string): void {
    const task = this.#tasks.get(uploadId)
    if (!task) return
    task.close()
    this.#tasks.delete(uploadId)
    this.#turns.drop(task)
    this.#holds.drop(task)
  }

  async #each(
    uploadIds: readonly string[] | undefined,
    act: (task: UploadTask) => Promise<void> | undefined,
  ): Promise<void> {
    const tasks = uploadIds?.flatMap(uploadId => this.#tasks.get(uploadId) ?? []) ?? [...this.#tasks.values()]
    const acts = tasks.map(act)
    this.#board.tell()
    await Promise.all(acts)
  }

  #own(work: Promise<void>): void {
    work.catch((error: unknown) => this.#seams.report(error))
  }
}
