/** The real server on a real port, that keeps what it would have written into its log as a fault. */
import { randomBytes } from 'node:crypto'
import type { LecternError } from '../../course/errors.ts'
import type { MediaStore } from '../../persistence/media-store.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { MemoryMediaStore } from '../../persistence/memory/media-store.ts'
import { defaultLimits } from '../../sync-server/guarding/limits.ts'
import type { ServerLog } from '../../sync-server/log.ts'
import { LecternServer } from '../../sync-server/server.ts'
import { systemSeams } from '../../sync-server/system-seams.ts'

export interface FuzzServer {
  readonly url: string
  readonly store: MemoryCourseStore
  /** What no client may bring about. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

class FaultLog implements ServerLog {
  readonly faults: string[] = []

  connected(): void {}
  disconnected(): void {}
  refused(): void {}
  uploadsRemoved(): void {}
  uploadMended(): void {}
  signedIn(): void {}
  signedOut(): void {}
  accountsNotWritten(): void {}
  requestRefused(): void {}

  roomFailed(courseId: string, error: LecternError): void {
    this.faults.push(`the room of ${courseId} failed: ${String(error.cause ?? error)}`)
  }

  compactionFailed(courseId: string, error: unknown): void {
    this.faults.push(`no snapshot of ${courseId}: ${String(error)}`)
  }

  bug(error: unknown): void {
    this.faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

/** Without limits of rate: an attacker from many addresses has none. */
const noLimits = Object.fromEntries(Object.keys(defaultLimits).map(name => [name, 0])) as typeof defaultLimits

export interface FuzzServerOptions {
  readonly maxUploadBytes?: number
  readonly appDir?: string
  readonly media?: MediaStore
}

export async function startFuzzServer(options: FuzzServerOptions = {}): Promise<FuzzServer> {
  const store = new MemoryCourseStore()
  const log = new FaultLog()
  const server = new LecternServer({
    store,
    media: new MemoryMediaStore(),
    seams: { ...systemSeams, randomBytes },
    log,
    host: '127.0.0.1',
    port: 0,
    idleMs: 50,
    maxUploadBytes: 1_000_000,
    guard: { trustedProxies: 0, limits: noLimits },
    ...options,
  })
  const { url } = await server.listen()
  return { url, store, faults: log.faults, close: () => server.close() }
}
