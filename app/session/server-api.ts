/** The few HTTP calls of a course session. What the server or the network says is a value here, never a throw. */
import { fromBase64, toBase64 } from 'lib0/buffer'
import type * as z from 'zod/mini'
import { type WireErrorCode, wireErrorCodes } from '../../course/errors.ts'
import { type Ack, ackSchema } from '../../course/wire/ack.ts'
import { wireVersion } from '../../course/wire/frame.ts'
import { errorBodySchema, type SyncRequest, syncResponseSchema } from '../../course/wire/http.ts'
import type { SessionTransport } from './session-seams.ts'

export type Answer<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'refused'; readonly code: WireErrorCode }
  /** No answer, not the server's answer (a portal's page), or one that says to come back. */
  | { readonly kind: 'unreachable' }

export interface Exchange {
  readonly stateVector: Uint8Array
  readonly updates: readonly Uint8Array[]
  readonly operationIds: readonly string[]
  /** The known epoch; without one any is accepted. */
  readonly epoch?: string
}

export interface ExchangeResult {
  readonly epoch: string | null
  readonly revision: number
  readonly updates: readonly Uint8Array[]
  readonly stateVector: Uint8Array
  readonly acks: readonly Ack[]
}

export class ServerApi {
  readonly #transport: SessionTransport
  readonly #courseUrl: string
  readonly #device: string

  constructor(options: { transport: SessionTransport; courseId: string; device: string }) {
    this.#transport = options.transport
    this.#courseUrl = `${options.transport.baseUrl}/api/courses/${encodeURIComponent(options.courseId)}`
    this.#device = options.device
  }

  /** The fate of one operation, whole; `refused` with `unknown-operation` where the server does not have it. */
  fetchAck(operationId: string): Promise<Answer<Ack>> {
    return this.#ask(ackSchema, `${this.#courseUrl}/operations/${operationId}`)
  }

  /** What the socket carries, in one exchange [design 5.2]. At most 1,000 operationIds. */
  async exchange({ stateVector, updates, operationIds, epoch }: Exchange): Promise<Answer<ExchangeResult>> {
    const request: SyncRequest = {
      stateVector: toBase64(stateVector),
      updates: updates.map(toBase64),
      operationIds,
    }
    const query = new URLSearchParams({ device: this.#device, v: String(wireVersion), ...(epoch && { epoch }) })
    const answer = await this.#ask(syncResponseSchema, `${this.#courseUrl}/sync?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
    if (answer.kind !== 'ok') return answer
    const { value } = answer
    const decoded = { updates: value.updates.map(fromBase64), stateVector: fromBase64(value.stateVector) }
    return { kind: 'ok', value: { ...value, ...decoded } }
  }

  async #ask<Schema extends z.ZodMiniType>(
    schema: Schema,
    url: string,
    init?: RequestInit,
  ): Promise<Answer<z.infer<Schema>>> {
    const answer = await this.#fetch(url, init)
    if (!answer) return { kind: 'unreachable' }
    if (!answer.isOk) return refusalOf(answer)
    const parsed = schema.safeParse(answer.body)
    return parsed.success ? { kind: 'ok', value: parsed.data } : { kind: 'unreachable' }
  }

  async #fetch(url: string, init?: RequestInit): Promise<HttpAnswer | undefined> {
    try {
      const response = await this.#transport.fetch(url, init)
      return { isOk: response.ok, status: response.status, body: await response.json() }
    } catch {
      // No network, a cut answer, a page that is no JSON: to the session all are "did not reach the server".
      return undefined
    }
  }
}

interface HttpAnswer {
  readonly isOk: boolean
  readonly status: number
  readonly body: unknown
}

const comeBackStatuses: ReadonlySet<number> = new Set([408, 425, 429])

function refusalOf({ status, body }: HttpAnswer): Answer<never> {
  const parsed = errorBodySchema.safeParse(body)
  const code = parsed.success ? wireErrorCodes.find(known => known === parsed.data.error.code) : undefined
  const isFinal = status >= 400 && status < 500 && !comeBackStatuses.has(status)
  return code && isFinal ? { kind: 'refused', code } : { kind: 'unreachable' }
}
