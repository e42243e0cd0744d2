/** What one answered operation is worth saying, and what the author can do about it. */
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { type Conflict, conflictsOf } from '../../session/conflict.ts'
import type { SaveOutcome } from '../../session/session-state.ts'
import { chapterName, sentenceOfCommand, videoName } from '../../text/command.ts'
import { bothValues, conflictText, sentenceOfConflict } from '../../text/conflict.ts'
import { saveText } from '../../text/save.ts'
import { failedCountSentence, failedFilesSentence } from '../../text/uploads-showing.ts'
import { type SavedFiles, savedFilesOf } from '../uploads/failed-files.ts'

type Answered = Pick<SaveOutcome, 'operation' | 'ack'>

export interface SaveToast {
  readonly sentence: string
  /** The author's value and the other one. */
  readonly detail?: string
  /** Commands that bring back what somebody deleted while the author worked on it. */
  readonly restore?: readonly Command[]
  /** Commands that take the save back. */
  readonly undo?: readonly Command[]
  /** Those of the author's commands whose value somebody else's was preferred to. */
  readonly overridden?: readonly Command[]
  /** The receipt has more to say than the sentence. */
  readonly hasDetails?: boolean
  /** Values of others that the save replaced, which its author had not seen. */
  readonly replaced?: readonly Conflict[]
}

/**
 * @param course as it is now, for the names
 * @param maxUploadBytes what the server takes as one file, where that is known
 */
export function toastOf({ operation, ack }: Answered, course: Course, maxUploadBytes?: number): SaveToast {
  const { commands } = operation
  const told =
    overriddenIn({ operation, ack }, course) ??
    deletedMeanwhile({ operation, ack }, course) ??
    replacedIn({ operation, ack }, course)
  const files = savedFilesOf({ operation, ack })
  if (files.failed.length > 0) return filesToast(files, { told, maxUploadBytes })
  if (told) return told
  const [only] = commands
  if (!only || commands.length > 1) return { sentence: saveText.changesSaved(commands.length) }
  const undo = reverseOf(only)
  return { sentence: sentenceOfCommand(only, course), ...(undo && { undo: [undo] }) }
}

/** A file that did not come is told first; what others did is in the receipt too. */
function filesToast(
  { failed, total }: SavedFiles,
  { told, maxUploadBytes }: { readonly told: SaveToast | undefined; readonly maxUploadBytes: number | undefined },
): SaveToast {
  const sentence = failedFilesSentence(failed, { total, maxUploadBytes })
  return { sentence, hasDetails: true, ...(told && { detail: told.sentence }) }
}

function overriddenIn({ operation, ack }: Answered, course: Course): SaveToast | undefined {
  const { commands } = operation
  const overridden = commands.filter((_, index) => ack.results[index]?.outcome === 'superseded')
  const [first] = overridden
  if (!first) return undefined
  if (overridden.length > 1) return { sentence: saveText.supersededMany(overridden.length), overridden }
  const { by, value: theirs } = ack.results[commands.indexOf(first)] ?? {}
  const sentence = saveText.superseded(first, course, by?.name)
  const conflict = {
    kind: 'superseded',
    mine: first,
    ...(by && { by }),
    ...(theirs !== undefined && { theirs }),
  } as const
  return withDetail({ sentence, overridden }, conflict, course)
}

function replacedIn(answered: Answered, course: Course): SaveToast | undefined {
  const replaced = conflictsOf(answered).filter(({ kind }) => kind === 'overrode')
  const [first] = replaced
  if (!first) return undefined
  if (replaced.length > 1) return { sentence: conflictText.overrodeMany(replaced.length), replaced }
  return withDetail({ sentence: conflictText.overrode(sentenceOfConflict(first, course)), replaced }, first, course)
}

function withDetail(toast: SaveToast, conflict: Conflict, course: Course): SaveToast {
  const detail = bothValues(conflict, course)
  return detail === undefined ? toast : { ...toast, detail }
}

/** The first of the author's changes that went into the trash with its chapter or video. */
function deletedMeanwhile({ operation, ack }: Answered, course: Course): SaveToast | undefined {
  const note = ack.notes.find(({ code, command }) => code === 'deleted-meanwhile' && command !== undefined)
  const command = operation.commands[note?.command ?? -1]
  if (!note || !command || command.type === 'edit-course') return undefined
  const isVideo = 'videoId' in command
  const name = isVideo ? videoName(course, command.videoId) : chapterName(course, command.chapterId)
  const restore: Command = isVideo
    ? { type: 'restore-video', videoId: command.videoId }
    : { type: 'restore-chapter', chapterId: command.chapterId }
  return { sentence: saveText.deletedMeanwhile(name, note.by?.name), restore: [restore] }
}

/** Undo as a new change, for what an author may regret at once: deleting and moving. */
function reverseOf(command: Command): Command | undefined {
  switch (command.type) {
    case 'delete-chapter':
      return { type: 'restore-chapter', chapterId: command.chapterId }
    case 'delete-video':
      return { type: 'restore-video', videoId: command.videoId }
    case 'move-chapter':
      return { ...command, position: command.was, was: command.position }
    case 'move-video':
      return { ...command, place: command.was, was: command.place }
    default:
      return undefined
  }
}

export function rejectionSentence({ operation, ack }: Answered): string {
  return saveText.rejected(operation.commands.length, ack.error?.code)
}

export function summaryOf(outcomes: readonly Answered[]): string {
  const files = outcomes.map(savedFilesOf)
  const failed = files.reduce((sum, file) => sum + file.failed.length, 0)
  const total = files.reduce((sum, file) => sum + file.total, 0)
  const saved = saveText.savedBefore(outcomes.reduce((sum, { operation }) => sum + operation.commands.length, 0))
  return failed > 0 ? `${saved} ${failedCountSentence(failed, total)}` : saved
}
