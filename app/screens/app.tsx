import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Route, Switch } from 'wouter'
import { Announcer } from '../components/announcer/announcer.tsx'
import { Toaster } from '../components/toasts/toaster.tsx'
import { appText } from '../text/screens.ts'
import { CourseScreen } from './course/course-screen.tsx'
import { courseRoute } from './courses/course-address.ts'
import { CourseListScreen } from './courses/course-list-screen.tsx'
import { Page } from './page.tsx'
import { type Seams, SeamsContext } from './seams.ts'

interface AppProps {
  readonly seams: Seams
  readonly queryClient: QueryClient
}

export function App({ seams, queryClient }: AppProps) {
  return (
    <SeamsContext value={seams}>
      <QueryClientProvider client={queryClient}>
        <Announcer>
          <Switch>
            <Route path="/">
              <CourseListScreen />
            </Route>
            <Route path={courseRoute}>{({ id }) => <CourseScreen key={id} courseId={id ?? ''} />}</Route>
            <Route>
              <Page title={appText.name}>
                <p>{appText.notFound}</p>
              </Page>
            </Route>
          </Switch>
          <Toaster />
        </Announcer>
      </QueryClientProvider>
    </SeamsContext>
  )
}
