/** Every route with every method, and garbage in each place where a client puts something. */
import { base64 } from '../../sync-server/fixtures/http.ts'
import type { Chance } from '../chance.ts'
import { bendBytes, telltaleNumber } from '../mutate-bytes.ts'
import type { Asked } from './ask.ts'

const methods = [
  'GET',
  'GET',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
] as const

const routes = [
  ...(['/api/courses', '/api/courses/:id', '/api/courses/:id/restore', '/api/courses/:id/operations'] as const),
  ...(['/api/courses/:id/operations/:id', '/api/courses/:id/sync', '/api/courses/:id/versions/:id'] as const),
  ...(['/api/courses/:id/uploads', '/api/courses/:id/uploads/known', '/api/limits', '/api/session'] as const),
  ...(['/api/courses/:id/members', '/api/courses/:id/members/:id', '/api/courses/:id/invitations'] as const),
  ...(['/api/invitations/:id', '/api/invitations/:id/acceptance', '/api/:id', '/healthz', '/readyz'] as const),
  ...(['/metrics', '/files', '/files/:id', '/media/:id', '/sync/:id', '/:id', '/assets/:id', '/'] as const),
] as const

const ids = [
  ...(['course-1', 'course-1', 'course-1', 'upload-1', '1', '0', '-1', '1e9', '999999999999999999999'] as const),
  ...(['__proto__', 'constructor', 'toString', '..', '.', '%2e%2e', '%2e%2e%2fSECRET.txt', '..%5cSECRET.txt'] as const),
  ...(['%00', '%', '%E0%A4', '%ff', 'a%20b', 'a/b', '', "'; drop table courses; --", '%0d%0aX: y', 'é'] as const),
  ...(['0190f3a0-0000-7000-8000-000000000001', '..%2f..%2fetc%2fpasswd', 'index.html', 'null', 'undefined'] as const),
  'x'.repeat(5000),
] as const

const queries = [
  ...(['', '', '?', '?device=eve&v=1', '?device=%00', '?device=a%20b', '?v=0', '?v=-1&epoch=x', '?v=NaN'] as const),
  ...(['?before=1&limit=1', '?before=-1', '?before=1e400', '?limit=0', '?limit=999999', '?before=x&limit='] as const),
  ...(['?device=eve&device=ana', '?__proto__=1', '?%', '?reason=x', '?reason=cancelled&device=eve'] as const),
] as const

const types = [
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
] as const

const header = (name: string, ...values: readonly [string, ...string[]]) => ({ name, values })
const odd: ReturnType<typeof header>[] = [
  header(
    'range',
    'bytes=0-0',
    'bytes=-1',
    'bytes=5-1',
    'bytes=0-0,1-1',
    'bytes=99999999999999999999-',
    'x',
    'bytes=--',
  ),
  header('if-none-match', '*', '"x"', 'W/"x"', '"', `"${'x'.repeat(9000)}"`),
  header('if-match', '*', '"x"', '"'),
  header('if-modified-since', 'Thu, 01 Jan 1970 00:00:00 GMT', 'x'),
  header('if-range', '"x"', 'x'),
  header('accept', 'text/html', '*/*;q=x', ''),
  header('accept-encoding', 'gzip;q=x', 'br', 'identity;q=0'),
  header('origin', 'https://evil.example', 'null', 'x'),
  header('host', 'evil.example', 'localhost:1', '[', ''),
  header('cookie', '__proto__=1', 'lectern-session=x', '=;=', 'a=%'),
  header('authorization', 'Bearer x', 'Basic x', 'Bearer eyJhbGciOiJub25lIn0.e30.'),
  header('content-encoding', 'gzip', 'x'),
  header('expect', '100-continue', 'x'),
  header('transfer-encoding', 'chunked', 'gzip'),
  header('x-forwarded-for', '1.2.3.4, x', '::1'),
  header('x-http-method-override', 'DELETE', 'PATCH'),
  header('upgrade', 'websocket', 'h2c'),
  header('tus-resumable', '1.0.0', '0.0.1', 'x'),
  header('upload-length', '5', '-1', '1e3', 'x', '9007199254740993'),
  header('upload-offset', '0', '-1', 'x', '9007199254740993'),
  header('upload-metadata', 'uploadId dXBsb2FkLTE=', '=', 'a b c', ', ,', 'uploadId !'),
]

export function anyRequest(chance: Chance): Asked {
  const path = chance.pick(routes).replaceAll(/:id/g, () => chance.pick(ids)) + chance.pick(queries)
  const method = chance.pick(methods)
  const body = method === 'GET' || method === 'HEAD' ? undefined : anyBody(chance)
  const headers: Record<string, string> = {}
  if (body) headers['content-type'] = chance.pick([types[0], types[0], types[0], ...types])
  for (let count = chance.below(4); count > 0; count--) {
    const { name, values } = odd[chance.below(odd.length)] ?? header('accept', '*/*')
    headers[name] = values[chance.below(values.length)] ?? ''
  }
  return { method, path, headers, ...(body && { body }) }
}

function anyBody(chance: Chance): Uint8Array {
  const noUpdate = base64(new Uint8Array([0, 0]))
  const id = '0190f3a0-0000-7000-8000-000000000001'
  const sync = { stateVector: base64(new Uint8Array([0])), updates: [noUpdate], operationIds: [id] }
  const bodies: unknown[] = [
    sync,
    { ...sync, updates: Array.from({ length: 1000 }, () => noUpdate) },
    { ...sync, updates: [base64(chance.bytes(40))], stateVector: base64(chance.bytes(9)) },
    { ...sync, stateVector: '!', extra: 1 },
    { ...sync, operationIds: Array.from({ length: 1001 }, () => id) },
    { ...sync, updates: [telltaleNumber(chance), null, {}, []] },
    { sha256: 'x', sizeBytes: -1, uploadId: '__proto__' },
    { sha256: 'a'.repeat(64), sizeBytes: 5 },
    { role: 'owner', expiresAt: -1, token: 'x' },
    JSON.parse('{"__proto__":{"updates":[]}}'),
    [],
    null,
    'x',
    1,
  ]
  const text = JSON.stringify(bodies[chance.below(bodies.length)])
  const bytes = new Uint8Array(Buffer.from(chance.oneIn(20) ? '['.repeat(100_000) : text))
  if (chance.oneIn(50)) return new Uint8Array(2_000_000).fill(0x20)
  return chance.oneIn(3) ? bendBytes(bytes, chance) : bytes
}
