/** What the status chip and the Save button say. */
import type { ErrorCode } from '../../course/errors.ts'
import { counted, preciseTimeOf, timeOf } from './words.ts'

export const statusText = {
  opening: 'Opening…',
  connecting: 'Connecting…',
  saved: (storedAt?: number) => (storedAt === undefined ? 'Saved' : `Saved · ${timeOf(storedAt)}`),
  storedDetail: (storedAt?: number) =>
    storedAt === undefined ? 'Stored on the server' : `Stored on the server, ${preciseTimeOf(storedAt)}`,
  draft: (count: number) => `${counted(count, 'unsaved change')} · kept on this device`,
  saving: 'Saving…',
  offline: (count: number) =>
    count === 0 ? 'Offline · no unsaved changes' : `Offline · ${counted(count, 'change')} saved on this device`,
  slower: 'Saved · slower connection',
  reconnecting: 'Reconnecting… changes are safe on this device',
  signedOut: (count: number) =>
    count === 0 ? 'Signed out' : `Signed out · ${counted(count, 'change')} saved on this device`,
  closed: (code: ErrorCode, count: number) =>
    count === 0 ? closedReason(code) : `${closedReason(code)} · ${counted(count, 'change')} saved on this device`,
  notKept: 'Not saved on this device',
  notKeptDetail:
    'This browser could not keep your changes. They are in this window: save them on the server, or download a copy.',
  refused: (count: number) => `${counted(count, 'change')} could not be stored`,
  refusedDetail: 'They are safe on this device. Review them, then save again.',
} as const

function closedReason(code: ErrorCode): string {
  switch (code) {
    case 'not-allowed':
      return 'You may not edit this course'
    case 'unknown-course':
      return 'Deleted, or you may no longer open it'
    case 'course-deleted':
      return 'This course was deleted'
    case 'client-too-old':
      return 'A newer version of Lectern is needed'
    default:
      return 'Not connected'
  }
}

/** Why a course that is not on this device cannot be opened, and what next. */
export function absenceText(code: ErrorCode): string {
  switch (code) {
    case 'sign-in':
      return 'You are signed out. Sign in to open this course.'
    case 'not-allowed':
      return 'You may not open this course. Ask an owner for an invitation.'
    case 'unknown-course':
      return 'This course was deleted, or you may no longer open it. If it is in the trash of your course list, it can be restored there; else ask an owner.'
    case 'course-deleted':
      return 'This course was deleted. If it is in the trash of your course list, it can be restored there; else ask an owner.'
    case 'client-too-old':
      return 'This course needs a newer version of Lectern. Open it again when the server has one.'
    default:
      return 'The server did not open this course.'
  }
}

export const chipActionText = {
  'sign-in': 'Sign in',
  'download-copy': 'Download a copy',
  review: 'Review',
} as const

export const saveButtonText = {
  saved: 'Saved',
  save: 'Save',
  saveChanges: (count: number) => `Save ${counted(count, 'change')}`,
  saving: 'Saving…',
} as const
