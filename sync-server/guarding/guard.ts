/** Who may ask how much: the limits of one server, counted before any work is done [design 8]. */
import { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Context, Hono, Next } from 'hono'
import { errorBody } from '../error-response.ts'
import type { Clock } from '../seams.ts'
import { refuseUpgrade } from '../upgrade-refusal.ts'
import { countedAddress } from './client-address.ts'
import { Connections } from './connections.ts'
import { defaultLimits, type GuardOptions } from './limits.ts'
import { PresenceFlow } from './presence-flow.ts'
import { Rate } from './rate.ts'
import { addHeaders } from './security-headers.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

const defaults: GuardOptions = { trustedProxies: 0, limits: defaultLimits }

export class Guard {
  readonly #options: GuardOptions
  readonly #clock: Clock
  readonly #connections: Connections
  readonly #requests: Rate
  readonly #userRequests: Rate
  readonly #attempts: Rate
  readonly #invitations: Rate
  readonly #courses: Rate
  readonly #uploads: Rate

  constructor(clock: Clock, options: GuardOptions = defaults) {
    const { limits } = options
    this.#options = options
    this.#clock = clock
    this.#connections = new Connections(limits.connections)
    this.#requests = new Rate(limits.requestsPerMinute, minute)
    this.#userRequests = new Rate(limits.userRequestsPerMinute, minute)
    this.#attempts = new Rate(limits.attemptsPerMinute, minute)
    this.#invitations = new Rate(limits.invitationsPerHour, hour)
    this.#courses = new Rate(limits.coursesPerDay, day)
    this.#uploads = new Rate(limits.uploadsPerHour, hour)
  }

  /** To be called before any route: what is refused here costs no more work. */
  addTo(api: Hono): void {
    addHeaders(api, this.#options.trustedProxies > 0)
    api.use('*', (c, next) => this.#count(c, next, { rate: this.#requests, key: this.#addressOf(c) }))
    api.post('/api/session', (c, next) => this.#countRefused(c, next))
    api.use('/api/invitations/*', (c, next) => this.#countRefused(c, next))
  }

  /** To be called once it is known who asks. @param userOf undefined for who is not signed in: addresses count those */
  addForUsers(api: Hono, userOf: (c: Context) => string | undefined): void {
    const each = (rate: Rate) => (c: Context, next: Next) => this.#count(c, next, { rate, key: userOf(c) })
    api.use('*', each(this.#userRequests))
    api.post('/api/courses/:id/invitations', each(this.#invitations))
    api.post('/files', each(this.#uploads))
  }

  /**
   * For the HTTP server's `upgrade` event. Where a socket comes too often it is answered here, and that was all.
   *
   * @returns `busy`: this address has too many open ones
   */
  async takeUpgrade(request: IncomingMessage, socket: Duplex): Promise<'open' | 'busy' | 'answered'> {
    const address = countedAddress(request, this.#options.trustedProxies)
    if (address === undefined) return 'open'
    const waitSeconds = await this.#requests.take(address)
    if (waitSeconds !== undefined) {
      refuseUpgrade(socket, 429, waitSeconds)
      return 'answered'
    }
    if (!this.#connections.enter(address)) return 'busy'
    socket.once('close', () => this.#connections.left(address))
    return 'open'
  }

  /** @returns whether this author may begin one more course */
  async takeCourse(userId: string): Promise<boolean> {
    return (await this.#courses.take(userId)) === undefined
  }

  /** Of one connection. */
  presenceFlow(): PresenceFlow {
    return new PresenceFlow(this.#clock, this.#options.limits.presencePerSecond)
  }

  async #count(c: Context, next: Next, { rate, key }: Counted): Promise<Response | undefined> {
    const waitSeconds = key === undefined ? undefined : await rate.take(key)
    if (waitSeconds !== undefined) return tooMany(c, waitSeconds)
    await next()
    return undefined
  }

  /** Taken before, given back after a success: many guesses at once are counted, a class that signs in is not. */
  async #countRefused(c: Context, next: Next): Promise<Response | undefined> {
    const key = this.#addressOf(c)
    const refusal = await this.#count(c, next, { rate: this.#attempts, key })
    if (!refusal && key !== undefined && c.res.ok) await this.#attempts.giveBack(key)
    return refusal
  }

  /** A request that came over no connection is one of this process. */
  #addressOf({ env }: Context): string | undefined {
    const incoming: unknown = env?.incoming
    return incoming instanceof IncomingMessage ? countedAddress(incoming, this.#options.trustedProxies) : undefined
  }
}

interface Counted {
  readonly rate: Rate
  /** Whom it counts; undefined: nobody. */
  readonly key: string | undefined
}

function tooMany(c: Context, waitSeconds: number): Response {
  c.header('Retry-After', String(waitSeconds))
  return c.json(errorBody('too-many-requests', `too many requests: come back in ${waitSeconds} s`), 429)
}
