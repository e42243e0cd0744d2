/** How long the body of a request may take to come. */
import type { IncomingMessage, ServerOptions } from 'node:http'
import type { Clock } from '../seams.ts'

/**
 * For Node's HTTP server. Its own five minutes (`requestTimeout`) count from the first byte of a request, however steadily
 * the others come, and would cut a long upload. A day is what bounds the rest; headers have the minute they always had.
 */
export const requestTimes = { headersTimeout: 60_000, requestTimeout: 24 * 60 * 60_000 } satisfies ServerOptions

/** For the whole of a body, and for an upload's next byte. */
const patienceMs = 5 * 60_000

/** Hangs up on a body that takes longer, for the HTTP server's `request` event. An upload may go on as long as bytes come. */
export function limitSlowBody(incoming: IncomingMessage, clock: Clock): void {
  const { headers, socket } = incoming
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  let readBytes = socket.bytesRead
  const look = () => {
    if (incoming.complete) return
    if (!isUpload(incoming) || socket.bytesRead === readBytes) return void incoming.destroy()
    readBytes = socket.bytesRead
    timer = clock.after(patienceMs, look)
  }
  let timer = clock.after(patienceMs, look)
  incoming.once('close', () => timer.cancel())
}

function isUpload({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'PATCH' || method === 'POST') && /^\/files(\/|\?|$)/.test(url)
}
