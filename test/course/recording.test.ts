import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  localCalls,
  type Recording,
  type RecordingEvent,
  type RecordingHeader,
  readRecording,
  writeRecording,
} from '../../course/recording.ts'
import { anyCommand } from './any-command.ts'

const operationId = '01990000-0000-7000-8000-000000000001'
const by = { id: 'ada', name: 'Ada' }

const header: RecordingHeader = {
  ...{ format: 'lectern-recording', version: 1, wireVersion: 1 },
  ...{ courseId: 'course-1', device: 'device-1', tabId: 'tab-1', by, startedAt: 1_700_000_000_000 },
  ...{ earlierEvents: 0, document: 'AAA=' },
}

const record = <T extends object>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }, requiredKeys?: (keyof T)[]) =>
  fc.record(fields, { noNullPrototype: true, ...(requiredKeys && { requiredKeys }) })
const is = fc.constant
const at = fc.double({ min: 0, max: 1e9, noNaN: true }).map(ms => ms + 0)
const count = fc.nat()
const bytes = fc.uint8Array({ maxLength: 60 }).map(array => Buffer.from(array).toString('base64'))
const commands = fc.array(anyCommand, { maxLength: 4 })
const pending = record({
  ...{ operationId: is(operationId), device: is('device-1'), by: is(by), savedAt: count },
  ...{ commands, tabId: fc.string() },
})
const status = fc.constantFrom('committed' as const, 'stored' as const, 'rejected' as const)

const anyEvent: fc.Arbitrary<RecordingEvent> = fc.oneof(
  record({ at, kind: is('edit' as const), commands }),
  record({ at, kind: fc.constantFrom('undo' as const, 'redo' as const, 'discard' as const) }),
  record({ at, kind: is('save' as const), isQuiet: fc.boolean(), adding: commands }),
  record({ at, kind: is('random' as const), bytes }),
  record(
    {
      ...{ at, kind: is('local' as const), call: fc.constantFrom(...localCalls), askedAt: at },
      ...{ error: is('store-full' as const), operation: pending, updates: fc.array(bytes, { maxLength: 3 }) },
      ...{ pending: fc.array(pending, { maxLength: 2 }), server: is({ epoch: 'e', revision: 3 }) },
    },
    ['at', 'kind', 'call', 'askedAt'],
  ),
  record({
    ...{ at, kind: is('frame' as const), socket: count, direction: fc.constantFrom('in' as const, 'out' as const) },
    ...{ what: fc.constantFrom('update' as const, 'awareness' as const), bytes },
  }),
  record({ at, kind: is('close' as const), socket: count, code: count, reason: fc.string() }),
  record({ at, kind: is('answer' as const), request: count, status: count, body: fc.string({ unit: 'binary' }) }),
  record({ at, kind: is('ack' as const), operationId: is(operationId), status }),
)

it('reads a recording as it was written', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), events => {
      const recording: Recording = { header, events }
      expect(readRecording(writeRecording(recording))).toEqual({ kind: 'ok', recording })
    }),
  )
})

it('is one JSON value a line, whatever is in a title', () => {
  const title = 'a\nb\r\u2028"\\'
  const edit: RecordingEvent = { at: 1, kind: 'edit', commands: [{ type: 'edit-course', title, was: {} }] }
  const text = writeRecording({ header, events: [edit] })
  expect(text.split('\n')).toHaveLength(3)
  expect(readRecording(text)).toMatchObject({ kind: 'ok', recording: { events: [edit] } })
})

it('keeps a command that the server would refuse as it was asked', () => {
  const edit: RecordingEvent = {
    ...{ at: 1, kind: 'edit' },
    commands: [{ type: 'rename-chapter', chapterId: 'basics', title: 'x'.repeat(2000), was: '' }],
  }
  expect(readRecording(writeRecording({ header, events: [edit] }))).toMatchObject({ kind: 'ok' })
})

it('reads one that another program has written with empty lines and carriage returns', () => {
  const text = `\n${JSON.stringify(header)}\r\n\r\n{"at":5,"kind":"undo"}`
  expect(readRecording(text)).toEqual({ kind: 'ok', recording: { header, events: [{ at: 5, kind: 'undo' }] } })
})

it.each([
  ['an empty file', '', 1, /nothing/],
  ['no JSON', 'hello', 1, /not JSON/],
  ['another format', JSON.stringify({ ...header, format: 'har' }), 1, /format/],
  ['a version that is not known here', JSON.stringify({ ...header, version: 2 }), 1, /version/],
  ['an event of no known kind', `${JSON.stringify(header)}\n\n{"at":1,"kind":"dance"}`, 3, /kind/],
  ['an event without a time', `${JSON.stringify(header)}\n{"kind":"undo"}`, 2, /at/],
  ['what is no command', `${JSON.stringify(header)}\n{"at":1,"kind":"edit","commands":[{"type":"x"}]}`, 2, /commands/],
  ['a line that was cut off', `${JSON.stringify(header)}\n{"at":1,"kind":"undo"}\n{"at":2,"ki`, 3, /not JSON/],
])('says in which line there is %s', (_what, text, line, reason) => {
  const read = readRecording(text)
  expect(read).toMatchObject({ kind: 'unreadable', line })
  expect(read.kind === 'unreadable' && read.reason).toMatch(reason)
})
