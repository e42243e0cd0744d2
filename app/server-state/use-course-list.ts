/** The courses of the server and those known on this device, as one list that works with no network. */
import { useQuery } from '@tanstack/react-query'
import { type CourseList, courseListSchema } from '../../course/wire/http.ts'
import type { DeviceStore, KnownCourse } from '../../persistence/device-store.ts'
import { fetchJson } from './fetch-json.ts'
import { queryKeys } from './query-client.ts'

export interface ListedCourse {
  readonly id: string
  readonly title: string
  /** ms since 1970: last change on the server, else last opened here. */
  readonly at: number
  readonly isOnServer: boolean
}

export interface ListedCourses {
  readonly courses: readonly ListedCourse[]
  readonly isLoading: boolean
  /** The server did not answer: the list is what this device knows. */
  readonly isFromDeviceOnly: boolean
}

export function useCourseList(devices: DeviceStore): ListedCourses {
  const server = useQuery({
    queryKey: queryKeys.courses,
    queryFn: () => fetchJson('/api/courses', courseListSchema),
  })
  const known = useQuery({ queryKey: queryKeys.knownCourses, queryFn: () => devices.listCourses(), staleTime: 0 })
  return {
    courses: mergeCourses(server.data?.courses ?? [], known.data ?? []),
    isLoading: known.isPending || (server.isPending && (known.data?.length ?? 0) === 0),
    isFromDeviceOnly: server.isError,
  }
}

/** Newest first. The server's title wins; a course in the server's trash is not listed. */
export function mergeCourses(server: CourseList['courses'], known: readonly KnownCourse[]): ListedCourse[] {
  const onServer = new Set(server.map(({ id }) => id))
  const local = known
    .filter(({ courseId }) => !onServer.has(courseId))
    .map(({ courseId, title, openedAt }) => ({ id: courseId, title, at: openedAt, isOnServer: false }))
  const remote = server
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map(({ id, title, updatedAt }) => ({ id, title, at: updatedAt, isOnServer: true }))
  return [...remote, ...local].sort((a, b) => b.at - a.at)
}
