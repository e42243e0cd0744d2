/** Looks at every ack as it leaves the server: what it promises must be on disk at that moment. */
import { type ServerState, type Status, serverStateSchema } from '../../course/wire/ack.ts'
import { decodeFrame } from '../../course/wire/frame.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import type { ServerSocket } from '../app/session/fixtures/fake-network.ts'

const maxEntries = 1000

export interface AckWatchContext {
  readonly courseId: string
  /** What a process would find that is started now. */
  readonly durable: CourseStore
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
    if (decoded.kind !== 'awareness') return
    for (const { state } of decoded.entries) {
      const parsed = serverStateSchema.safeParse(JSON.parse(state))
      if (parsed.success) for (const ack of Object.values(parsed.data.acks)) this.#promised(ack)
    }
  }

  #promised({ operationId, status }: Promised): void {
    const before = this.#told.get(operationId)
    if (before === status) return
    const { violated, durable, courseId } = this.#context
    if (before !== undefined && before !== 'committed') violated('D4', `${operationId}: ${before}, then ${status}`)
    this.#told.set(operationId, status)
    // In memory, so what it finds is what is there now.
    void durable.findOperations(courseId, [operationId]).then(([found]) => {
      if (found?.status !== status) violated('D1', `${operationId} told as ${status}, on disk: ${found?.status}`)
    })
  }
}
