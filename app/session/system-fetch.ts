/** A fetch that gives up where nothing moves, and not where much has to be moved over a slow line. */

interface Patience {
  /** Without an answer, and between two pieces of it. */
  readonly idleMs: number
  /** What the slowest line that is waited for sends of a request's body. */
  readonly bytesPerSecond: number
}

const patience: Patience = { idleMs: 30_000, bytesPerSecond: 16 * 1024 }

/** Rejects, or its body does, with a `TimeoutError` where it gave up. A text as `body` has one byte for each letter. */
export async function patientFetch(
  url: string,
  init: RequestInit = {},
  { idleMs, bytesPerSecond }: Patience = patience,
): Promise<Response> {
  const control = new AbortController()
  const giveUp = () => control.abort(new DOMException('nothing came', 'TimeoutError'))
  const sentBytes = typeof init.body === 'string' ? init.body.length : 0
  let timer = setTimeout(giveUp, idleMs + (1000 * sentBytes) / bytesPerSecond)
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, idleMs)
  }
  try {
    const response = await fetch(url, { ...init, signal: control.signal })
    const { body, status, statusText, headers } = response
    wait()
    if (!body) clearTimeout(timer)
    return body
      ? new Response(watched(body, { wait, end: () => clearTimeout(timer) }), { status, statusText, headers })
      : response
  } catch (error) {
    clearTimeout(timer)
    throw error
  }
}

function watched(body: ReadableStream<Uint8Array<ArrayBuffer>>, { wait, end }: { wait: () => void; end: () => void }) {
  const pieces = body.getReader()
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async target => {
      const { done, value } = await pieces.read().catch(error => {
        end()
        throw error
      })
      if (done) {
        end()
        return target.close()
      }
      wait()
      target.enqueue(value)
    },
    cancel: reason => {
      end()
      return pieces.cancel(reason)
    },
  })
}
