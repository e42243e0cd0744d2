/**
 * The service worker: the app opens from this device, with or without a network. It never takes over by itself; the page
 * says when (`activateMessage`), so that nothing is exchanged under an author's hands.
 */

import type { ServiceWorkerScope } from './service-worker-scope.ts'
import { ShellCache, wantedBy } from './shell-cache.ts'
import type { ShellFile } from './shell-file.ts'

/** Put in by the build: scripts/vite/offline-shell.ts. */
declare const SHELL_FILES: readonly ShellFile[]
declare const SHELL_VERSION: string
declare const self: ServiceWorkerScope

const shell = new ShellCache(caches, SHELL_VERSION, SHELL_FILES)

self.addEventListener('install', event => {
  event.waitUntil(shell.install(request => fetch(request)))
})

self.addEventListener('activate', event => {
  // The first visit's page was loaded without a worker: from now on its later parts come from this device too.
  event.waitUntil(self.clients.claim().then(() => forgetOtherVersions([])))
})

self.addEventListener('message', ({ data }) => {
  if (data === 'activate') void self.skipWaiting()
})

self.addEventListener('fetch', event => {
  const { request, clientId, resultingClientId } = event
  const wanted = wantedBy(request, self.location.origin)
  if (!wanted) return
  // A cache that cannot be read is as good as none: the server may be there.
  const kept = shell.find(wanted).catch(() => undefined)
  event.respondWith(kept.then(response => response ?? fetch(request)))
  if (wanted.kind === 'page') event.waitUntil(forgetOtherVersions([clientId, resultingClientId]))
})

/** Other tabs may run an older version and load parts of it later: it goes when no window is open but those named. */
async function forgetOtherVersions(leaving: readonly string[]): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.every(({ id }) => leaving.includes(id))) await shell.forgetOthers()
}
