/** What the server alone knows: course list, history, fates. Structure comes from the document, never from here [C5]. */
import { QueryClient } from '@tanstack/react-query'

export function createQueryClient(): QueryClient {
  return new QueryClient({
    // Offline a query fails and the screen says so; the library's default would leave it waiting in silence.
    // With it goes the library's asking again once the network is back, so that is asked for.
    defaultOptions: { queries: { networkMode: 'always', refetchOnReconnect: true, retry: 1, retryDelay: 500 } },
  })
}

export const queryKeys = {
  courses: ['courses'],
  knownCourses: ['known-courses'],
  history: (courseId: string) => ['courses', courseId, 'operations'],
  version: (courseId: string, revision: number) => ['courses', courseId, 'versions', revision],
  versionAuthors: (courseId: string, revision: number) => ['courses', courseId, 'versions', revision, 'authors'],
  uploads: (courseId: string) => ['courses', courseId, 'uploads'],
  uploadAuthor: (courseId: string, uploadId: string) => ['courses', courseId, 'uploads', uploadId, 'author'],
  fate: (operationId: string) => ['operations', operationId],
} as const
