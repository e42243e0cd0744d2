/** The upload engine of one open course, tied to its session: gestures in, files let go when their save is stored [U1]. */
import type { Command } from '../../../../course/command.ts'
import type { Video } from '../../../../course/model.ts'
import { Alarm } from '../../../session/alarm.ts'
import type { CourseSession, SessionEvent } from '../../../session/session-state.ts'
import { type DiskFile, fileNameOf, type SkipReason, skipReasonOf } from '../../../uploads/chosen-file.ts'
import { plannedUploads, type UploadPlan } from '../../../uploads/planned-uploads.ts'
import {
  addCaptions,
  planCommands,
  replaceFile,
  type SourceFile,
  type UploadTicket,
  uploadIdsIn,
} from '../../../uploads/upload-commands.ts'
import { UploadQueue } from '../../../uploads/upload-queue.ts'
import type { UploadSeams } from '../../../uploads/upload-seams.ts'
import { CourseFileRoom, type KeepingStorage } from './course-file-room.ts'
import { arrivedUploads, referencesIn, releasable, waitingCommands } from './upload-references.ts'
import type { AddedUploads, ChosenCaptions, UploadPlace, Uploads } from './uploads-context.ts'

/** For the server's word on what it takes. */
const mostWaitMs = 2_000

export interface CourseUploadsOptions {
  readonly session: CourseSession
  readonly seams: Omit<UploadSeams, 'adoptKnown'>
  readonly newId: () => string
  /** What the server takes as one file; undefined where it cannot be asked now. */
  readonly askMaxUploadBytes: () => Promise<number | undefined>
  /** Absent: the browser decides by itself what it keeps. */
  readonly storage?: KeepingStorage
}

export class CourseUploads implements Uploads {
  readonly queue: UploadQueue
  readonly room: CourseFileRoom
  readonly #options: CourseUploadsOptions
  readonly #stops: (() => void)[] = []
  readonly #committed = new Set<string>()
  #maxUploadBytes: number | undefined
  #learning: Promise<void> = Promise.resolve()
  #isOnline = false
  #reconciling: Promise<void> = Promise.resolve()
  #arrivals = 0

  constructor(options: CourseUploadsOptions) {
    const { session, seams } = options
    this.#options = options
    const adoptKnown: UploadSeams['adoptKnown'] = ({ uploadId, videoId }, knownUploadId) =>
      session.adoptUpload({ uploadId, videoId, knownUploadId })
    this.queue = new UploadQueue(session.getState().courseId, { ...seams, adoptKnown })
    this.room = new CourseFileRoom({ queue: this.queue, estimateRoom: seams.estimateRoom, storage: options.storage })
  }

  get maxUploadBytes(): number | undefined {
    return this.#maxUploadBytes
  }

  /** To be called once, when the session has read what is on this device. */
  async start(): Promise<void> {
    const { session } = this.#options
    this.#stops.push(
      session.onEvent(event => this.#hear(event)),
      session.subscribe(() => this.#lookForCommits()),
      session.subscribe(() => this.#learnOnceOnline()),
      this.queue.subscribe(() => this.#lookForArrivals()),
    )
    this.#learn()
    await this.queue.start()
    this.#reconcile()
  }

  async plan(files: readonly DiskFile[]): Promise<UploadPlan<DiskFile>> {
    await Promise.race([this.#learning, this.#moment()])
    return plannedUploads(files, this.#bound)
  }

  add(plan: UploadPlan<DiskFile>, place: UploadPlace): AddedUploads {
    const { session, newId } = this.#options
    const { commands, tickets } = planCommands(plan, { course: session.getState().course, newId, ...place })
    const first = firstRowOf(commands)
    return { ...(first && { first }), kept: this.#begin(commands, tickets) }
  }

  replaceFile(videoId: string, file: DiskFile): SkipReason | undefined {
    return this.#attach(videoId, file, (video, source) => replaceFile(video, source))
  }

  addCaptions(videoId: string, { file, language }: ChosenCaptions): SkipReason | undefined {
    return this.#attach(videoId, file, (video, { uploadId, fileName }) => {
      return addCaptions(video, { uploadId, fileName, language })
    })
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop()
    await this.queue.close()
  }

  /** Nothing is left out on a guess: what the server does not take, it refuses by itself. */
  get #bound(): number {
    return this.#maxUploadBytes ?? Number.POSITIVE_INFINITY
  }

  #attach(
    videoId: string,
    file: DiskFile,
    commandFor: (video: Video, source: SourceFile) => Command,
  ): SkipReason | undefined {
    const { session, newId } = this.#options
    const video = session.getState().course.videos.get(videoId)
    const reason = skipReasonOf(file, this.#bound)
    if (reason || !video) return reason
    const { sizeBytes, type } = file
    const source = { uploadId: newId(), fileName: fileNameOf(file), sizeBytes, type }
    void this.#begin([commandFor(video, source)], [{ ...source, videoId, file }])
    return undefined
  }

  /** In this order: the draft may be looked through for uploads that nobody knows of as soon as it refers to one. */
  async #begin(commands: readonly Command[], tickets: readonly UploadTicket<DiskFile>[]): Promise<void> {
    this.#own(this.room.expect())
    const kept = this.queue.add(tickets)
    if (commands.length > 0) this.#options.session.edit(commands)
    await kept.catch(this.#options.seams.report)
  }

  #hear(event: SessionEvent): void {
    if (event.kind === 'saved') this.#release(uploadIdsIn(event.outcome.operation.commands))
    if (event.kind === 'saved-before') {
      this.#release(event.outcomes.flatMap(({ operation }) => uploadIdsIn(operation.commands)))
    }
  }

  /** Stored: what is on its way to nobody any more leaves this browser. */
  #release(stored: readonly string[]): void {
    const waiting = new Set(uploadIdsIn(waitingCommands(this.#options.session.getState())))
    const uploadIds = releasable(stored, { items: this.queue.getSnapshot().items, waiting })
    // What cannot be removed now is found when the course is opened the next time.
    if (uploadIds.length > 0) this.queue.release(uploadIds).catch(() => undefined)
  }

  /** One that was tried again after its save was stored, or whose save was stored before this page was loaded. */
  #lookForArrivals(): void {
    const { items } = this.queue.getSnapshot()
    const arrivals = items.filter(({ state }) => state.status === 'complete').length
    if (arrivals > this.#arrivals) this.#release(arrivedUploads(items, this.#options.session.getState().saved))
    this.#arrivals = arrivals
  }

  #lookForCommits(): void {
    const { pending } = this.#options.session.getState()
    const committed = pending.filter(({ stage }) => stage === 'committed').map(({ operation }) => operation.operationId)
    const isNew = committed.some(operationId => !this.#committed.has(operationId))
    for (const operationId of committed) this.#committed.add(operationId)
    if (isNew) this.#reconcile()
  }

  #reconcile(): void {
    this.#reconciling = this.#reconciling
      .then(() => {
        const commands = waitingCommands(this.#options.session.getState())
        return this.queue.reconcile(referencesIn(commands, this.queue.getSnapshot().items))
      })
      .catch(this.#options.seams.report)
  }

  #learn(): void {
    this.#learning = this.#options.askMaxUploadBytes().then(bytes => {
      this.#maxUploadBytes = bytes ?? this.#maxUploadBytes
    }, this.#options.seams.report)
  }

  /** A line that is dead holds nobody up. */
  #moment(): Promise<void> {
    return new Promise(resolve => new Alarm(this.#options.seams.clock, resolve).set(mostWaitMs))
  }

  /** It could not be asked before. */
  #learnOnceOnline(): void {
    const { kind } = this.#options.session.getState().connection
    const wasOnline = this.#isOnline
    this.#isOnline = kind === 'online' || kind === 'http'
    if (this.#isOnline && !wasOnline && this.#maxUploadBytes === undefined) this.#learn()
  }

  #own(work: Promise<void>): void {
    work.catch(this.#options.seams.report)
  }
}

function firstRowOf([command]: readonly Command[]): AddedUploads['first'] {
  if (command?.type === 'add-chapter') return { kind: 'chapter', id: command.chapterId }
  return command?.type === 'add-video' ? { kind: 'video', id: command.videoId } : undefined
}
