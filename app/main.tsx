/** Builds the app from the browser it runs in. The one file of the app that names engines. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isLecternError } from '../course/errors.ts'
import { newId } from '../course/id.ts'
import { openIndexedDbCourseStore } from '../persistence/indexeddb/indexeddb-course-store.ts'
import { openIndexedDbDeviceStore } from '../persistence/indexeddb/indexeddb-device-store.ts'
import type { LocalCourseStore } from '../persistence/local-course-store.ts'
import { MemoryDeviceStore } from '../persistence/memory-local/memory-device-store.ts'
import { MemoryLocalCourseStore } from '../persistence/memory-local/memory-local-course-store.ts'
import { UnkeptProfile } from '../persistence/memory-local/unkept-profile.ts'
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

/** What a browser that keeps nothing has instead: one for the whole tab. */
const unkept = new UnkeptProfile()

/** Works on without this device where it cannot be written to: the chip says so [S3]. */
async function orUnkept<Store>(open: () => Promise<Store>, openUnkept: () => Store): Promise<Store> {
  try {
    return await open()
  } catch (error) {
    if (!isLecternError(error)) throw error
    return openUnkept()
  }
}

function openCourseStore(courseId: string): Promise<LocalCourseStore> {
  return orUnkept(
    () => openIndexedDbCourseStore({ courseId }),
    () => new MemoryLocalCourseStore({ courseId, profile: unkept }),
  )
}

async function buildSeams(): Promise<Seams> {
  const devices = await orUnkept(openIndexedDbDeviceStore, () => new MemoryDeviceStore(unkept))
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
      localStore: await openCourseStore(courseId),
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
