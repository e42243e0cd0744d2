/** Keeps chosen files in this browser as long as there is room [U1]. */
import { isLecternError } from '../../course/errors.ts'
import type { LocalFile, LocalFileStore } from '../../persistence/local-file-store.ts'
import { isReadable } from './file-bytes.ts'
import { orNothing } from './or-nothing.ts'

/** As `navigator.storage.estimate()`; undefined where a browser does not say. */
export type EstimateRoom = () => Promise<{ readonly usage?: number; readonly quota?: number } | undefined>

/** Left for courses and drafts: an upload must never be the reason that a save cannot be kept. */
const reservedBytes = 32 * 1024 * 1024

/** @returns `kept`, `no-room` (the record is kept, if anything can be), or `unreadable` */
export async function keepFile(
  file: LocalFile,
  bytes: Blob,
  { store, estimateRoom }: { readonly store: LocalFileStore; readonly estimateRoom: EstimateRoom },
): Promise<'kept' | 'no-room' | 'unreadable'> {
  try {
    if (await hasRoom(file.sizeBytes, estimateRoom)) {
      await store.keep(file, bytes)
      return 'kept'
    }
  } catch (error) {
    if (!isLecternError(error)) throw error
    // A database that cannot copy a file says no more than that it failed.
    if (!(await isReadable(bytes))) return 'unreadable'
  }
  // So that a reloaded page can ask for the file by its name.
  await orNothing(store.keep(file))
  return 'no-room'
}

async function hasRoom(sizeBytes: number, estimateRoom: EstimateRoom): Promise<boolean> {
  const { quota, usage = 0 } = (await estimateRoom()) ?? {}
  return quota === undefined || quota - usage >= sizeBytes + reservedBytes
}
