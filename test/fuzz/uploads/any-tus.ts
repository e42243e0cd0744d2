/** Requests of tus 1.0 as no client of it writes them. */
import { createHash } from 'node:crypto'
import type { Chance } from '../chance.ts'
import type { Asked } from '../http/ask.ts'
import { telltaleNumber } from '../mutate-bytes.ts'

export interface Target {
  /** Of the uploads that it speaks of. */
  readonly ids: readonly string[]
  /** Whom it says it is; nobody where it is empty. */
  readonly devices: readonly string[]
  readonly file: Uint8Array
}

const version = { 'Tus-Resumable': '1.0.0' }
const octets = 'application/offset+octet-stream'

const oddIds = ['..', '%2e%2e%2fx', '__proto__', 'a%00b', '%ff', 'x'.repeat(65), 'a/b', '', '%'] as const
const numbers = ['', '-1', '1e3', '0x10', ' 5', '5 ', '+5', '9007199254740993', '1'.repeat(400), 'NaN'] as const
const oddMetadata = [
  ...(['', '=', ', ,', 'uploadId', 'uploadId !', 'uploadId dTE=,uploadId dTI=', 'a b c', 'é dTE='] as const),
  ...([
    '__proto__ dTE=',
    'filename',
    `x ${'A'.repeat(9000)}`,
    'uploadId X19wcm90b19f',
    'uploadId Li4vLi4veA==',
  ] as const),
] as const

const oddNames = ['', '\u0000\r\nX: y', '\ud800', 'x'.repeat(1001)] as const

function mostly(chance: Chance, honest: string, odd: readonly [string, ...string[]]): string {
  return chance.oneIn(10) ? chance.pick(odd) : honest
}

export function anyTusRequest(target: Target, chance: Chance): Asked {
  switch (chance.below(8)) {
    case 0:
    case 1:
      return anyAnnouncement(target, chance)
    case 2:
    case 3:
    case 4:
      return anyPatch(target, chance)
    case 5:
      return {
        method: chance.pick(['HEAD', 'OPTIONS', 'GET', 'PUT', 'POST']),
        path: addressOf(target, chance),
        headers: version,
      }
    case 6:
      return anyDeletion(target, chance)
    default:
      return anyOddity(target, chance)
  }
}

export function metadataOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([key, text]) => `${key} ${Buffer.from(text).toString('base64')}`)
    .join(',')
}

function anyAnnouncement({ ids, devices, file }: Target, chance: Chance): Asked {
  const fields = {
    uploadId: chance.pickAny(ids) ?? 'u',
    courseId: mostly(chance, 'course-1', ['course-2', '../x', '']),
    videoId: mostly(chance, 'intro', ['__proto__', 'x'.repeat(65)]),
    filename: chance.oneIn(8)
      ? chance.pick(oddNames)
      : chance.pick(['a.mp4', 'a.html', '../../x', '"; filename="x.html']),
    filetype: mostly(chance, 'video/mp4', ['text/html', 'x'.repeat(2000)]),
    ...(chance.oneIn(4) && {
      sha256: chance.pick(['a'.repeat(64), 'x', createHash('sha256').update(file).digest('hex')]),
    }),
  }
  const length = chance.oneIn(8) ? anyNumber(chance) : String(file.length)
  const body = chance.oneIn(3) ? file : undefined
  return {
    method: 'POST',
    path: `/files${deviceOf(devices, chance)}`,
    headers: {
      ...version,
      'Upload-Length': length,
      'Upload-Metadata': chance.oneIn(8) ? chance.pick(oddMetadata) : metadataOf(fields),
      ...(body && { 'Content-Type': octets }),
      ...(chance.oneIn(12) && { 'Upload-Defer-Length': '1' }),
      ...(chance.oneIn(12) && { 'Upload-Concat': chance.pick(['partial', 'final;/files/u0 /files/u1', 'final;']) }),
    },
    ...(body && { body }),
  }
}

function anyPatch(target: Target, chance: Chance): Asked {
  const { file } = target
  const from = chance.pick([0, 0, 0, chance.below(file.length), telltaleNumber(chance)])
  const body = file.subarray(from, chance.oneIn(2) ? undefined : from + chance.below(2000))
  return {
    method: 'PATCH',
    path: addressOf(target, chance),
    headers: {
      ...version,
      'Content-Type': chance.oneIn(12) ? 'text/plain' : octets,
      'Upload-Offset': chance.oneIn(8) ? chance.pick(numbers) : String(from),
      ...(chance.oneIn(4) && { 'Upload-Checksum': anyChecksum(body, chance) }),
      ...(chance.oneIn(12) && { 'Upload-Length': anyNumber(chance) }),
      ...(chance.oneIn(12) && { 'Content-Encoding': 'gzip' }),
    },
    body,
  }
}

function anyChecksum(body: Uint8Array, chance: Chance): string {
  const right = createHash('sha1').update(body).digest('base64')
  return chance.pick([
    `sha1 ${right}`,
    'sha1 AAAA',
    'md5 x',
    'crc32 x',
    'sha1',
    'sha256 ',
    '__proto__ x',
    `sha1  ${right}`,
  ])
}

function anyDeletion(target: Target, chance: Chance): Asked {
  const reason = chance.pick(['', '&reason=cancelled', '&reason=__proto__', '&reason=too-large&reason=x'])
  return { method: 'DELETE', path: `${addressOf(target, chance)}${reason}`, headers: version }
}

function anyOddity(target: Target, chance: Chance): Asked {
  const asked = chance.oneIn(2) ? anyPatch(target, chance) : anyAnnouncement(target, chance)
  const odd = [
    { 'Tus-Resumable': chance.pick(['0.0.1', '', '1.0.0, 1.0.0']) },
    { 'X-HTTP-Method-Override': chance.pick(['PATCH', 'DELETE', 'POST', 'x']) },
    { Origin: 'https://evil.example' },
    { Expect: '100-continue' },
    { 'Transfer-Encoding': 'chunked' },
    { 'Content-Type': 'multipart/form-data; boundary=x' },
    { Host: 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' },
  ]
  return { ...asked, headers: { ...asked.headers, ...chance.pickAny(odd) } }
}

function addressOf({ ids, devices }: Target, chance: Chance): string {
  const id = chance.oneIn(10) ? chance.pick(oddIds) : (chance.pickAny(ids) ?? 'u')
  return `/files/${id}${deviceOf(devices, chance)}`
}

function deviceOf(devices: readonly string[], chance: Chance): string {
  const device = chance.oneIn(20) ? chance.pick(['%00', 'a b', 'x'.repeat(65)]) : chance.pickAny(devices)
  return device ? `?device=${device.replaceAll(' ', '%20')}` : '?'
}

function anyNumber(chance: Chance): string {
  return chance.oneIn(2) ? chance.pick(numbers) : String(telltaleNumber(chance))
}
