/** What a tab uploads: the app's own engine, on the browser's disk and line. */

import { CourseUploads } from '../../app/screens/course/uploads/course-uploads.ts'
import type { SessionClock, SessionLock, SessionTransport } from '../../app/session/session-seams.ts'
import type { CourseSession } from '../../app/session/session-state.ts'
import { hashFile } from '../../app/uploads/hash-file.ts'
import { tusByteSender } from '../../app/uploads/tus-byte-sender.ts'
import { LecternError } from '../../course/errors.ts'
import { newId, type RandomBytes } from '../../course/id.ts'
import { uploadLimitsSchema } from '../../course/wire/uploads.ts'
import { MemoryFileProfile, MemoryLocalFileStore } from '../../persistence/memory-local/memory-local-file-store.ts'
import type { Life } from '../app/session/fixtures/fake-network.ts'
import { addressOf, type Exchange } from './sim-tus.ts'

/** The files a browser keeps: full when its disk is. */
export class SimFileProfile extends MemoryFileProfile {
  isFull = () => false

  override commit(write: () => void): void {
    if (this.isFull()) throw new LecternError('store-full', 'the browser keeps no more')
    super.commit(write)
  }

  evict(): void {
    this.files.clear()
    this.blobs.clear()
    this.leases.clear()
  }
}

export interface UploadingTab {
  readonly session: CourseSession
  readonly profile: SimFileProfile
  readonly tabId: string
  readonly device: string
  readonly transport: SessionTransport
  readonly exchange: Exchange
  readonly clock: SessionClock
  readonly randomBytes: RandomBytes
  readonly lock: SessionLock
  readonly life: Life
  readonly report: (error: unknown) => void
}

/** Small enough that a file takes several. */
const chunkBytes = 1000

/** Begun when the session has read what is on this device. */
export function openUploads(tab: UploadingTab): CourseUploads {
  const { session, profile, tabId, device, transport, exchange, clock, randomBytes, lock, life, report } = tab
  const baseUrl = addressOf(tabId, exchange)
  const { fetch } = transport
  const uploads = new CourseUploads({
    session,
    newId: () => newId(randomBytes),
    seams: {
      ...{ clock, randomBytes, lock, hashFile, network: transport },
      store: mortal(new MemoryLocalFileStore(profile), life),
      sender: tusByteSender({ baseUrl, device, fetch, chunkBytes }),
      estimateRoom: async () => undefined,
      report: error => life.isOver || report(error),
    },
    askMaxUploadBytes: () => askMaxUploadBytes(transport),
  })
  const begin = () => {
    if (session.getState().phase === 'loading') return
    stop()
    uploads.start().catch(report)
  }
  const stop = session.subscribe(begin)
  begin()
  return uploads
}

async function askMaxUploadBytes({ fetch, baseUrl }: SessionTransport): Promise<number | undefined> {
  try {
    const answer = uploadLimitsSchema.safeParse(await (await fetch(`${baseUrl}/api/limits`)).json())
    return answer.data?.maxUploadBytes
  } catch {
    // No network, or a portal's page.
    return undefined
  }
}

/** A dead tab's calls are never made, and never answered. */
function mortal(store: MemoryLocalFileStore, life: Life): MemoryLocalFileStore {
  return new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...parameters: unknown[]) => (life.isOver ? new Promise(() => {}) : value.apply(target, parameters))
    },
  })
}
