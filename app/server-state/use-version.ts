/** The course as it was at a revision. It never changes, so it is asked for once. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Course } from '../../course/model.ts'
import { type CourseVersion, courseVersionSchema, historySchema } from '../../course/wire/http.ts'
import { fetchJson, findJson } from './fetch-json.ts'
import { queryKeys } from './query-client.ts'

export interface Version {
  readonly revision: number
  /** ms since 1970, the server's clock. */
  readonly storedAt: number
  readonly course: Course
}

/** Null: there is no such version. */
export function useVersion(courseId: string, revision: number): UseQueryResult<Version | null> {
  return useQuery({
    queryKey: queryKeys.version(courseId, revision),
    queryFn: async () => {
      const found = await findJson(`${pathOf(courseId)}/versions/${revision}`, courseVersionSchema)
      return found && versionOf(found)
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Compared piece by piece with itself, a large course would hold up the window.
    structuralSharing: false,
  })
}

/** Who saved what this version ends with, by name; several saves may have arrived at once. */
export function useVersionAuthors(courseId: string, revision: number): readonly string[] {
  const { data } = useQuery({
    queryKey: queryKeys.versionAuthors(courseId, revision),
    queryFn: async () => {
      const newest = `${pathOf(courseId)}/operations?limit=1&before=${revision + 1}`
      const { operations } = await fetchJson(newest, historySchema)
      const stored = operations.filter(entry => entry.revision === revision && entry.status !== 'rejected')
      return [...new Set(stored.map(({ by }) => by.name))]
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? []
}

function pathOf(courseId: string): string {
  return `/api/courses/${encodeURIComponent(courseId)}`
}

export function versionOf({ revision, storedAt, chapters, videos, ...rest }: CourseVersion): Version {
  const { id: _, epoch: __, ...info } = rest
  const course: Course = {
    info,
    chapters: new Map(chapters.map(chapter => [chapter.id, chapter])),
    videos: new Map(videos.map(video => [video.id, video])),
  }
  return { revision, storedAt, course }
}
