/** Bugs that can be planted: the simulation is worth what it finds of them. */

/** Each the mistake of one seam. */
export const plantedBugs = [
  /** The server's store answers before the group is on disk. */
  'ack-before-fsync',
  /** A failed group is answered as if it were stored. */
  'ack-on-error',
  /** A kept answer: the ledger forgets what it has once answered. */
  'no-ledger',
  /** Each tab makes its toast without asking whether another has made it. */
  'toast-without-claim',
  /** What the browser's disk refused counts as kept. */
  'ignored-local-abort',
  /** What was made while the line was cut is not offered when it is back. */
  'no-resend',
  /** A snapshot of the log counts what was stored while it was made, without having it. */
  'snapshot-races-the-log',
  /** The bytes of an upload count before they are synced. */
  'upload-before-fsync',
] as const

export type PlantedBug = (typeof plantedBugs)[number]
