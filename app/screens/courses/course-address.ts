/** Where a course's screen is found; what is below it stands on that screen. */
export const courseRoute = '/courses/:id/*?'

export function courseAddress(courseId: string): string {
  return `/courses/${encodeURIComponent(courseId)}`
}

/** Its learner's preview, a screen of its own. */
export const previewRoute = '/courses/:id/preview'

export function previewAddress(courseId: string): string {
  return `${courseAddress(courseId)}/preview`
}

export function isCourseAddress(pathname: string): boolean {
  return pathname.startsWith('/courses/')
}
