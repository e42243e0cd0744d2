/** All fuzzers by the name that `npm run fuzz` knows them by. */
import { fuzzArchives } from './archives/fuzz-archives.ts'
import { fuzzHttp } from './http/fuzz-http.ts'
import type { Fuzz } from './report.ts'
import { fuzzServerWords } from './server/fuzz-server-words.ts'
import { fuzzAwareness, fuzzFrames } from './sockets/fuzz-sockets.ts'
import { fuzzUpdates } from './updates/fuzz-updates.ts'
import { fuzzUploads } from './uploads/fuzz-uploads.ts'

export const fuzzers = {
  updates: fuzzUpdates,
  frames: fuzzFrames,
  awareness: fuzzAwareness,
  http: fuzzHttp,
  archives: fuzzArchives,
  uploads: fuzzUploads,
  server: fuzzServerWords,
} as const satisfies Record<string, Fuzz>

export type FuzzerName = keyof typeof fuzzers
