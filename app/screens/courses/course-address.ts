/** Where a course's screen is found. */
export const courseRoute = '/courses/:id'

export function courseAddress(courseId: string): string {
  return `/courses/${encodeURIComponent(courseId)}`
}
