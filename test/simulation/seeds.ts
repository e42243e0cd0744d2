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
  [166, 'who was alone in a course by WebSocket was told the revision of a save over HTTP and not its bytes'],
  [131, 'a file uploaded two weeks before its save, swept meanwhile, was never sent again: "committed", for ever'],
  [4934, 'a sweep took the bytes of an upload that was announced again meanwhile: "stored", without its file'],
  [3786, 'the same, with two files'],
  [3002, 'the same, shown to everybody as the bytes went'],
  [5710, 'the same'],
  [16564, 'two tabs asked for the same, both were refused, and what came back was not marked'],
  [187, 'a save whose commit only seemed to fail was not settled when its uploads were there: "committed", for ever'],
]
