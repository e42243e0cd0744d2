/** Who may read `/metrics`. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import type { Context, Hono } from 'hono'
import { LecternError } from '../../course/errors.ts'
import { isLoopbackName } from '../origin.ts'
import { countedAddress } from './client-address.ts'

export interface MetricsGateOptions {
  /** Whoever brings it as `Authorization: Bearer` may read, and nobody else. */
  readonly token?: string
  /** Without a token, people who sign in and others who reach the port are kept out: this machine alone reads. */
  readonly hasSignIn: boolean
  readonly trustedProxies: number
}

export class MetricsGate {
  readonly #options: MetricsGateOptions

  constructor(options: MetricsGateOptions) {
    this.#options = options
  }

  /** To be called before the route. */
  addTo(api: Hono): void {
    api.use('/metrics', async (c, next) => {
      this.#assertMayRead(c)
      await next()
    })
  }

  /** @throws {LecternError} `sign-in`, `not-allowed` */
  #assertMayRead(c: Context): void {
    const { token, hasSignIn } = this.#options
    if (token !== undefined) {
      const brought = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
      if (!isSame(brought, token)) throw new LecternError('sign-in', 'the token of the metrics is asked for')
    } else if (hasSignIn && !this.#isOfThisMachine(c)) {
      throw new LecternError('not-allowed', 'metrics are read on this machine, or with METRICS_TOKEN')
    }
  }

  /** A proxy on this machine comes from it, too: by the name it passes on or what it adds it is told from a scraper. */
  #isOfThisMachine({ env, req }: Context): boolean {
    if (['x-forwarded-for', 'forwarded', 'via'].some(name => req.header(name) !== undefined)) return false
    if (!isLoopbackName(URL.parse(`http://${req.header('host')}`)?.hostname)) return false
    const incoming: unknown = env?.incoming
    return incoming instanceof IncomingMessage && countedAddress(incoming, this.#options.trustedProxies) === undefined
  }
}

/** Takes as long whatever differs. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(one), hash(other))
}
