/** Room for a course's files in this browser: measured before they are taken in, and asked for [U1]. */
import { type EstimateRoom, freeBytesOf, type LackOfRoom, lackOf } from '../../../uploads/file-room.ts'
import type { UploadQueue } from '../../../uploads/upload-queue.ts'
import type { UploadItem } from '../../../uploads/upload-state.ts'

/** What the browser is asked for. */
export interface KeepingStorage {
  /** Not to clear anything away: something is, or is about to be, in this browser alone. */
  hasSaved(): Promise<void>
  /** As much room as it gives: its author asks. */
  askForRoom(): Promise<void>
}

export interface Lack extends LackOfRoom {
  /** Of files of this course that are here until they are uploaded and saved: room that will come back. */
  readonly heldBytes: number
}

interface FileRoomParts {
  readonly queue: UploadQueue
  readonly estimateRoom: EstimateRoom
  /** Absent: nobody can be asked. */
  readonly storage: KeepingStorage | undefined
}

export class CourseFileRoom {
  readonly #parts: FileRoomParts

  constructor(parts: FileRoomParts) {
    this.#parts = parts
  }

  /** @param sizesBytes of the files, in order @returns undefined: all fit, as far as the browser says */
  async lackFor(sizesBytes: readonly number[]): Promise<Lack | undefined> {
    const { queue, estimateRoom } = this.#parts
    const free = await freeBytesOf(estimateRoom)
    const { items } = queue.getSnapshot()
    const promised = bytesOf(items.filter(isBeingKept))
    const lack = lackOf(sizesBytes, free === undefined ? undefined : Math.max(0, free - promised))
    return lack && { ...lack, heldBytes: bytesOf(items.filter(({ isKept }) => isKept)) }
  }

  /** To be called in a gesture: some browsers ask their user then. What did not fit before is kept if it fits now. */
  async askForMore(): Promise<void> {
    const { queue, storage } = this.#parts
    await storage?.askForRoom()
    await queue.keepAgain()
  }

  /** Files are about to be kept. A browser may ask its user, so nothing waits for the answer. */
  async expect(): Promise<void> {
    await this.#parts.storage?.hasSaved()
  }
}

function isBeingKept({ state }: UploadItem): boolean {
  return state.status === 'waiting' && state.cause === 'keeping'
}

function bytesOf(items: readonly UploadItem[]): number {
  return items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
