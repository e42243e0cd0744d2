/** One request at a time for an upload: who comes next asks the one before to let go, as a client does that lost its line [tus 1.0]. */
import type { Lock, Locker } from '@tus/server'
import type { Clock } from '../seams.ts'
import { currentRequest } from './tus-request.ts'

interface Holder {
  readonly stop: () => void
  readonly released: Promise<void>
}

/** A request that holds an upload has this long to end when the next one comes. */
const drainMs = 500

/** @tus/server's own waits by asking again and again, in every turn of the event loop. */
export class UploadLocks implements Locker {
  readonly #clock: Clock
  readonly #holders = new Map<string, Holder>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  newLock(uploadId: string): Lock {
    let release = () => {}
    return {
      lock: async () => {
        const { stop } = currentRequest()
        for (let holder = this.#holders.get(uploadId); holder; holder = this.#holders.get(uploadId)) {
          const patience = this.#clock.after(drainMs, holder.stop)
          await holder.released
          patience.cancel()
        }
        const released = new Promise<void>(resolve => {
          release = resolve
        })
        this.#holders.set(uploadId, { stop, released })
      },
      unlock: async () => {
        this.#holders.delete(uploadId)
        release()
      },
    }
  }
}
