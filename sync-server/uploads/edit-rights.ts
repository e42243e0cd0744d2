/** Who may edit a course: the one place that uploads ask. */
export interface Editor {
  /** The session's identity. */
  readonly userId: string
  readonly courseId: string
}

/** Without authentication the server listens to this machine alone, and everybody on it is an author [design 8]. */
export function mayEdit(_editor: Editor): boolean {
  return true
}
