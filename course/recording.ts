/**
 * The format of a recording: what one tab's author asked and what its network and its disk did, one JSON value a line.
 * The first line is the header, the rest are events in order. How to read and replay one: docs/recording.md.
 */
import * as z from 'zod/mini'
import { type Command, commandTypes } from './command.ts'
import { errorCodes } from './errors.ts'
import { operationIdSchema, operationSchema } from './operation.ts'
import { statusSchema } from './wire/ack.ts'

export const recordingFormat = 'lectern-recording'
/** Raised with every change that an older reader would misread. */
export const recordingVersion = 1

/** As it was asked: an author can ask for what the server refuses, and that is what a recording is for. */
const askedCommand = z.custom<Command>(isCommand, { error: 'not a command' })
const askedCommands = z.readonly(z.array(askedCommand))
const base64 = z.base64()
const count = z.int().check(z.nonnegative())

const draftEntrySchema = z.strictObject({
  draftId: z.string(),
  command: askedCommand,
  refused: z.exactOptional(z.string()),
})

const pendingSchema = z.strictObject({ ...operationSchema.def.shape, commands: askedCommands, tabId: z.string() })

/** What a local store holds of a course. Updates are base64, each an update of Yjs (V1). */
const localFields = {
  updates: z.exactOptional(z.readonly(z.array(base64))),
  draft: z.exactOptional(z.readonly(z.array(draftEntrySchema))),
  pending: z.exactOptional(z.readonly(z.array(pendingSchema))),
  server: z.exactOptional(z.strictObject({ epoch: z.string(), revision: z.int() })),
}

export const recordingHeaderSchema = z.strictObject({
  format: z.literal(recordingFormat),
  version: z.literal(recordingVersion),
  /** Of what goes over the wire. */
  wireVersion: z.int(),
  courseId: z.string(),
  device: z.string(),
  tabId: z.string(),
  by: operationSchema.def.shape.by,
  /** ms since 1970 by this device's clock, when the first event's `at` began to count. */
  startedAt: z.int(),
  /** How many events came before `startedAt` and are not in here. With 0 the recording begins with the session. */
  earlierEvents: count,
  /** The whole document at `startedAt`, base64 of one update. */
  document: base64,
  ...{ draft: localFields.draft, pending: localFields.pending, server: localFields.server },
})
export type RecordingHeader = z.infer<typeof recordingHeaderSchema>

/** ms since `startedAt`, on a clock that never goes backwards. */
const at = z.number()
const socket = count
const request = count

export const localCalls = [
  'load',
  'load-new-updates',
  'load-draft',
  'load-pending',
  'append',
  'edit-draft',
  'save',
  'claim',
  'replace-mirror',
  'compact',
] as const

export const recordingEventSchema = z.discriminatedUnion('kind', [
  // what the author asked
  z.strictObject({ at, kind: z.literal('edit'), commands: askedCommands }),
  z.strictObject({ at, kind: z.literal('undo') }),
  z.strictObject({ at, kind: z.literal('redo') }),
  z.strictObject({ at, kind: z.literal('discard') }),
  z.strictObject({ at, kind: z.literal('revert'), draftIds: z.readonly(z.array(z.string())) }),
  /** The server had the file's bytes already: what refers to `uploadId` in the draft refers to the known one now. */
  z.strictObject({
    ...{ at, kind: z.literal('adopt-upload'), videoId: z.string() },
    ...{ uploadId: z.string(), knownUploadId: z.string() },
  }),
  z.strictObject({ at, kind: z.literal('save'), isQuiet: z.boolean(), adding: askedCommands }),
  /** The save asked for is on this device, or known not to get there. A save with nothing to save has none. */
  z.strictObject({ at, kind: z.literal('saved'), operationId: operationIdSchema }),
  z.strictObject({ at, kind: z.literal('autosave'), isOn: z.boolean() }),
  z.strictObject({ at, kind: z.literal('drop-connection') }),
  z.strictObject({ at, kind: z.literal('delay-acks'), delayMs: z.number() }),
  /** What the device's source of randomness gave, in order, joined. */
  z.strictObject({ at, kind: z.literal('random'), bytes: base64 }),
  // what the local store did, told when it had done it
  z.strictObject({
    ...{ at, kind: z.literal('local'), call: z.enum(localCalls), askedAt: z.number() },
    /** It failed so; without, it completed. */
    error: z.exactOptional(z.enum([...errorCodes, 'bug'])),
    /** What a save wrote; its update stands in `updates`. */
    operation: z.exactOptional(pendingSchema),
    ...localFields,
  }),
  // what the network did, and what the browser believes of it
  /** Trying at once is worth it: the network is back, the tab is looked at again. */
  z.strictObject({ at, kind: z.literal('online') }),
  /** The browser was asked. */
  z.strictObject({ at, kind: z.literal('is-online'), isOnline: z.boolean() }),
  z.strictObject({ at, kind: z.literal('connect'), socket, query: z.string() }),
  z.strictObject({ at, kind: z.literal('open'), socket }),
  z.strictObject({
    ...{ at, kind: z.literal('frame'), socket, direction: z.enum(['in', 'out']) },
    what: z.enum(['sync-step-1', 'sync-step-2', 'update', 'awareness', 'query-awareness', 'unreadable']),
    bytes: base64,
  }),
  z.strictObject({ at, kind: z.literal('close'), socket, code: z.int(), reason: z.string() }),
  z.strictObject({
    ...{ at, kind: z.literal('request'), request, method: z.string(), path: z.string() },
    body: z.exactOptional(z.string()),
  }),
  z.strictObject({ at, kind: z.literal('answer'), request, status: z.int(), body: z.string() }),
  z.strictObject({ at, kind: z.literal('no-answer'), request }),
  // what the session made of it
  z.strictObject({
    ...{
      at,
      kind: z.literal('connection'),
      connection: z.enum(['connecting', 'online', 'http', 'offline', 'refused']),
    },
    code: z.exactOptional(z.enum(errorCodes)),
  }),
  z.strictObject({ at, kind: z.literal('ack'), operationId: operationIdSchema, status: statusSchema }),
  /** A final fate as it was told to the author. ms since Save was pressed. */
  z.strictObject({
    ...{ at, kind: z.literal('told'), operationId: operationIdSchema, status: statusSchema },
    onDeviceMs: z.exactOptional(z.number()),
    sentMs: z.exactOptional(z.number()),
    ackedMs: z.number(),
    claimedMs: z.number(),
  }),
])
export type RecordingEvent = z.infer<typeof recordingEventSchema>

export interface Recording {
  readonly header: RecordingHeader
  readonly events: readonly RecordingEvent[]
}

export function writeRecording({ header, events }: Recording): string {
  return [header, ...events].map(line => `${JSON.stringify(line)}\n`).join('')
}

export type ReadRecording =
  | { readonly kind: 'ok'; readonly recording: Recording }
  /** `line` counts from 1. */
  | { readonly kind: 'unreadable'; readonly line: number; readonly reason: string }

/** Empty lines are passed over. */
export function readRecording(text: string): ReadRecording {
  const lines = text.split('\n').map((json, index) => ({ json: json.trim(), line: index + 1 }))
  const [first, ...rest] = lines.filter(({ json }) => json !== '')
  if (!first) return { kind: 'unreadable', line: 1, reason: 'there is nothing in it' }
  const header = readLine(recordingHeaderSchema, first.json)
  if (header.kind === 'unreadable') return { ...header, line: first.line }
  const events: RecordingEvent[] = []
  for (const { json, line } of rest) {
    const event = readLine(recordingEventSchema, json)
    if (event.kind === 'unreadable') return { ...event, line }
    events.push(event.value)
  }
  return { kind: 'ok', recording: { header: header.value, events } }
}

type ReadLine<Value> = { readonly kind: 'ok'; readonly value: Value } | { readonly kind: 'unreadable'; reason: string }

function readLine<Schema extends z.ZodMiniType>(schema: Schema, json: string): ReadLine<z.infer<Schema>> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { kind: 'unreadable', reason: 'not JSON' }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { kind: 'ok', value: parsed.data }
  const [issue] = parsed.error.issues
  return { kind: 'unreadable', reason: `${issue?.path.join('.') || 'the line'}: ${issue?.message}` }
}

function isCommand(value: unknown): boolean {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  return commandTypes.some(known => known === type)
}
