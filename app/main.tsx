/** Builds the app from the browser it runs in. The one file of the app that names an engine. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { newId } from '../course/id.ts'
import { openIndexedDbCourseStore } from '../persistence/indexeddb/indexeddb-course-store.ts'
import { openIndexedDbDeviceStore } from '../persistence/indexeddb/indexeddb-device-store.ts'
import { App } from './screens/app.tsx'
import { AuthorProfile } from './screens/author-profile.ts'
import { OpenSessions } from './screens/open-sessions.ts'
import type { Seams } from './screens/seams.ts'
import { createQueryClient } from './server-state/query-client.ts'
import { openCourseSession } from './session/course-session.ts'
import type { CourseSession } from './session/session-state.ts'
import { systemClock, systemLock, systemRandomBytes, systemTransport } from './session/system-seams.ts'
import { appText } from './text/screens.ts'
import './styles/tokens.css'
import './styles/base.css'

const makeId = () => newId(systemRandomBytes)

async function buildSeams(): Promise<Seams> {
  const devices = await openIndexedDbDeviceStore()
  const stored = await devices.loadProfile(() => ({
    device: makeId(),
    author: { id: makeId(), name: appText.newAuthor },
  }))
  const profile = new AuthorProfile(stored, devices)
  const sessions = new OpenSessions(sessionOpener(profile))
  return { sessions, devices, profile, now: systemClock.now, newId: makeId }
}

function sessionOpener(profile: AuthorProfile): (courseId: string) => Promise<CourseSession> {
  const transport = systemTransport(location.origin)
  return async courseId =>
    openCourseSession({
      courseId,
      tabId: makeId(),
      profile,
      localStore: await openIndexedDbCourseStore({ courseId }),
      clock: systemClock,
      randomBytes: systemRandomBytes,
      transport,
      ...systemLock(),
      // As a method of another object, the browser's own function refuses to be called.
      report: error => reportError(error),
    })
}

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container)
  try {
    const seams = await buildSeams()
    root.render(
      <StrictMode>
        <App seams={seams} queryClient={createQueryClient()} />
      </StrictMode>,
    )
  } catch (error) {
    root.render(<p role="alert">{appText.noStorage}</p>)
    reportError(error)
  }
}

const container = document.getElementById('app')
if (container) void start(container)
