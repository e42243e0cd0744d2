/**
 * What else a day can hold, by its seed alone: so that what was added later leaves the days of other seeds as they were.
 */
export interface DayKind {
  /** Files are uploaded, snapshots are written, weeks pass. */
  readonly isWide: boolean
  /** The last browser still runs an app of an older version, until all heals. */
  readonly hasOldClient: boolean
}

export function dayKindOf(seed: number): DayKind {
  return { isWide: seed % 7 >= 5, hasOldClient: seed % 10 === 9 }
}
