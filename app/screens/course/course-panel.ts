/**
 * What stands beside the outline, one at a time. To add one: a kind here, a line with its title and its content in
 * `course-panels.tsx`, and an action that opens it in `course-actions.ts`.
 */
export type CoursePanel = 'activity' | 'details' | 'history' | 'inspector'
