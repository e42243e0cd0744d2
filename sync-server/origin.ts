/** Which pages may open a WebSocket: browsers send their page's Origin, and do not apply the same-origin rule to sockets. */
import type { IncomingMessage } from 'node:http'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** No Origin: not a browser. Otherwise the page must come from this server, or from this machine. */
export function isOwnOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin, host } = headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  return page.host === host || loopbackHosts.has(page.hostname)
}
