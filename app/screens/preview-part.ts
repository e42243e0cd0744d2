/** The learner's preview is a part of its own, loaded behind the course screen. */
import { loadedLater } from '../components/loaded-later/loaded-later.tsx'
import { CourseSkeleton } from './course-skeleton.tsx'

export const PreviewScreen = loadedLater(
  async () => (await import('./preview/preview-screen.tsx')).PreviewScreen,
  CourseSkeleton,
)
