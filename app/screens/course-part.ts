/** The course screen is a part of its own: the course list does not wait for it, and it is there before it is asked for. */
import { loadedLater } from '../components/loaded-later/loaded-later.tsx'
import { CourseSkeleton } from './course-skeleton.tsx'

export const CourseScreen = loadedLater(
  async () => (await import('./course/course-screen.tsx')).CourseScreen,
  CourseSkeleton,
)
