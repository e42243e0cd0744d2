/** What was refused before it reached a room, for the log: who asked, where, what, and why [ASVS 16.2.1, 16.3.2]. */
import type { Context, Hono } from 'hono'
import { idSchema } from '../../course/command.ts'
import { isLecternError } from '../../course/errors.ts'
import type { Clock } from '../seams.ts'
import { identityOf } from './identity.ts'
import { noRole } from './no-role.ts'
import { findRule } from './route-rights.ts'

export interface Refusal {
  readonly method: string
  /** As the list of addresses has it: what stands in its places may be an invitation. */
  readonly address: string
  readonly status: number
  readonly code?: string
  /** Ours, never what was sent. */
  readonly reason?: string
  readonly courseId?: string
  /** Absent: not signed in. */
  readonly userId?: string
}

export interface RefusalsLog {
  /** @param untold how many before it were not told, because there were too many */
  requestRefused(refusal: Refusal, untold: number): void
}

const minuteMs = 60_000
/** Who floods does not fill the disk. */
const mostPerMinute = 120

export class Refusals {
  readonly #log: RefusalsLog
  readonly #clock: Pick<Clock, 'monotonicMs'>
  #minute = 0
  #told = 0
  #untold = 0

  constructor(log: RefusalsLog, clock: Pick<Clock, 'monotonicMs'>) {
    this.#log = log
    this.#clock = clock
  }

  /** To be called before all others: it sees what they answer. */
  addTo(api: Hono): void {
    api.use('*', async (c, next) => {
      await next()
      if (isRefusal(c)) this.tell(refusalOf(c))
    })
  }

  tell(refusal: Refusal): void {
    const minute = Math.floor(this.#clock.monotonicMs() / minuteMs)
    if (minute !== this.#minute) this.#told = 0
    this.#minute = minute
    if (this.#told >= mostPerMinute) {
      this.#untold++
      return
    }
    this.#told++
    this.#log.requestRefused(withKnownId(refusal), this.#untold)
    this.#untold = 0
  }
}

/** What stands in an id's place may be anything, a secret that was pasted there too. */
function withKnownId({ courseId, ...refusal }: Refusal): Refusal {
  const id = idSchema.safeParse(courseId)
  return { ...refusal, ...(id.success && { courseId: id.data }) }
}

/** Not what is only not there, and not the app's question who is signed in. */
function isRefusal(c: Context): boolean {
  const { status } = c.res
  if (status === 404) return c.error?.cause === noRole
  if (status === 401 && c.req.method === 'GET' && c.req.path === '/api/session') return false
  return status >= 400 && status < 500 && ![409, 416].includes(status)
}

function refusalOf(c: Context): Refusal {
  const { method, path } = c.req
  const rule = findRule(method, path)
  const { error } = c
  const userId = identityOf(c)?.userId
  return {
    method,
    address: rule?.path ?? (path === '/metrics' ? path : 'another'),
    status: c.res.status,
    ...(isLecternError(error) && { code: error.code, reason: error.message }),
    ...(rule?.courseId !== undefined && { courseId: rule.courseId }),
    ...(userId !== undefined && { userId }),
  }
}
