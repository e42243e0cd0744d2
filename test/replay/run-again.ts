import { compare } from './difference.ts'
import { byteDifference, inWords } from './in-words.ts'
import type { RecordingFile } from './recording-file.ts'
import { replayClient } from './replay-client.ts'

export interface Verdict {
  readonly isSame: boolean
  /** For people, a line each. */
  readonly report: readonly string[]
}

/** Runs the recorded session again, on the code as it is now. */
export async function runAgain({ recording, lines }: Extract<RecordingFile, { kind: 'ok' }>): Promise<Verdict> {
  const { header, events } = recording
  const { session, events: again, bugs } = await replayClient(recording)
  await session.close()
  const { outcomes, difference } = compare(events, again)
  const { earlierEvents } = header
  const caveat = `  ${earlierEvents} events came before it and are not in the file: what came of those, undo for one, cannot be the same`
  const unexpected = bugs.map(bug => `what nobody expected: ${bug instanceof Error ? bug.stack : bug}`)
  const seconds = ((events.at(-1)?.at ?? 0) / 1000).toFixed(1)
  if (!difference) {
    const summary = `the same: ${outcomes.length} of ${outcomes.length} outcomes in ${events.length} events, ${seconds} s`
    return { isSame: bugs.length === 0, report: [summary, ...unexpected] }
  }
  const { place, expected, got } = difference
  const where = place === undefined ? 'after the last line' : `line ${lines[place]}`
  const bytes = byteDifference(expected, got)
  return {
    isSame: false,
    report: [
      `${where}: the session did something else, ${(((expected ?? got)?.at ?? 0) / 1000).toFixed(3)} s after the start`,
      `  expected: ${inWords(expected)}`,
      `  got:      ${inWords(got)}`,
      ...(bytes ? [`            ${bytes}`] : []),
      ...(earlierEvents > 0 ? [caveat] : []),
      ...unexpected,
    ],
  }
}
