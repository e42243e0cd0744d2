import { readFile } from 'node:fs/promises'
import { type Recording, readRecording, recordingFormat, recordingVersion } from '../../course/recording.ts'

export type RecordingFile =
  | {
      readonly kind: 'ok'
      readonly recording: Recording
      /** Where each event stands in the file, counted from 1. */
      readonly lines: readonly number[]
    }
  /** One sentence that says where and why. */
  | { readonly kind: 'unreadable'; readonly reason: string }

export async function readRecordingFile(file: string): Promise<RecordingFile> {
  try {
    return parseRecording(await readFile(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return { kind: 'unreadable', reason: `there is no such file, or it cannot be read (${error.code})` }
  }
}

export function parseRecording(text: string): RecordingFile {
  const read = readRecording(text)
  if (read.kind === 'unreadable') {
    const isHeader = read.line === 1
    return { kind: 'unreadable', reason: (isHeader && otherVersion(text)) || `line ${read.line}: ${read.reason}` }
  }
  const [, ...lines] = text.split('\n').flatMap((json, index) => (json.trim() === '' ? [] : [index + 1]))
  return { kind: 'ok', recording: read.recording, lines }
}

/** What a header of another version holds is not known: only that it is one. */
function otherVersion(text: string): string | undefined {
  try {
    const { format, version } = JSON.parse(text.slice(0, text.indexOf('\n')))
    if (format !== recordingFormat || version === recordingVersion) return undefined
    return `line 1: a recording of format version ${version}, and only version ${recordingVersion} can be read`
  } catch {
    return undefined
  }
}
