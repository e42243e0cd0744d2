/** Where the history and the older versions of a course are found: the back button and links work on them. */
import { useCallback } from 'react'
import { useLocation, useRoute } from 'wouter'
import { courseAddress } from '../courses/course-address.ts'

const historyRoute = '/courses/:id/history/:revision?'

export function historyAddress(courseId: string, revision?: number): string {
  return `${courseAddress(courseId)}/history${revision === undefined ? '' : `/${revision}`}`
}

export interface HistoryAddress {
  readonly isOpen: boolean
  /** The version that is shown. */
  readonly revision: number | undefined
  readonly open: () => void
  readonly openVersion: (revision: number) => void
  /** Back to the course. */
  readonly close: () => void
}

export function useHistoryAddress(courseId: string): HistoryAddress {
  const [isOpen, params] = useRoute(historyRoute)
  const [, navigate] = useLocation()
  const revision = Number(params?.revision)
  return {
    isOpen,
    revision: Number.isSafeInteger(revision) && revision > 0 ? revision : undefined,
    open: useCallback(() => navigate(historyAddress(courseId)), [navigate, courseId]),
    openVersion: useCallback(next => navigate(historyAddress(courseId, next)), [navigate, courseId]),
    close: useCallback(() => navigate(courseAddress(courseId)), [navigate, courseId]),
  }
}
