/** The uploads that an applied update made videos refer to, as the document confirms them [A7], [U2]. */
import type { Command } from '../../course/command.ts'
import type { Video } from '../../course/model.ts'
import type { UploadReference } from '../../persistence/upload-store.ts'
import type { AppliedUpdate, RoomDocument } from '../room-document.ts'

/** First those that operations await, in the order of their commands; then those that no command names. */
export function uploadReferences({ change, operations }: AppliedUpdate, document: RoomDocument): UploadReference[] {
  const awaited = operations.flatMap(({ operationId, commands }) =>
    commands.flatMap((command, index) =>
      referencesOf(command)
        .filter(({ uploadId, videoId }) => uploadsNow(videoId, document).includes(uploadId))
        .map(reference => ({ ...reference, awaitedBy: { operationId, command: index } })),
    ),
  )
  const named = new Set(awaited.map(({ uploadId, videoId }) => `${videoId}/${uploadId}`))
  const unnamed = change.entities
    .filter(({ kind, fields }) => kind === 'video' && (fields.has('source') || fields.has('captions')))
    .flatMap(({ id: videoId }) => uploadsNow(videoId, document).map(uploadId => ({ uploadId, videoId })))
    .filter(({ uploadId, videoId }) => !named.has(`${videoId}/${uploadId}`))
  return [...awaited, ...unnamed]
}

function referencesOf(command: Command): readonly { readonly uploadId: string; readonly videoId: string }[] {
  switch (command.type) {
    case 'add-video':
    case 'replace-video':
    case 'set-captions':
      return uploadsOf(command).map(uploadId => ({ uploadId, videoId: command.videoId }))
    default:
      return []
  }
}

interface UploadFields {
  readonly source?: Video['source'] | null | undefined
  readonly captions?: Video['captions'] | null | undefined
}

function uploadsOf({ source, captions }: UploadFields): string[] {
  const ids = (captions ?? []).map(({ uploadId }) => uploadId)
  return source?.kind === 'upload' ? [source.uploadId, ...ids] : ids
}

function uploadsNow(videoId: string, document: RoomDocument): string[] {
  const read = (field: string) => document.fieldNow('video', videoId, field).after?.value
  // The gate has checked them.
  return uploadsOf({ source: read('source') as Video['source'], captions: read('captions') as Video['captions'] })
}
