/** What the sync inspector says. The one screen where ids and codes may stand. */
import { type CloseCode, closeCodes } from '../../course/wire/close-code.ts'
import type { FrameDetail } from '../recording/frame-detail.ts'
import type { LatencyStage } from '../recording/latencies.ts'
import type { Connection } from '../session/session-state.ts'
import { counted, durationOf, preciseTimeOf } from './words.ts'

export const inspectorText = {
  connection: 'Connection',
  state: 'State',
  since: 'Since',
  ago: (ms: number) => `${durationOf(ms)} ago`,
  lastClose: 'Last close',
  noClose: 'None since this page was opened',
  epoch: 'Epoch',
  revision: 'Revision',
  unknown: 'Not known yet',
  sockets: 'Sockets opened',
  drop: 'Drop connection',
  delay: 'Delay acks',
  delayHint: 'For trying things out: acks reach this page late. Off again when the page is loaded again.',
  delays: [
    { delayMs: 0, label: 'Off' },
    { delayMs: 1000, label: '1 second' },
    { delayMs: 5000, label: '5 seconds' },
  ],
  pending: 'Pending operations',
  nothingPending: 'Nothing is waiting for the server.',
  operation: 'Operation',
  stages: { onDevice: 'On device', sent: 'Sent', committed: 'Committed', acked: 'Acked' },
  notYet: '–',
  latencies: 'Latencies',
  latencyHint: (count: number) => `Of the last ${counted(count, 'save')}, from pressing Save.`,
  noLatencies: 'Nothing has been saved since this page was opened.',
  stage: 'Stage',
  median: 'Median',
  p95: '95 %',
  newest: 'Newest',
  frames: 'Frames',
  framesHint: (count: number) => `The last ${counted(count, 'frame')}, newest first.`,
  noFrames: 'No frame has come or gone.',
  when: 'When',
  what: 'What',
  size: 'Size',
  recording: 'Recording',
  recordingHint: (count: number) =>
    `${counted(count, 'event')} since this page was opened, or the last of them. The file holds the whole course with its titles and links, your name and your unsaved changes: give it only to whom you would give the course.`,
  export: 'Export recording',
  exported: 'The recording was downloaded.',
  fileName: (courseId: string, now: number) =>
    `lectern-${courseId}-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`,
} as const

export const stageText: Readonly<Record<LatencyStage, string>> = {
  onDeviceMs: 'On this device',
  sentMs: 'Sent',
  ackedMs: 'Acked',
  claimedMs: 'Shown',
}

export function connectionText(connection: Connection): string {
  switch (connection.kind) {
    case 'connecting':
      return 'Connecting'
    case 'online':
      return 'Online, by WebSocket'
    case 'http':
      return 'Online, by HTTP'
    case 'offline':
      return 'Offline'
    case 'refused':
      return `Refused: ${connection.code}`
    default:
      return connection satisfies never
  }
}

const meanings: Readonly<Record<CloseCode, string>> = {
  [closeCodes.malformed]: 'something in it was malformed',
  [closeCodes.signIn]: 'signed out',
  [closeCodes.notAllowed]: 'not allowed',
  [closeCodes.unknownCourse]: 'no such course, or it was deleted',
  [closeCodes.otherEpoch]: 'the server has another epoch of the course',
  [closeCodes.tooLarge]: 'too large',
  [closeCodes.rejected]: 'an update was rejected',
  [closeCodes.clientTooOld]: 'this client is too old',
  [closeCodes.storeUnavailable]: "the server's store was not available",
  [closeCodes.restarting]: 'the server restarts',
  [closeCodes.busy]: 'the server is busy',
}

/** RFC 6455, 7.4.1. */
const standardMeanings: Readonly<Record<number, string>> = {
  1000: 'closed as it should be',
  1001: 'the other side went away',
  1005: 'closed on this side',
  1006: 'the line broke, or nobody was there',
  1009: 'a frame was too large',
  1011: 'the server met something unexpected',
}

export function closeText(code: number, reason: string): string {
  const own = Object.values(closeCodes).find(known => known === code)
  const meaning = own === undefined ? standardMeanings[code] : meanings[own]
  return [String(code), meaning, reason].filter(Boolean).join(' · ')
}

export function frameText(detail: FrameDetail): string {
  switch (detail.kind) {
    case 'sync-step-1':
      return 'SyncStep1: asks for what is missing'
    case 'sync-step-2':
      return `SyncStep2${contentText(detail)}`
    case 'update':
      return `Update${contentText(detail)}`
    case 'awareness':
      return `Awareness: ${awarenessText(detail)}`
    case 'query-awareness':
      return 'Query: asks who is here'
    case 'unreadable':
      return 'Not a message'
    default:
      return detail.kind satisfies never
  }
}

function contentText({ operations, isLarge }: FrameDetail): string {
  if (isLarge) return ': too large to look into'
  const each = operations.map(
    ({ operationId, commandCount }) => `operation ${operationId}, ${counted(commandCount, 'command')}`,
  )
  return each.length === 0 ? '' : `: ${each.join('; ')}`
}

function awarenessText({ server, people, gone }: FrameDetail): string {
  const parts = [
    ...(server ? [`the server at revision ${server.revision}`] : []),
    ...(server?.fates ?? []).map(({ operationId, status }) => `ack of ${operationId} ${status}`),
    ...(server && server.repeated > 0 ? [`${counted(server.repeated, 'earlier fate')}`] : []),
    ...(people > gone ? [counted(people - gone, 'person', 'people')] : []),
    ...(gone > 0 ? [`${gone} gone`] : []),
  ]
  return parts.length === 0 ? 'nothing' : parts.join('; ')
}

/** To the millisecond. @param at ms since 1970 */
export function momentText(at: number): string {
  return `${preciseTimeOf(at)}.${String(Math.floor(at % 1000)).padStart(3, '0')}`
}

export const directionText = { in: 'From the server', out: 'To the server' } as const

export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1024) return `${sizeBytes} B`
  if (sizeBytes < 1024 * 1024) return `${(sizeBytes / 1024).toFixed(1)} KiB`
  return `${(sizeBytes / 1024 / 1024).toFixed(1)} MiB`
}
