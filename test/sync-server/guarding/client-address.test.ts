/** Whom a request is counted for. */
import { describe, expect, it } from 'vitest'
import { countedAddress } from '../../../sync-server/guarding/client-address.ts'

function request(remoteAddress: string, forwarded?: string) {
  return { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }
}

describe('The address that a request is counted for', () => {
  it('is that of its connection, whatever the request says of itself', () => {
    expect(countedAddress(request('203.0.113.7', '198.51.100.1'), 0)).toBe('203.0.113.7')
  })

  it.each([
    [1, '198.51.100.1', '198.51.100.1'],
    [1, '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    [2, '6.6.6.6, 198.51.100.1, 192.0.2.10', '198.51.100.1'],
    [1, ' 2001:db8:1:2:3:4:5:6 ', '2001:db8:1:2::/64'],
  ])('behind %i proxies that wrote "%s" is %s: only what a proxy wrote is believed', (proxies, forwarded, address) => {
    expect(countedAddress(request('192.0.2.1', forwarded), proxies)).toBe(address)
  })

  it.each([
    [2, '6.6.6.6'],
    [1, 'unknown'],
    [1, ''],
    [1, undefined],
  ])('behind %i proxies is the connection’s where they wrote "%s"', (proxies, forwarded) => {
    expect(countedAddress(request('192.0.2.1', forwarded), proxies)).toBe('192.0.2.1')
  })

  it.each([
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:ffff::', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ])('%s counts as %s: who has one IPv6 address has the network', (address, counted) => {
    expect(countedAddress(request(address), 0)).toBe(counted)
  })

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('%s is this machine, which is not counted', address => {
    expect(countedAddress(request(address), 0)).toBeUndefined()
  })
})
