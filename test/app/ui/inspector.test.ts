import { expect, it } from 'vitest'
import type { FrameDetail } from '../../../app/recording/frame-detail.ts'
import { closeText, connectionText, frameText, sizeText } from '../../../app/text/inspector.ts'
import { closeCodes } from '../../../course/wire/close-code.ts'

const operationId = '01990000-0000-7000-8000-000000000001'
const frame: FrameDetail = { kind: 'update', sizeBytes: 412, operations: [], isLarge: false, people: 0, gone: 0 }

it('says in words what each close code means', () => {
  for (const code of Object.values(closeCodes)) expect(closeText(code, '')).toMatch(new RegExp(`^${code} · [a-z]`))
  expect(closeText(1006, '')).toBe('1006 · the line broke, or nobody was there')
  expect(closeText(4422, 'causal-gap')).toBe('4422 · an update was rejected · causal-gap')
  expect(closeText(4999, '')).toBe('4999')
})

it('says how the session reaches the server', () => {
  expect(connectionText({ kind: 'online' })).toBe('Online, by WebSocket')
  expect(connectionText({ kind: 'http' })).toBe('Online, by HTTP')
  expect(connectionText({ kind: 'refused', code: 'sign-in' })).toBe('Refused: sign-in')
})

it('says what is in a frame', () => {
  const operations = [{ operationId, commandCount: 3 }]
  expect(frameText({ ...frame, operations })).toBe(`Update: operation ${operationId}, 3 commands`)
  expect(frameText({ ...frame, kind: 'sync-step-2', isLarge: true })).toBe('SyncStep2: too large to look into')
  const fates = [{ operationId, status: 'stored' as const }]
  expect(frameText({ ...frame, kind: 'awareness', server: { revision: 7, fates, repeated: 2 } })).toBe(
    `Awareness: the server at revision 7; ack of ${operationId} stored; 2 earlier fates`,
  )
  expect(frameText({ ...frame, kind: 'awareness', people: 3, gone: 1 })).toBe('Awareness: 2 people; 1 gone')
  expect(frameText({ ...frame, kind: 'unreadable' })).toBe('Not a message')
})

it('says how large it is', () => {
  expect([0, 1023, 1024, 5_500_000].map(sizeText)).toEqual(['0 B', '1023 B', '1.0 KiB', '5.2 MiB'])
})
