import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Route, Switch } from 'wouter'
import { Announcer } from '../components/announcer/announcer.tsx'
import { Access, SignedInOnly } from '../components/sign-in/access.tsx'
import type { Account } from '../components/sign-in/account.ts'
import { Toaster } from '../components/toasts/toaster.tsx'
import type { Pwa } from '../pwa/system-pwa.ts'
import { appText } from '../text/screens.ts'
import { CourseScreen } from './course-part.ts'
import { courseRoute, previewRoute } from './courses/course-address.ts'
import { CourseListScreen } from './courses/course-list-screen.tsx'
import { DeviceNotices } from './device-notices.tsx'
import { InvitationScreen, invitationRoute } from './members/invitation-part.ts'
import { Page } from './page.tsx'
import { PreviewScreen } from './preview-part.ts'
import { type Seams, SeamsContext } from './seams.ts'

interface AppProps {
  readonly seams: Seams
  readonly queryClient: QueryClient
  readonly pwa: Pwa
  readonly account: Account
}

export function App({ seams, queryClient, pwa, account }: AppProps) {
  return (
    <SeamsContext value={seams}>
      <QueryClientProvider client={queryClient}>
        <Announcer>
          <Access account={account}>
            <Switch>
              <Route path="/">
                <SignedInOnly>
                  <CourseListScreen />
                </SignedInOnly>
              </Route>
              <Route path={previewRoute}>{({ id }) => <PreviewScreen key={id} courseId={id ?? ''} />}</Route>
              <Route path={courseRoute}>{({ id }) => <CourseScreen key={id} courseId={id ?? ''} />}</Route>
              <Route path={invitationRoute}>
                {({ token }) => (
                  <SignedInOnly>
                    <InvitationScreen key={token} token={token ?? ''} />
                  </SignedInOnly>
                )}
              </Route>
              <Route>
                <Page title={appText.name}>
                  <p>{appText.notFound}</p>
                </Page>
              </Route>
            </Switch>
          </Access>
          <DeviceNotices pwa={pwa} />
          <Toaster />
        </Announcer>
      </QueryClientProvider>
    </SeamsContext>
  )
}
