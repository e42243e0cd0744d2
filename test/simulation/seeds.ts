/** Seeds that once failed, and what they found: they stay. */
export const onceFailed: readonly (readonly [seed: number, found: string])[] = [
  [177, 'one operation written by two tabs in other bytes stood in one browser alone'],
  [317, 'a tab whose mirror another had repaired never tried to store again'],
  [373, 'the same, with three tabs'],
  [3882, 'a refused save came back into the document when a full disk was well again'],
  [4847, 'a save refused while the disk was full was written again, and the one after it never sent'],
  [5355, 'both of the last two'],
  [9984, 'what a dropped room still stored, nobody in the next one was shown'],
  [8304, 'an ack that came while the disk was full was never claimed after a rebuild: "sent", for ever'],
]
