/** Whether chosen files fit into this browser, asked before they are taken in [U1]. Pure but for the browser's estimate. */

/** As `navigator.storage.estimate()`; undefined where a browser does not say. */
export type EstimateRoom = () => Promise<{ readonly usage?: number; readonly quota?: number } | undefined>

/** Left for courses and drafts: an upload must never be the reason that a save cannot be kept. */
const reservedBytes = 32 * 1024 * 1024

/** What does not fit. */
export interface LackOfRoom {
  readonly neededBytes: number
  /** For all of them together. */
  readonly freeBytes: number
  /** So many files would not be kept. */
  readonly unkept: number
  readonly count: number
}

/** Bytes that files may still take; undefined where the browser does not say. */
export async function freeBytesOf(estimateRoom: EstimateRoom): Promise<number | undefined> {
  const { quota, usage = 0 } = (await estimateRoom()) ?? {}
  return quota === undefined ? undefined : Math.max(0, quota - usage - reservedBytes)
}

/** @param sizesBytes in the order in which they are kept @returns undefined: all fit, as far as anybody knows */
export function lackOf(sizesBytes: readonly number[], freeBytes: number | undefined): LackOfRoom | undefined {
  if (freeBytes === undefined) return undefined
  let [left, unkept, neededBytes] = [freeBytes, 0, 0]
  for (const sizeBytes of sizesBytes) {
    neededBytes += sizeBytes
    if (sizeBytes <= left) left -= sizeBytes
    else unkept++
  }
  return unkept === 0 ? undefined : { neededBytes, freeBytes, unkept, count: sizesBytes.length }
}
