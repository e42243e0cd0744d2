/**
 * One request at a time for an upload: who comes next asks the one before to let go, as a client does that lost its line
 * [tus 1.0]. Only who may go on with the upload: anybody else is refused without waiting, and the one before notices nothing [U7].
 */
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
  readonly #assertMayInterrupt: (uploadId: string) => Promise<void>
  readonly #holders = new Map<string, Holder>()

  /** @param assertMayInterrupt asks for the right of the current request; its error is what is answered */
  constructor(clock: Clock, assertMayInterrupt: (uploadId: string) => Promise<void>) {
    this.#clock = clock
    this.#assertMayInterrupt = assertMayInterrupt
  }

  newLock(uploadId: string): Lock {
    let release = () => {}
    return {
      lock: async () => {
        const { stop } = currentRequest()
        for (let holder = this.#holders.get(uploadId); holder; holder = this.#holders.get(uploadId)) {
          await this.#interrupt(uploadId, holder)
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
  /** @returns when it has let go */
  async #interrupt(uploadId: string, holder: Holder): Promise<void> {
    await this.#assertMayInterrupt(uploadId)
    if (await this.#isSoonReleased(holder)) return
    // It may have become somebody's meanwhile, and the right have ended.
    await this.#assertMayInterrupt(uploadId)
    holder.stop()
    await holder.released
  }

  #isSoonReleased({ released }: Holder): Promise<boolean> {
    return new Promise(resolve => {
      const patience = this.#clock.after(drainMs, () => resolve(false))
      void released.then(() => {
        patience.cancel()
        resolve(true)
      })
    })
  }
}
