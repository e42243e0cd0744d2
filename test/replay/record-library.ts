/** `node test/replay/record-library.ts`: writes recordings/ anew, after a change of what a session sends that is meant. */
import '../simulation/pinned-globals.ts'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

// What keeps the machine's time and randomness as it is loaded, is loaded after they have been pinned.
const { runDay } = await import('../simulation/run-day.ts')
const { library } = await import('./library.ts')

for (const { name, tabId, seed, steps } of library) {
  const { recordings, violations } = await runDay({ seed, steps, isRecorded: true })
  const recording = recordings.get(tabId)
  if (recording === undefined || violations.length > 0)
    throw new Error(`${name}: ${violations[0]?.what ?? 'no such tab'}`)
  writeFileSync(path.join(import.meta.dirname, 'recordings', `${name}.jsonl`), recording)
}
