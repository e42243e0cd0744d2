/** Whom a request comes from, for counting: an address, or the network that one customer is given. */
import type { IncomingMessage } from 'node:http'
import { isIP, isIPv6 } from 'node:net'

/** What an address is read from; a request that came over no connection has none. */
export type Addressed = Pick<IncomingMessage, 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * @param trustedProxies how many proxies stand in front and add to X-Forwarded-For. Only what they have written is
 *   believed: the entry that many from the right. A request that passed fewer comes from its connection's address.
 * @returns an IPv4 address or the /64 of an IPv6 one, or undefined for this machine itself, which is not counted
 */
export function countedAddress({ headers, socket }: Addressed, trustedProxies: number): string | undefined {
  const forwarded = trustedProxies > 0 ? entryOf(headers['x-forwarded-for'], trustedProxies) : undefined
  const address = forwarded ?? socket.remoteAddress
  return address === undefined ? undefined : networkOf(address)
}

function entryOf(header: string | readonly string[] | undefined, fromRight: number): string | undefined {
  const entries = String(header ?? '').split(',')
  const entry = entries.at(-fromRight)?.trim() ?? ''
  return isIP(entry) === 0 ? undefined : entry
}

const mapped = /^::ffff:(?=\d+\.)/i

function networkOf(address: string): string | undefined {
  const plain = address.replace(mapped, '')
  if (plain === '::1' || plain.startsWith('127.')) return undefined
  return isIPv6(plain) ? prefixOf(plain) : plain
}

/** A provider gives whole /64 networks away (RFC 6177): one of its addresses says nothing. */
function prefixOf(address: string): string {
  const [left = '', right] = address.toLowerCase().replace(/%.*$/, '').split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const zeros = right === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`
}
