/** The server's trash of courses: a fact of the server, not of the document. */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CourseList } from '../../course/wire/http.ts'
import { queryKeys } from './query-client.ts'

export interface CourseTrash {
  /** Resolves when the server has done it. @throws where it was not reached or refused */
  readonly move: (courseId: string) => Promise<void>
  readonly restore: (courseId: string) => Promise<void>
}

/** @param now ms since 1970, this device's clock */
export function useCourseTrash(now: () => number): CourseTrash {
  const queryClient = useQueryClient()
  return useMemo(() => {
    const ask = async (method: 'DELETE' | 'POST', path: string) => {
      const response = await fetch(path, { method })
      if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    }
    const addressOf = (courseId: string) => `/api/courses/${encodeURIComponent(courseId)}`
    const refresh = (change: (list: CourseList) => CourseList) => {
      queryClient.setQueryData<CourseList>(queryKeys.courses, list => list && change(list))
      void queryClient.invalidateQueries({ queryKey: queryKeys.courses, exact: true })
    }
    return {
      move: async courseId => {
        await ask('DELETE', addressOf(courseId))
        refresh(list => withDeleted(list, courseId, now()))
      },
      restore: async courseId => {
        await ask('POST', `${addressOf(courseId)}/restore`)
        refresh(list => withDeleted(list, courseId, undefined))
      },
    }
  }, [queryClient, now])
}

/** Shown at once; the list that is asked for again knows the server's own time. */
function withDeleted({ courses }: CourseList, courseId: string, deletedAt: number | undefined): CourseList {
  return {
    courses: courses.map(course => {
      if (course.id !== courseId) return course
      const { deletedAt: _, ...rest } = course
      return { ...rest, ...(deletedAt !== undefined && { deletedAt }) }
    }),
  }
}
