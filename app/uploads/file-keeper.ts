/** Keeps chosen files in this browser as long as there is room [U1]. */
import { isLecternError } from '../../course/errors.ts'
import type { LocalFile, LocalFileStore } from '../../persistence/local-file-store.ts'
import { isReadable } from './file-bytes.ts'
import { type EstimateRoom, freeBytesOf, lackOf } from './file-room.ts'
import { orNothing } from './or-nothing.ts'

/** @returns `kept`, `no-room` (the record is kept, if anything can be), or `unreadable` */
export async function keepFile(
  record: LocalFile,
  bytes: Blob,
  { store, estimateRoom }: { readonly store: LocalFileStore; readonly estimateRoom: EstimateRoom },
): Promise<'kept' | 'no-room' | 'unreadable'> {
  const { isInTab, ...file } = record
  try {
    if (!lackOf([file.sizeBytes], await freeBytesOf(estimateRoom))) {
      await store.keep(file, bytes)
      return 'kept'
    }
  } catch (error) {
    if (!isLecternError(error)) throw error
    // A database that cannot copy a file says no more than that it failed.
    if (!(await isReadable(bytes))) return 'unreadable'
  }
  // So that a reloaded page can ask for the file by its name, and the other tabs leave it to this one.
  await orNothing(store.keep({ ...file, isInTab: true }))
  return 'no-room'
}
