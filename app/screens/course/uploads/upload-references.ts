/** Which files of this browser a course still needs. Pure. */
import type { Command } from '../../../../course/command.ts'
import type { Course } from '../../../../course/model.ts'
import type { CourseSessionState } from '../../../session/session-state.ts'
import type { UploadReference } from '../../../uploads/lost-uploads.ts'
import type { UploadItem } from '../../../uploads/upload-state.ts'

type Unfinished = Pick<CourseSessionState, 'draft' | 'pending'>

/** Of the draft and of all operations whose fate is not final. */
export function waitingCommands({ draft, pending }: Unfinished): Command[] {
  return [...draft.map(({ command }) => command), ...pending.flatMap(({ operation }) => operation.commands)]
}

/**
 * The uploads that the commands refer to, each once. Captions that the video had before only where they are known here:
 * their command names them all, and the server has those.
 */
export function referencesIn(commands: readonly Command[], items: readonly UploadItem[]): UploadReference[] {
  const known = new Map(items.map(item => [item.uploadId, item]))
  const references = commands.flatMap(command => referencesOf(command, known))
  return [...new Map(references.map(reference => [reference.uploadId, reference])).values()]
}

function referencesOf(command: Command, known: ReadonlyMap<string, UploadItem>): UploadReference[] {
  if (command.type === 'set-captions') return captionReferences(command, known)
  if (command.type !== 'add-video' && command.type !== 'replace-video') return []
  const { source, videoId } = command
  if (source?.kind !== 'upload') return []
  const { uploadId, fileName, sizeBytes, type } = source
  return [{ uploadId, videoId, fileName, sizeBytes, type }]
}

type SetCaptions = Extract<Command, { readonly type: 'set-captions' }>

function captionReferences(
  { videoId, captions, was }: SetCaptions,
  known: ReadonlyMap<string, UploadItem>,
): UploadReference[] {
  const before = new Set(was?.map(({ uploadId }) => uploadId))
  return (captions ?? []).flatMap(({ uploadId, fileName }): UploadReference[] => {
    const item = known.get(uploadId)
    if (item) return [item]
    return before.has(uploadId) ? [] : [{ uploadId, videoId, fileName, type: '' }]
  })
}

/** Of the uploads of a stored save, those that nobody will ask for again: not sent later, not referred to by another save. */
export function releasable(
  uploadIds: readonly string[],
  { items, waiting }: { readonly items: readonly UploadItem[]; readonly waiting: ReadonlySet<string> },
): string[] {
  const states = new Map(items.map(({ uploadId, state }) => [uploadId, state.status]))
  return uploadIds.filter(uploadId => {
    const status = states.get(uploadId)
    const mayBeSent = status === 'failed' || status === 'cancelled'
    return status !== undefined && !mayBeSent && !waiting.has(uploadId)
  })
}

/** Those that have arrived and that the saved course refers to: their save was stored before anybody here could hear of it. */
export function arrivedUploads(items: readonly UploadItem[], saved: Course): string[] {
  const complete = items.filter(({ state }) => state.status === 'complete').map(({ uploadId }) => uploadId)
  if (complete.length === 0) return []
  const referenced = new Set<string>()
  for (const { source, captions = [] } of saved.videos.values()) {
    if (source?.kind === 'upload') referenced.add(source.uploadId)
    for (const { uploadId } of captions) referenced.add(uploadId)
  }
  return complete.filter(uploadId => referenced.has(uploadId))
}
