/** The whole server: one port for the app, the API and the sync. Whoever starts it closes it. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { LecternError } from '../course/errors.ts'
import type { AccessStore } from '../persistence/access-store.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import { passFailpoint } from '../persistence/failpoint.ts'
import type { MediaStore } from '../persistence/media-store.ts'
import { createApi } from './api.ts'
import { addApp } from './app-files.ts'
import { Access } from './auth/access.ts'
import type { Entrance } from './auth/entrance.ts'
import { Refusals } from './auth/refusals.ts'
import type { TokenRules } from './auth/token-verifier.ts'
import { uploadRights } from './auth/upload-rights.ts'
import { Guard } from './guarding/guard.ts'
import type { GuardOptions } from './guarding/limits.ts'
import { MetricsGate } from './guarding/metrics-gate.ts'
import { limitSlowBody, requestTimes } from './guarding/slow-bodies.ts'
import type { ServerLog } from './log.ts'
import { Metrics } from './metrics.ts'
import { type OriginRules, Origins } from './origin.ts'
import { Rooms } from './rooms.ts'
import type { Seams, Timer } from './seams.ts'
import { ServerVoice } from './server-voice.ts'
import { Sockets } from './sockets.ts'
import { UploadService } from './uploads/upload-service.ts'

/** What sign-in needs; without it everybody on this machine is an author. */
export interface SignIn {
  readonly access: AccessStore
  readonly tokens: TokenRules
  /** The identity provider's page, for the app to lead to. */
  readonly signInUrl?: string
  /** The subject who becomes the owner of courses that have none. */
  readonly firstOwner?: string
}

export interface LecternServerOptions extends Omit<OriginRules, 'isOpen'> {
  readonly store: CourseStore
  readonly media: MediaStore
  readonly seams: Seams
  readonly log: ServerLog
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Folder of the built app; without it only API and sync are served. */
  readonly appDir?: string
  /** How long a room stays when its last peer has left. */
  readonly idleMs?: number
  /** Of one upload. */
  readonly maxUploadBytes?: number
  /** Limits for each address and author, and the proxies in front; the defaults without it. */
  readonly guard?: GuardOptions
  readonly signIn?: SignIn
  /** Whoever brings it may read `/metrics`. */
  readonly metricsToken?: string
}

const heartbeatMs = 15_000
const defaultIdleMs = 30_000

const loopbackHosts = new Set(['localhost', '127.0.0.1', '::1'])

export class LecternServer {
  readonly #options: LecternServerOptions
  readonly #rooms: Rooms
  readonly #sockets: Sockets
  readonly #uploads: UploadService
  readonly #http: Server
  readonly #api: Hono
  readonly #access: Access | undefined
  #heartbeat: Timer | undefined
  #isServing = false

  constructor(options: LecternServerOptions) {
    const { store, seams, log } = options
    this.#options = options
    const voice = new ServerVoice(seams.randomBytes)
    const metrics = new Metrics(() => ({ rooms: this.#rooms.size, sockets: this.#sockets.size }))
    const idleMs = options.idleMs ?? defaultIdleMs
    const { clock } = seams
    const guard = new Guard(clock, options.guard)
    const entrance = entranceOf(options, guard)
    this.#access = entrance.access
    const rights = entrance.access && uploadRights(entrance.access)
    this.#uploads = new UploadService({ ...options, clock, rights }, () => this.#rooms)
    const uploads = this.#uploads
    this.#rooms = new Rooms({ store, seams, metrics, log, idleMs, uploads, serverClientId: voice.clientId })
    const refusals = new Refusals(log, clock)
    this.#sockets = new Sockets({ store, metrics, voice, guard, entrance, clock, log, refusals, rooms: this.#rooms })
    const isServing = () => this.#isServing
    const { maxUploadBytes } = uploads
    const onBug = (error: unknown) => log.bug(error)
    const metricsGate = metricsGateOf(options)
    const shared = { store, metrics, clock, guard, metricsGate, refusals, entrance: { ...entrance, seams } }
    const api = createApi({ ...shared, maxUploadBytes, isServing, rooms: this.#rooms, onBug })
    this.#uploads.addRoutes(api, isServing)
    if (options.appDir !== undefined) addApp(api, options.appDir)
    this.#api = api
    this.#http = createServer(requestTimes, getRequestListener(api.fetch))
    this.#http.on('request', incoming => limitSlowBody(incoming, clock))
    this.#http.on('upgrade', (request, socket, head) => this.#sockets.upgrade(request, socket, head))
  }

  /** What it answers over HTTP, for the proof that each address asks for its right. */
  get routes(): readonly { readonly method: string; readonly path: string }[] {
    return this.#api.routes
  }

  /**
   * @returns where it listens
   * @throws {LecternError} `not-allowed`: beyond loopback without authentication; and what the system says (EADDRINUSE)
   */
  async listen(): Promise<{ readonly url: string; readonly port: number }> {
    const { host, port } = this.#options
    if (!this.#access && !loopbackHosts.has(host)) {
      throw new LecternError('not-allowed', `without authentication Lectern does not listen on ${host}`)
    }
    await this.#access?.start()
    await this.#uploads.start()
    passFailpoint('uploads-mended')
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject)
      this.#http.listen(port, host, resolve)
    })
    this.#isServing = true
    passFailpoint('server-listening')
    this.#beatLater()
    const address = this.#http.address() as AddressInfo
    const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
    return { url: `http://${name}:${address.port}`, port: address.port }
  }

  /** Takes nothing new, commits what it has accepted, tells everybody to come back, closes the store. */
  async close(): Promise<void> {
    this.#isServing = false
    this.#heartbeat?.cancel()
    const closed = new Promise<void>(resolve => this.#http.close(() => resolve()))
    this.#sockets.stopListening()
    passFailpoint('closing-begun')
    await this.#uploads.close()
    await this.#rooms.close()
    passFailpoint('closing-committed')
    this.#sockets.close()
    passFailpoint('closing-goodbyes-said')
    this.#http.closeIdleConnections()
    this.#options.seams.clock.after(1000, () => this.#http.closeAllConnections())
    await closed
    await this.#access?.close()
    await this.#options.store.close()
  }

  #beatLater(): void {
    this.#heartbeat = this.#options.seams.clock.after(heartbeatMs, () => {
      this.#sockets.beat()
      this.#access?.beat().catch((error: unknown) => this.#options.log.bug(error))
      this.#beatLater()
    })
  }
}

function metricsGateOf({ metricsToken: token, signIn, guard }: LecternServerOptions): MetricsGate {
  const trustedProxies = guard?.trustedProxies ?? 0
  return new MetricsGate({ hasSignIn: signIn !== undefined, trustedProxies, ...(token !== undefined && { token }) })
}

function entranceOf(options: LecternServerOptions, guard: Guard): Entrance {
  const { signIn, seams, log } = options
  const origins = new Origins({ ...options, isOpen: !signIn })
  if (!signIn) return { origins }
  const { access: store, tokens, signInUrl, firstOwner } = signIn
  const takeCourse = (userId: string) => guard.takeCourse(userId)
  const { isSecure } = origins
  const link = signInUrl === undefined ? {} : { signInUrl }
  return { origins, access: new Access({ store, tokens, seams, log, isSecure, takeCourse, firstOwner, ...link }) }
}
