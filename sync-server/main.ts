/** Starts the server with its real parts. The only file here that names an engine. */
import { openFileMediaStore } from '../persistence/files/media-store.ts'
import { openSqliteCourseStore } from '../persistence/sqlite/course-store.ts'
import type { GuardOptions } from './guarding/limits.ts'
import { createServerLog } from './log.ts'
import { LecternServer } from './server.ts'
import { systemSeams } from './system-seams.ts'

export interface StartOptions {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** Folder of the built app; without it only API and sync are served. */
  readonly appDir?: string
  /** Of one upload; 2 GiB without it. */
  readonly maxUploadBytes?: number
  /** Limits for each address and author, and the proxies in front; the defaults without it. */
  readonly guard?: GuardOptions
}

export interface StartedServer {
  readonly url: string
  /** Commits what has been accepted, then ends. */
  close(): Promise<void>
}

/** @throws {LecternError} `store-unavailable`, `store-version`, `not-allowed`; and what the system says (EADDRINUSE) */
export async function startServer({ dataDir, ...options }: StartOptions): Promise<StartedServer> {
  const store = await openSqliteCourseStore({ dataDir })
  const log = createServerLog(process.env['LOG_LEVEL'] ?? 'warn')
  const media = openFileMediaStore({ dataDir })
  const server = new LecternServer({ ...options, store, media, log, seams: systemSeams })
  try {
    const { url } = await server.listen()
    return { url, close: () => server.close() }
  } catch (error) {
    await store.close()
    throw error
  }
}
