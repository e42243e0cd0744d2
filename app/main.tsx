/** Builds the app from the browser it runs in. The one file of the app that names engines. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isLecternError } from '../course/errors.ts'
import { newId } from '../course/id.ts'
import type { DeviceStore } from '../persistence/device-store.ts'
import { openIndexedDbDeviceStore } from '../persistence/indexeddb/indexeddb-device-store.ts'
import { deleteKeptDatabases, listKeptCourses } from '../persistence/indexeddb/kept-databases.ts'
import type { LocalCourseStore } from '../persistence/local-course-store.ts'
import type { LocalFileStore } from '../persistence/local-file-store.ts'
import { MemoryDeviceStore } from '../persistence/memory-local/memory-device-store.ts'
import { UnkeptProfile } from '../persistence/memory-local/unkept-profile.ts'
import { OrBroken } from './components/broken/broken.tsx'
import { Account } from './components/sign-in/account.ts'
import { SignInMemory } from './components/sign-in/sign-in-memory.ts'
import { takeToken } from './components/sign-in/token-in-address.ts'
import { showToast } from './components/toasts/show-toast.tsx'
import { clearAsWished, leaveToClear, onClearing } from './device/clearing-wish.ts'
import { DeviceClearing } from './device/device-clearing.ts'
import type { DeviceStorage } from './pwa/device-storage.ts'
import { type Pwa, systemPwa } from './pwa/system-pwa.ts'
import { App } from './screens/app.tsx'
import { AuthorProfile } from './screens/author-profile.ts'
import { autosaveMemory } from './screens/course/autosave-memory.ts'
import { outlineMemory } from './screens/course/outline/outline-memory.ts'
import type { CourseUploads } from './screens/course/uploads/course-uploads.ts'
import { OpenUploads } from './screens/course/uploads/open-uploads.ts'
import { CourseScreen } from './screens/course-part.ts'
import { isCourseAddress } from './screens/courses/course-address.ts'
import { OpenSessions } from './screens/open-sessions.ts'
import type { Seams } from './screens/seams.ts'
import { createQueryClient } from './server-state/query-client.ts'
import type { CourseSession, SessionEvent } from './session/session-state.ts'
import { systemClock, systemLock, systemRandomBytes, systemTransport } from './session/system-seams.ts'
import { clearDeviceText } from './text/clear-device.ts'
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

/** What a course needs and the course list does not: Yjs, its stores, the session. */
async function loadCourseParts() {
  const [{ openIndexedDbCourseStore }, { MemoryLocalCourseStore }, { openCourseSession }] = await Promise.all([
    import('../persistence/indexeddb/indexeddb-course-store.ts'),
    import('../persistence/memory-local/memory-local-course-store.ts'),
    import('./session/course-session.ts'),
  ])
  const openStore = (courseId: string): Promise<LocalCourseStore> =>
    orUnkept(
      () => openIndexedDbCourseStore({ courseId }),
      () => new MemoryLocalCourseStore({ courseId, profile: unkept }),
    )
  return { openStore, openCourseSession }
}

/** What a course with files needs, and no first picture does. */
function uploadsOpener(
  profile: AuthorProfile,
  storage: DeviceStorage,
): (session: CourseSession) => Promise<CourseUploads> {
  const transport = systemTransport(location.origin)
  let store: Promise<LocalFileStore> | undefined
  return async session => {
    const [{ openIndexedDbFileStore }, { MemoryLocalFileStore }, { UnkeptFileProfile }, { openCourseUploads }] =
      await Promise.all([
        import('../persistence/indexeddb/indexeddb-local-file-store.ts'),
        import('../persistence/memory-local/memory-local-file-store.ts'),
        import('../persistence/memory-local/unkept-file-profile.ts'),
        import('./screens/course/uploads/open-course-uploads.ts'),
      ])
    store ??= orUnkept(openIndexedDbFileStore, () => new MemoryLocalFileStore(new UnkeptFileProfile()))
    const { device } = profile
    return openCourseUploads({
      ...{ session, store: await store, transport, device, newId: makeId, storage },
      report: error => reportError(error),
    })
  }
}

/** Ahead of being asked for. What fails now is tried again then, and told. */
function preloadCourse(): void {
  void CourseScreen.preload()
  loadCourseParts().catch(() => undefined)
}

async function buildSeams({ storage }: Pwa): Promise<Seams> {
  const devices = await orUnkept(openIndexedDbDeviceStore, () => new MemoryDeviceStore(unkept))
  const stored = await devices.loadProfile(() => ({
    device: makeId(),
    author: { id: makeId(), name: appText.newAuthor },
  }))
  const profile = new AuthorProfile(stored, devices)
  const uploads = new OpenUploads(uploadsOpener(profile, storage))
  const sessions = new OpenSessions(sessionOpener(profile, storage), {
    onClosing: session => void uploads.close(session).catch(reportError),
    onEvent: (session, event) => void showAway(session, event).catch(reportError),
  })
  const outlines = outlineMemory(() => localStorage)
  const autosave = autosaveMemory(() => localStorage)
  const clearing = openClearing(devices)
  return { sessions, uploads, devices, clearing, profile, outlines, autosave, now: systemClock.now, newId: makeId }
}

/** Of a course that its author has left. */
async function showAway(session: CourseSession, event: SessionEvent): Promise<void> {
  const { showAwayToast } = await import('./components/toasts/away-toast.ts')
  showAwayToast(session.getState().saved, event)
}

/** To look into. A browser that offers no database has no files. */
async function openFiles(): Promise<Pick<LocalFileStore, 'list'>> {
  const { openIndexedDbFileStore } = await import('../persistence/indexeddb/indexeddb-local-file-store.ts')
  return orUnkept<Pick<LocalFileStore, 'list'>>(openIndexedDbFileStore, () => ({ list: async () => [] }))
}

function openClearing(devices: DeviceStore): DeviceClearing {
  const openCourse = async (courseId: string) => (await loadCourseParts()).openStore(courseId)
  return new DeviceClearing({ devices, listKept: listKeptCourses, openCourse, openFiles, leave: leaveToClear })
}

type OpenSession = (courseId: string) => Promise<CourseSession>

function sessionOpener(profile: AuthorProfile, storage: DeviceStorage): OpenSession {
  const transport = systemTransport(location.origin)
  return async courseId => {
    const { openStore, openCourseSession } = await loadCourseParts()
    const session = openCourseSession({
      courseId,
      tabId: makeId(),
      profile,
      localStore: await openStore(courseId),
      clock: systemClock,
      randomBytes: systemRandomBytes,
      transport,
      ...systemLock(),
      // As a method of another object, the browser's own function refuses to be called.
      report: error => reportError(error),
    })
    session.onEvent(({ kind }) => {
      if (kind === 'saved' || kind === 'saved-on-device') storage.hasSaved().catch(reportError)
    })
    return session
  }
}

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container, { onCaughtError: error => reportError(error) })
  // Its address asks for a course: nothing has to be waited for before that is loaded.
  if (isCourseAddress(location.pathname)) preloadCourse()
  try {
    const cleared = await clearAsWished(deleteKeptDatabases)
    onClearing(() => root.render(<p role="alert">{clearDeviceText.elsewhere}</p>))
    const pwa = systemPwa()
    const account = openAccount()
    const seams = await buildSeams(pwa)
    root.render(
      <StrictMode>
        <OrBroken>
          <App seams={seams} queryClient={createQueryClient()} pwa={pwa} account={account} />
        </OrBroken>
      </StrictMode>,
    )
    if (cleared) showCleared(cleared)
    whenIdle(() => settleIn(pwa))
  } catch (error) {
    root.render(<p role="alert">{appText.noStorage}</p>)
    reportError(error)
  }
}

function showCleared(outcome: 'cleared' | 'failed'): void {
  const isProblem = outcome === 'failed'
  showToast({ id: 'cleared', sentence: isProblem ? clearDeviceText.notCleared : clearDeviceText.cleared, isProblem })
}

/** What the identity provider has put into the address is exchanged first. */
function openAccount(): Account {
  const { now } = systemClock
  const memory = new SignInMemory({ tab: () => sessionStorage, device: () => localStorage, now })
  const account = new Account({
    fetch: (path, init) => fetch(path, init),
    // To the open courses it is as if the network had come back: they try again.
    onSignedIn: () => dispatchEvent(new Event('online')),
    memory,
  })
  const token = takeToken({ location, history })
  const path = memory.endTrip()
  // The provider's page leads back to one address for all; an invitation, say, was opened at another.
  if (token !== undefined && path !== undefined) history.replaceState(history.state, '', path)
  void (token === undefined ? account.refresh() : account.arrive(token, path !== undefined))
  return account
}

/** What makes the next visit and the next click quick, once the first screen is there. */
function settleIn({ updates, storage }: Pwa): void {
  preloadCourse()
  storage.measure().catch(reportError)
  // Where a worker is not allowed, as in some private windows, the app works on without: it opens from the server.
  updates.start().catch(() => undefined)
}

/** Safari has no idle callbacks. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 2000 })
  else setTimeout(run, 500)
}

const container = document.getElementById('app')
if (container) void start(container)
