/** Looks at what leaves the server: what an ack promises and an update shows must be on disk at that moment. */
import * as Y from 'yjs'
import { type ServerState, type Status, serverStateSchema } from '../../course/wire/ack.ts'
import { decodeFrame } from '../../course/wire/frame.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import type { ServerSocket } from '../app/session/fixtures/fake-network.ts'
import { readStored } from './stored-course.ts'
import type { UploadWatch } from './upload-watch.ts'

const maxEntries = 1000

export interface AckWatchContext {
  readonly courseId: string
  /** What a process would find that is started now. */
  readonly durable: CourseStore
  readonly uploads: UploadWatch | undefined
  readonly violated: (rule: string, what: string) => void
}

type Promised = Pick<ServerState['acks'][string], 'operationId' | 'status'>

export class AckWatch {
  readonly #context: AckWatchContext
  readonly #told = new Map<string, Status>()

  constructor(context: AckWatchContext) {
    this.#context = context
  }

  /** The operations that were ever acknowledged, with the last status told. */
  get told(): ReadonlyMap<string, Status> {
    return this.#told
  }

  socket(socket: ServerSocket): ServerSocket {
    return {
      deliver: frame => {
        this.#look(frame)
        socket.deliver(frame)
      },
      shut: (code, reason) => socket.shut(code, reason),
    }
  }

  async answer(response: Response): Promise<Response> {
    if (!response.headers.get('content-type')?.includes('json')) return response
    const body: { acks?: readonly Promised[] } = await response.clone().json()
    for (const ack of body.acks ?? []) this.#promised(ack)
    return response
  }

  #look(frame: Uint8Array): void {
    const decoded = decodeFrame(frame, maxEntries)
    if (decoded.kind === 'update' || decoded.kind === 'sync-step-2') this.#shown(decoded.update)
    if (decoded.kind !== 'awareness') return
    for (const { state } of decoded.entries) {
      const parsed = serverStateSchema.safeParse(JSON.parse(state))
      if (!parsed.success) continue
      for (const ack of Object.values(parsed.data.acks)) this.#promised(ack)
      void this.#context.uploads?.shown(parsed.data.uploads)
    }
  }

  /** Nobody is shown what a crash could take back. */
  #shown(update: Uint8Array): void {
    const { violated, durable, courseId } = this.#context
    const shown = [...Y.parseUpdateMeta(update).to]
    void durable.loadSummary(courseId).then(summary => {
      const clocks = (summary?.stateVectors ?? []).map(stateVector => Y.decodeStateVector(stateVector))
      const storedOf = (client: number) => Math.max(0, ...clocks.map(stored => stored.get(client) ?? 0))
      for (const [client, clock] of shown)
        if (clock > storedOf(client)) violated('A3', `${client} shown up to ${clock}, on disk: ${storedOf(client)}`)
    })
  }

  #promised({ operationId, status }: Promised): void {
    const before = this.#told.get(operationId)
    // What was read before its uploads were settled may be said after: it promises less.
    if (before === status || (before === 'stored' && status === 'committed')) return
    const { violated, durable, courseId, uploads } = this.#context
    if (before !== undefined && before !== 'committed') violated('D4', `${operationId}: ${before}, then ${status}`)
    this.#told.set(operationId, status)
    // In memory, so what it finds is what is there now.
    void durable.findOperations(courseId, [operationId]).then(([found]) => {
      const isLate = status === 'committed' && found?.status === 'stored'
      if (found?.status !== status && !isLate)
        violated('D1', `${operationId} told as ${status}, on disk: ${found?.status}`)
      if (found?.status === 'stored') void uploads?.stored(found)
    })
    void readStored(durable, courseId).then(({ faults }) => {
      for (const [rule, what] of faults) violated(rule, `as ${operationId} was told: ${what}`)
    })
  }
}
