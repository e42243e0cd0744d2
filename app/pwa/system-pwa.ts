/** What offline work takes from the browser: service worker, storage, and whether this page may have them. */
import { systemClock } from '../session/system-seams.ts'
import { AppUpdates } from './app-updates.ts'
import { DeviceStorage, type Memory } from './device-storage.ts'

export interface Pwa {
  readonly updates: AppUpdates
  readonly storage: DeviceStorage
  /** False on plain http from another machine: no installing, no opening without network. */
  readonly isSecure: boolean
  readonly memory: Memory
}

/** What could not be remembered is asked or said once more after a reload, and nothing else. */
const unkept = new Map<string, string>()

const memory: Memory = {
  getItem: key => tryStorage(() => localStorage.getItem(key)) ?? unkept.get(key) ?? null,
  setItem: (key, value) => {
    unkept.set(key, value)
    tryStorage(() => localStorage.setItem(key, value))
  },
}

export function systemPwa(): Pwa {
  const { storage, serviceWorker } = navigator as Partial<Pick<Navigator, 'storage' | 'serviceWorker'>>
  const updates = new AppUpdates({
    // In development a worker would serve yesterday's modules.
    ...(serviceWorker && import.meta.env.PROD && { workers: serviceWorker }),
    clock: systemClock,
    isWorthChecking: () => navigator.onLine && document.visibilityState === 'visible',
    onLookedAt: listener => document.addEventListener('visibilitychange', listener),
    isServerThere,
    reload: () => location.reload(),
  })
  // Vite's name for a part of the app that could not be loaded.
  addEventListener('vite:preloadError', () => updates.partIsMissing())
  const room = storage && 'persist' in storage ? { room: storage } : {}
  return {
    updates,
    storage: new DeviceStorage({ ...room, memory, monotonicMs: systemClock.monotonicMs }),
    isSecure: isSecureContext,
    memory,
  }
}

async function isServerThere(): Promise<boolean> {
  const { ok } = await fetch('/', { cache: 'no-store' }).catch(() => ({ ok: false }))
  return ok
}

/** With cookies blocked, naming it throws. */
function tryStorage<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}
