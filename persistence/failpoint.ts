/**
 * Places in the way of a save, an upload, a start and an end where the proof lets the process die
 * (test/crash/kill-matrix.ts). Nothing in the product listens: then passing one is a comparison with `undefined`.
 */
export const failpoints = [
  // start
  'folder-locked',
  'database-opened',
  'migration-begun',
  'migration-written',
  'migration-done',
  'log-stretching',
  'log-stretched',
  'reserve-written',
  'store-opened',
  'uploads-mended',
  'server-listening',
  // a save
  'update-received',
  'update-accepted',
  'commit-queued',
  'group-handed-over',
  'group-begun',
  'update-written',
  'operations-written',
  'rows-written',
  'references-written',
  'group-written',
  'group-committed',
  'group-answered',
  'ack-due',
  'ack-sent',
  // the log, moved into the database
  'log-measured',
  'log-moved-by-keeper',
  'log-moved-by-writer',
  // a snapshot
  'snapshot-made',
  'snapshot-part-written',
  'snapshot-row-written',
  'snapshot-finished',
  'snapshot-part-deleted',
  // an upload
  'upload-announced',
  'upload-bytes-written',
  'upload-bytes-synced',
  'upload-counted',
  'upload-verified',
  'upload-renamed',
  'upload-moved',
  'upload-row-written',
  'upload-row-committed',
  'upload-failed',
  // the end
  'closing-begun',
  'closing-committed',
  'closing-goodbyes-said',
  'closing-readers-ended',
  'closing-log-moved',
] as const

export type Failpoint = (typeof failpoints)[number]

let watcher: ((point: Failpoint) => void) | undefined

/** Called wherever a name of the list has been reached, in whichever thread. */
export function passFailpoint(point: Failpoint): void {
  watcher?.(point)
}

/** For this thread. The product never calls it, which test/crash/failpoint.test.ts makes sure. */
export function watchFailpoints(watch: (point: Failpoint) => void): void {
  watcher = watch
}
