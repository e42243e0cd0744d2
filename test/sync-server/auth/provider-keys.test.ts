/** Keys of an identity provider, which tokens are checked with. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { remoteKeys } from '../../../sync-server/auth/system-token-keys.ts'
import { errorOf } from '../fixtures/http.ts'
import { type AuthServer, exchange, startAuthServer, tokenOf } from './fixtures/auth-server.ts'

describe('Keys of an identity provider', () => {
  it.each(['RS256', 'ES256', 'EdDSA'])('[R1] check tokens by %s, also with a key that is new', async alg => {
    const provider = await startProvider()
    const server = await startAuthServer({ tokens: { keys: remoteKeys(provider.url) } })
    const key = await provider.add(alg, 'key-1')
    expect((await exchange(server, await sign(server, key, { alg, kid: 'key-1' }))).status).toBe(201)
    expect((await exchange(server, await sign(server, key, { alg, kid: 'key-1' }))).status).toBe(201)
    expect(provider.asked()).toBe(1)
  })

  it('[R1] are no secrets: a token that is signed with the public key as if it were one is refused', async () => {
    const provider = await startProvider()
    const server = await startAuthServer({ tokens: { keys: remoteKeys(provider.url) } })
    const { publicKey } = await generateKeyPair('RS256', { extractable: true })
    await provider.publish({ ...(await exportJWK(publicKey)), alg: 'RS256', kid: 'key-1' })
    const asSecret = new TextEncoder().encode(await exportSPKI(publicKey))
    const forged = await sign(server, asSecret, { alg: 'HS256', kid: 'key-1' })
    expect(await errorOf(await exchange(server, forged))).toEqual({ status: 401, code: 'sign-in' })
    const symmetric = await tokenOf(server, { sub: 'ana' })
    expect((await exchange(server, symmetric)).status).toBe(401)
  })

  it('[R1][S3] that cannot be had now make nobody a stranger: one is told to come back', async () => {
    const provider = await startProvider()
    const server = await startAuthServer({ tokens: { keys: remoteKeys(`${provider.url}/missing`) } })
    const key = await provider.add('ES256', 'key-1')
    const answer = await exchange(server, await sign(server, key, { alg: 'ES256', kid: 'key-1' }))
    expect(await errorOf(answer)).toEqual({ status: 503, code: 'busy' })
  })

  it('[R1] come from the configured address alone: not from where it leads on, nor from what a token says', async () => {
    const provider = await startProvider()
    const good = await provider.add('ES256', 'key-1')
    const moved = await startAuthServer({ tokens: { keys: remoteKeys(`${provider.url}/moved`) } })
    const token = await sign(moved, good, { alg: 'ES256', kid: 'key-1' })
    expect(await errorOf(await exchange(moved, token))).toEqual({ status: 503, code: 'busy' })

    const evil = await startProvider()
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(publicKey)
    await evil.publish({ ...jwk, alg: 'ES256', kid: 'key-1' })
    const server = await startAuthServer({ tokens: { keys: remoteKeys(provider.url) } })
    for (const named of [{ jwk }, { jku: evil.url }, { x5u: evil.url }]) {
      const forged = await sign(server, privateKey, { alg: 'ES256', kid: 'key-1', ...named })
      expect(await errorOf(await exchange(server, forged))).toEqual({ status: 401, code: 'sign-in' })
    }
    expect(evil.asked()).toBe(0)
  })
})

function sign(server: AuthServer, key: CryptoKey | Uint8Array, header: JWTHeaderParameters): Promise<string> {
  return new SignJWT({ sub: 'ana', exp: server.clock.now() / 1000 + 60 }).setProtectedHeader(header).sign(key)
}

const statuses: Readonly<Record<string, number>> = { '/keys': 200, '/keys/moved': 302 }

/** A server with a key set, as identity providers have one. */
async function startProvider() {
  const keys: object[] = []
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    response.statusCode = statuses[request.url ?? ''] ?? 404
    response.setHeader('location', '/keys')
    response.end(JSON.stringify({ keys }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const publish = async (key: object) => void keys.push(key)
  const add = async (alg: string, kid: string) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    await publish({ ...(await exportJWK(publicKey)), alg, kid })
    return privateKey
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, asked: () => requests, publish, add }
}
