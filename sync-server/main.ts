/** Starts the server with its real parts. The only file here that names an engine. */

import type { AccessStore } from '../persistence/access-store.ts'
import { CommitPriority } from '../persistence/commit-priority.ts'
import { openFileMediaStore } from '../persistence/files/media-store.ts'
import { openSqliteCourseStore } from '../persistence/sqlite/course-store.ts'
import { type AuthOptions, type SignInOptions, tokenRulesOf } from './auth/configuration.ts'
import type { GuardOptions } from './guarding/limits.ts'
import { createServerLog } from './log.ts'
import { LecternServer, type SignIn } from './server.ts'
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
  /** Sign-in and the app's own address; without sign-in everybody on this machine is an author. */
  readonly auth?: AuthOptions
}

export interface StartedServer {
  readonly url: string
  /** Commits what has been accepted, then ends. */
  close(): Promise<void>
}

/** @throws {LecternError} `store-unavailable`, `store-full`, `store-version`, `not-allowed`; and what the system says (EADDRINUSE) */
export async function startServer({ dataDir, auth, ...options }: StartOptions): Promise<StartedServer> {
  const commits = new CommitPriority()
  const store = await openSqliteCourseStore({ dataDir, commits })
  // Where people sign in, that they do is told [ASVS 16.3.1].
  const log = createServerLog(process.env['LOG_LEVEL'] ?? (auth?.signIn ? 'info' : 'warn'))
  const media = openFileMediaStore({ dataDir, commits })
  const { signIn, ...origins } = auth ?? {}
  const sharing = signIn && { signIn: signInOf(signIn, store.access) }
  const server = new LecternServer({ ...options, ...origins, ...sharing, store, media, log, seams: systemSeams })
  try {
    const { url } = await server.listen()
    return { url, close: () => server.close() }
  } catch (error) {
    await store.close()
    throw error
  }
}

function signInOf(options: SignInOptions, access: AccessStore): SignIn {
  const { signInUrl, firstOwner } = options
  const link = signInUrl === undefined ? {} : { signInUrl }
  return { access, tokens: tokenRulesOf(options), ...link, ...(firstOwner !== undefined && { firstOwner }) }
}
