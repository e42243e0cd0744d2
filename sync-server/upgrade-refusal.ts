/** How an upgrade is refused before there is a WebSocket: clients that know no close codes stop or come back by the status. */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { LecternError } from '../course/errors.ts'

type UpgradeStatus = 400 | 401 | 403 | 404 | 429 | 503

export function upgradeStatusOf({ code }: LecternError): UpgradeStatus {
  switch (code) {
    case 'sign-in':
      return 401
    case 'not-allowed':
      return 403
    case 'unknown-course':
      return 404
    case 'busy':
      return 429
    case 'store-unavailable':
    case 'store-corrupt':
      return 503
    default:
      return 400
  }
}

/** @param retryAfterSeconds when it may come back; absent: not said */
export function refuseUpgrade(socket: Duplex, status: UpgradeStatus, retryAfterSeconds?: number): void {
  // Nobody reads from it any more: that the peer has gone would never be noticed, and the socket be kept for ever.
  socket.once('finish', () => socket.destroy())
  const retryAfter = retryAfterSeconds === undefined ? '' : `Retry-After: ${retryAfterSeconds}\r\n`
  const headers = `Connection: close\r\n${retryAfter}Content-Length: 0\r\n`
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers}\r\n`)
}
