/** The files of a save and what became of them, by its ack [U5]. Pure. */
import type { SaveOutcome } from '../../session/session-state.ts'
import type { FailedFile } from '../../text/uploads-showing.ts'
import { uploadIdsIn } from '../../uploads/upload-commands.ts'

export interface FailedUpload extends FailedFile {
  /** Undefined where the note does not say which of several captions it is about. */
  readonly uploadId?: string
}

export interface SavedFiles {
  /** All that the save waited for. */
  readonly total: number
  readonly failed: readonly FailedUpload[]
}

export function savedFilesOf({ operation, ack }: Pick<SaveOutcome, 'operation' | 'ack'>): SavedFiles {
  const failed = ack.notes.flatMap(({ command, reason, code }): FailedUpload[] => {
    const isOfFile = code === 'upload-failed' || (code === 'refused' && reason === 'foreign-upload')
    return isOfFile && command !== undefined ? [failedUpload(operation.commands[command], reason)] : []
  })
  const complete = ack.events.filter(({ type }) => type === 'upload-complete').length
  return { total: complete + failed.length, failed }
}

type SavedCommand = SaveOutcome['operation']['commands'][number]

function failedUpload(command: SavedCommand | undefined, reason: string | undefined): FailedUpload {
  const uploadIds = command ? uploadIdsIn([command]) : []
  const [uploadId] = uploadIds
  return {
    fileName: fileNameIn(command),
    reason,
    ...(uploadId !== undefined && uploadIds.length === 1 && { uploadId }),
  }
}

function fileNameIn(command: SavedCommand | undefined): string {
  if (command?.type === 'set-captions') return command.captions?.map(({ fileName }) => fileName).join(', ') ?? ''
  if (command?.type !== 'add-video' && command?.type !== 'replace-video') return ''
  return command.source?.kind === 'upload' ? command.source.fileName : ''
}
