/** Who uploaded a file, as the ledger says: the author of the save in which its video got it. */
import { useQuery } from '@tanstack/react-query'
import type { Command } from '../../course/command.ts'
import { type History, historySchema } from '../../course/wire/http.ts'
import type { ListedUpload } from '../../course/wire/uploads.ts'
import { fetchJson } from './fetch-json.ts'
import { queryKeys } from './query-client.ts'

const pageSize = 50
/** Of a file that was saved longer ago, the history itself says it. */
const mostPages = 10

/**
 * Looked for once, from the newest save back. Undefined: not found yet, or not known.
 *
 * @param upload complete; undefined: nothing is asked
 */
export function useUploadAuthor(courseId: string, upload: ListedUpload | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.uploadAuthor(courseId, upload?.uploadId ?? ''),
    queryFn: () => (upload ? findUploadAuthor(upload, before => loadPage(courseId, before)) : null),
    enabled: upload !== undefined,
    // One that is complete and not saved yet has no author so far: it is looked for again when it is shown again.
    staleTime: ({ state }) => (state.data ? Number.POSITIVE_INFINITY : 0),
  })
  return data ?? undefined
}

/**
 * Null: none of the saves that were looked through.
 *
 * @param load a page of saves, the newest first: from the newest, or before a revision
 */
export async function findUploadAuthor(
  upload: Pick<ListedUpload, 'uploadId' | 'videoId'>,
  load: (before: number | undefined) => Promise<History>,
): Promise<string | null> {
  let before: number | undefined
  for (let page = 0; page < mostPages; page++) {
    const { operations, next } = await load(before)
    const found = operations.find(entry => entry.status !== 'rejected' && entry.commands.some(refersTo(upload)))
    if (found || next === undefined) return found?.by.name ?? null
    before = next
  }
  return null
}

function loadPage(courseId: string, before: number | undefined): Promise<History> {
  const page = new URLSearchParams({ limit: String(pageSize), ...(before !== undefined && { before: String(before) }) })
  return fetchJson(`/api/courses/${encodeURIComponent(courseId)}/operations?${page}`, historySchema)
}

/** Its own video: others may have it too, as copies of that. */
function refersTo({ uploadId, videoId }: Pick<ListedUpload, 'uploadId' | 'videoId'>): (command: Command) => boolean {
  return command => {
    if (command.type !== 'add-video' && command.type !== 'replace-video') return false
    return command.videoId === videoId && command.source?.kind === 'upload' && command.source.uploadId === uploadId
  }
}
