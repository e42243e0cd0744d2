import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Route, Switch } from 'wouter'
import { Announcer } from '../components/announcer/announcer.tsx'
import { Toaster } from '../components/toasts/toaster.tsx'
import type { Pwa } from '../pwa/system-pwa.ts'
import { appText } from '../text/screens.ts'
import { CourseScreen } from './course-part.ts'
import { courseRoute, previewRoute } from './courses/course-address.ts'
import { CourseListScreen } from './courses/course-list-screen.tsx'
import { DeviceNotices } from './device-notices.tsx'
import { Page } from './page.tsx'
import { PreviewScreen } from './preview-part.ts'
import { type Seams, SeamsContext } from './seams.ts'

interface AppProps {
  readonly seams: Seams
  readonly queryClient: QueryClient
  readonly pwa: Pwa
}

export function App({ seams, queryClient, pwa }: AppProps) {
  return (
    <SeamsContext value={seams}>
      <QueryClientProvider client={queryClient}>
        <Announcer>
          <Switch>
            <Route path="/">
              <CourseListScreen />
            </Route>
            <Route path={previewRoute}>{({ id }) => <PreviewScreen key={id} courseId={id ?? ''} />}</Route>
            <Route path={courseRoute}>{({ id }) => <CourseScreen key={id} courseId={id ?? ''} />}</Route>
            <Route>
              <Page title={appText.name}>
                <p>{appText.notFound}</p>
              </Page>
            </Route>
          </Switch>
          <DeviceNotices pwa={pwa} />
          <Toaster />
        </Announcer>
      </QueryClientProvider>
    </SeamsContext>
  )
}
