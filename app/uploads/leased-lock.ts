/** One holder of a name over all tabs where the page has no `navigator.locks` (plain http): leases in the store. */
import type { LocalFileStore } from '../../persistence/local-file-store.ts'
import { Alarm } from '../session/alarm.ts'
import type { SessionClock, SessionLock } from '../session/session-seams.ts'
import { orNothing } from './or-nothing.ts'

const leaseMs = 30_000
const renewMs = 10_000

/**
 * Two tabs may hold the same name for a moment after one was frozen for longer than a lease: then both send, and the
 * server takes the bytes of one.
 *
 * @param holder new for each tab and each load of it
 */
export function leasedLock(store: LocalFileStore, clock: SessionClock, holder: string): SessionLock {
  const take = async (name: string): Promise<boolean> => {
    const now = clock.now()
    // Where nothing can be written, no other tab has anything to send either.
    return (await orNothing(store.takeLease({ name, holder, now, until: now + leaseMs }))) ?? true
  }
  const pause = () => new Promise<void>(resolve => clock.setTimeout(resolve, renewMs))
  return {
    request: async (name, run) => {
      while (!(await take(name))) await pause()
      const renewing = keepTaken(() => take(name), clock)
      try {
        return await run()
      } finally {
        renewing.stop()
        // What cannot be dropped runs out.
        await orNothing(store.dropLease(name, holder))
      }
    },
  }
}

function keepTaken(take: () => Promise<boolean>, clock: SessionClock): { stop(): void } {
  let isHeld = true
  const alarm = new Alarm(clock, () => void take().then(() => isHeld && alarm.set(renewMs)))
  alarm.set(renewMs)
  return {
    stop: () => {
      isHeld = false
      alarm.clear()
    },
  }
}
