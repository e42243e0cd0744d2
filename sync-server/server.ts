/** The whole server: one port for the app, the API and the sync. Whoever starts it closes it. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { LecternError } from '../course/errors.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import type { MediaStore } from '../persistence/media-store.ts'
import { createApi } from './api.ts'
import { addApp } from './app-files.ts'
import { Guard } from './guarding/guard.ts'
import type { GuardOptions } from './guarding/limits.ts'
import type { ServerLog } from './log.ts'
import { Metrics } from './metrics.ts'
import { Rooms } from './rooms.ts'
import type { Seams, Timer } from './seams.ts'
import { ServerVoice } from './server-voice.ts'
import { Sockets } from './sockets.ts'
import { UploadService } from './uploads/upload-service.ts'

export interface LecternServerOptions {
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
    this.#uploads = new UploadService({ ...options, clock }, () => this.#rooms)
    const uploads = this.#uploads
    this.#rooms = new Rooms({ store, seams, metrics, log, idleMs, uploads, serverClientId: voice.clientId })
    this.#sockets = new Sockets({ store, metrics, voice, guard, clock, log, rooms: this.#rooms })
    const isServing = () => this.#isServing
    const { maxUploadBytes } = uploads
    const onBug = (error: unknown) => log.bug(error)
    const api = createApi({ store, metrics, clock, guard, maxUploadBytes, isServing, rooms: this.#rooms, onBug })
    this.#uploads.addRoutes(api, isServing)
    if (options.appDir !== undefined) addApp(api, options.appDir)
    this.#http = createServer(getRequestListener(api.fetch))
    this.#http.on('upgrade', (request, socket, head) => this.#sockets.upgrade(request, socket, head))
  }

  /**
   * @returns where it listens
   * @throws {LecternError} `not-allowed`: beyond loopback without authentication; and what the system says (EADDRINUSE)
   */
  async listen(): Promise<{ readonly url: string; readonly port: number }> {
    const { host, port } = this.#options
    if (!loopbackHosts.has(host)) {
      throw new LecternError('not-allowed', `without authentication Lectern does not listen on ${host}`)
    }
    await this.#uploads.start()
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject)
      this.#http.listen(port, host, resolve)
    })
    this.#isServing = true
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
    await this.#uploads.close()
    await this.#rooms.close()
    this.#sockets.close()
    this.#http.closeIdleConnections()
    this.#options.seams.clock.after(1000, () => this.#http.closeAllConnections())
    await closed
    await this.#options.store.close()
  }

  #beatLater(): void {
    this.#heartbeat = this.#options.seams.clock.after(heartbeatMs, () => {
      this.#sockets.beat()
      this.#beatLater()
    })
  }
}
