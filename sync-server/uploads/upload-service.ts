/** Everything about uploads, put together for the server. */
import type { Hono } from 'hono'
import type { CourseStore } from '../../persistence/course-store.ts'
import type { MediaStore } from '../../persistence/media-store.ts'
import type { Rooms, RoomUploads } from '../rooms.ts'
import type { Clock } from '../seams.ts'
import { type EditRights, everybodysRights } from './edit-rights.ts'
import { addMedia } from './media-route.ts'
import { addTus } from './tus-routes.ts'
import { UploadKeeper, type UploadsLog } from './upload-keeper.ts'
import { Uploads } from './uploads.ts'

export interface UploadServiceOptions {
  readonly store: CourseStore
  readonly media: MediaStore
  readonly clock: Clock
  readonly log: UploadsLog
  /** Of one upload. */
  readonly maxUploadBytes?: number
  /** Everybody's without them. */
  readonly rights?: EditRights | undefined
}

const defaultMaxUploadBytes = 2 * 1024 ** 3
/** How long an upload lives that nobody goes on with, and one that nothing refers to [U7]. */
const expiryMs = 14 * 24 * 60 * 60_000

export class UploadService implements RoomUploads {
  readonly #options: UploadServiceOptions
  readonly #rights: EditRights
  readonly #uploads: Uploads
  readonly #keeper: UploadKeeper

  /** @param rooms asked when there is something to tell */
  constructor(options: UploadServiceOptions, rooms: () => Pick<Rooms, 'tellUploads' | 'tellSettled'>) {
    this.#options = options
    this.#rights = options.rights ?? everybodysRights
    this.#uploads = new Uploads({
      ...options,
      rights: this.#rights,
      onProgress: courseId => rooms().tellUploads(courseId),
      onSettled: settled => rooms().tellSettled(settled),
    })
    this.#keeper = new UploadKeeper({ ...options, uploads: this.#uploads, expiryMs })
  }

  stateText(courseId: string): string {
    return this.#uploads.stateText(courseId)
  }

  referenced(courseId: string): void {
    void this.#keeper.settle(courseId)
  }

  /** Of one upload. */
  get maxUploadBytes(): number {
    return this.#options.maxUploadBytes ?? defaultMaxUploadBytes
  }

  addRoutes(api: Hono, isServing: () => boolean): void {
    const { store, clock, log } = this.#options
    const { maxUploadBytes } = this
    const rights = this.#rights
    const onBug = (error: unknown) => log.bug(error)
    addTus(api, { uploads: this.#uploads, store, rights, clock, maxUploadBytes, isServing, expiryMs, onBug })
    addMedia(api, { ...this.#options, rights })
  }

  /** Mends what the last process left. To be called before any request comes. */
  start(): Promise<void> {
    return this.#keeper.start()
  }

  async close(): Promise<void> {
    await this.#keeper.close()
    await this.#uploads.close()
    await this.#options.media.close()
  }
}
