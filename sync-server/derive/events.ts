/** The events of an operation: one for each command, and `batch-operation-complete` when all of it is stored. */
import type { Command } from '../../course/command.ts'
import type { CourseEvent } from '../../course/event.ts'
import type { CommandResult } from '../../course/result.ts'
import { courseEntityId, type EntityKind } from './document-change.ts'

/** Reads a field's present value from the document: events tell what is stored, not what was asked. */
export type ReadField = (kind: EntityKind, id: string, field: string) => unknown

export function eventOf(command: Command, read: ReadField): CourseEvent {
  switch (command.type) {
    case 'edit-course':
      return courseEventOf(command, read)
    case 'add-chapter':
      return { type: 'chapter-create-complete', chapterId: command.chapterId, tempId: command.chapterId }
    case 'rename-chapter': {
      const newTitle = textOf(read('chapter', command.chapterId, 'title'))
      return { type: 'chapter-update-complete', chapterId: command.chapterId, newTitle }
    }
    case 'move-chapter':
      return { type: 'chapter-move-complete', chapterId: command.chapterId }
    case 'delete-chapter':
      return { type: 'chapter-delete-complete', chapterId: command.chapterId }
    case 'restore-chapter':
      return { type: 'chapter-restore-complete', chapterId: command.chapterId }
    default:
      return videoEventOf(command, read)
  }
}

function courseEventOf(command: Extract<Command, { type: 'edit-course' }>, read: ReadField): CourseEvent {
  const fields: { title?: string; description?: string | null; language?: string | null } = {}
  if (command.title !== undefined) fields.title = textOf(read('course', courseEntityId, 'title'))
  for (const key of ['description', 'language'] as const) {
    if (command[key] !== undefined) fields[key] = textOf(read('course', courseEntityId, key)) || null
  }
  return { type: 'course-update-complete', ...fields }
}

function videoEventOf(command: Extract<Command, { videoId: string }>, read: ReadField): CourseEvent {
  const { videoId } = command
  switch (command.type) {
    case 'add-video':
      return { type: 'video-create-complete', videoId, chapterId: command.place[0] }
    case 'rename-video':
      return { type: 'video-update-complete', videoId, newTitle: textOf(read('video', videoId, 'title')) }
    case 'move-video': {
      const place = read('video', videoId, 'place')
      // Of a video that is not there, the chapter that was asked for: clients refuse an ack with an empty id.
      const chapterId = Array.isArray(place) ? textOf(place[0]) : command.place[0]
      return { type: 'video-move-complete', videoId, chapterId }
    }
    case 'replace-video':
      return { type: 'video-replace-complete', videoId }
    case 'set-captions':
      return { type: 'video-captions-complete', videoId }
    case 'delete-video':
      return { type: 'video-delete-complete', videoId }
    case 'restore-video':
      return { type: 'video-restore-complete', videoId }
    default:
      return command satisfies never
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The last event, which drives the toast. */
export function batchEvent(operationId: string, results: readonly CommandResult[]): CourseEvent {
  return { type: 'batch-operation-complete', operationId, results }
}
