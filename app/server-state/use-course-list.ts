/** The courses of the server and those known on this device, as one list that works with no network. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
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

export interface TrashedCourse {
  readonly id: string
  readonly title: string
  /** ms since 1970, the server's clock. */
  readonly deletedAt: number
}

export interface ListedCourses {
  readonly courses: readonly ListedCourse[]
  /** The server's; unknown, and empty, where it has not answered. */
  readonly trash: readonly TrashedCourse[]
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
  const isPatient = usePatience(server.isPending)
  const { data: onServer } = server
  return useMemo(
    () => ({
      courses: mergeCourses(onServer?.courses ?? [], known.data ?? []),
      trash: trashOf(onServer?.courses ?? []),
      isLoading: known.isPending || (server.isPending && (isPatient || known.data?.length === 0)),
      isFromDeviceOnly: server.isError,
    }),
    [onServer, known.data, known.isPending, server.isPending, server.isError, isPatient],
  )
}

/** Mostly the server answers before that, and the list does not jump from this device's courses to all of them. */
const patienceMs = 400

function usePatience(isPending: boolean): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!isPending) return
    const timer = setTimeout(() => setOver(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isPending])
  return isPending && !isOver
}

/** What was deleted last comes first. */
export function trashOf(server: CourseList['courses']): TrashedCourse[] {
  return server
    .flatMap(({ id, title, deletedAt }) => (deletedAt === undefined ? [] : { id, title, deletedAt }))
    .sort((a, b) => b.deletedAt - a.deletedAt)
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
