/** All fuzzers by the name that `npm run fuzz` knows them by. */
import { fuzzHttp } from './http/fuzz-http.ts'
import type { Fuzz } from './report.ts'
import { fuzzAwareness, fuzzFrames } from './sockets/fuzz-sockets.ts'
import { fuzzUpdates } from './updates/fuzz-updates.ts'

export const fuzzers = {
  updates: fuzzUpdates,
  frames: fuzzFrames,
  awareness: fuzzAwareness,
  http: fuzzHttp,
} as const satisfies Record<string, Fuzz>

export type FuzzerName = keyof typeof fuzzers
