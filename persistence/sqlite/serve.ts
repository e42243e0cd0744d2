/** The store's side of a thread: answers calls in the order they came. */
import { parentPort, type Transferable } from 'node:worker_threads'
import type { Calls, Request } from './calls.ts'
import { sendableError } from './errors.ts'

type Handlers<C extends Calls> = { readonly [Kind in keyof C]: (request: C[Kind]['request']) => C[Kind]['response'] }

export interface ServeOptions {
  /** Buffers of a response that are given away instead of copied. */
  readonly buffersOf?: (response: unknown) => readonly Transferable[]
  /** Called once, after the last call. */
  readonly close: () => void
}

export function serve<C extends Calls>(handlers: Handlers<C>, { buffersOf, close }: ServeOptions): void {
  const port = parentPort
  if (!port) throw new Error('this file is a thread of the store, it is not run by itself')
  const answer = (message: Request | null) => {
    if (!message) {
      close()
      return port.close()
    }
    const { id, kind, request } = message
    try {
      const response = handlers[kind]?.(request)
      port.postMessage({ id, response }, buffersOf?.(response) ?? [])
    } catch (error) {
      port.postMessage({ id, error: sendableError(error) })
    }
  }
  port.on('message', answer)
}
