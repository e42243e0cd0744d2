/** The real clock, randomness and network of a course session: in the browser, and in Node for the command line. */
import type { RandomBytes } from '../../course/id.ts'
import type { SessionClock, SessionLock, SessionTransport } from './session-seams.ts'
import { patientFetch } from './system-fetch.ts'

export const systemClock: SessionClock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimeout: (run, delayMs) => setTimeout(run, delayMs),
  clearTimeout: timer => clearTimeout(timer as ReturnType<typeof setTimeout>),
}

export const systemRandomBytes: RandomBytes = length => crypto.getRandomValues(new Uint8Array(length))

/** @param baseUrl `https://host`, without a slash at the end */
export function systemTransport(baseUrl: string): SessionTransport {
  return {
    baseUrl,
    WebSocket: globalThis.WebSocket,
    fetch: (url, init) => patientFetch(url, init),
    isOnline: () => globalThis.navigator?.onLine !== false,
    onOnline: listenForNetwork,
  }
}

/** Missing on pages without TLS and in old browsers. */
export function systemLock(): { readonly lock?: SessionLock } {
  const locks: LockManager | undefined = globalThis.navigator?.locks
  if (!locks) return {}
  return { lock: { request: async (name, run) => await locks.request(name, run) } }
}

function listenForNetwork(listener: () => void): () => void {
  // Not in Node, where nobody looks at a tab.
  if (typeof globalThis.document === 'undefined') return () => undefined
  const lookedAt = () => document.visibilityState === 'visible' && listener()
  globalThis.addEventListener('online', listener)
  document.addEventListener('visibilitychange', lookedAt)
  return () => {
    globalThis.removeEventListener('online', listener)
    document.removeEventListener('visibilitychange', lookedAt)
  }
}
