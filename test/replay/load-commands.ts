/** What a recorded author asked, as it can be asked of a course that is new. */
import { fromBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import type { RecordedEvent } from '../../app/recording/recorded-event.ts'
import { updatesAfter } from '../../app/recording/updates-after.ts'
import type { Command } from '../../course/command.ts'
import { readCourse } from '../../course/document.ts'
import { limits } from '../../course/limits.ts'
import type { Source } from '../../course/model.ts'
import type { Recording, RecordingEvent } from '../../course/recording.ts'

/**
 * What makes an empty course one on which the author can do it all again: what the recording's course ever had that
 * the author did not add. What others did in between is there from the start, and nothing is in the trash.
 */
export function beginningOf({ header, events }: Recording): readonly Command[] {
  const doc = new Y.Doc()
  const updates = updatesAfter([fromBase64(header.document)], events.flatMap(keptOf))
  for (const update of updates) Y.applyUpdate(doc, update)
  const { info, chapters, videos } = readCourse(doc)
  doc.destroy()
  const own = new Set(events.flatMap(idsAdded))
  const { description, language } = info
  const edit = {
    title: fitting(info.title),
    ...(description !== undefined && { description }),
    ...(language !== undefined && { language }),
  }
  return withoutUploads([
    { type: 'edit-course', ...edit, was: {} },
    ...[...chapters.values()].map(({ id: chapterId, title, position }): Command => {
      return { type: 'add-chapter', chapterId, title: fitting(title), position }
    }),
    ...[...videos.values()].map(({ id: videoId, title, place, source }): Command => {
      return { type: 'add-video', videoId, title: fitting(title), place, ...(source && { source }) }
    }),
  ]).filter(command => idsIn(command).every(id => !own.has(id)))
}

/** What the server refused is among the updates. */
function fitting(title: string): string {
  return title.slice(0, limits.titleLength)
}

/** As the recorder keeps it; what carries no update is left out. */
function keptOf(event: RecordingEvent): RecordedEvent[] {
  if (event.kind === 'frame') return [{ ...event, bytes: fromBase64(event.bytes) }]
  if (event.kind === 'answer') return [event]
  // A mirror that was loaded again holds nothing new.
  if (event.kind !== 'local' || event.call !== 'load-new-updates') return []
  const { operation: _, ...local } = event
  return [{ ...local, updates: (event.updates ?? []).map(fromBase64) }]
}

function idsAdded(event: RecordingEvent): readonly string[] {
  if (event.kind === 'edit') return event.commands.flatMap(idsIn)
  return event.kind === 'save' ? event.adding.flatMap(idsIn) : []
}

function idsIn(command: Command): readonly string[] {
  if (command.type === 'add-chapter') return [command.chapterId]
  return command.type === 'add-video' ? [command.videoId] : []
}

/** A save that refers to a file is stored when the file is there, and a recording has no files: they become links. */
export function withoutUploads(commands: readonly Command[]): readonly Command[] {
  return commands.map(command => {
    if (command.type === 'set-captions') return { ...command, captions: null }
    if (command.type !== 'add-video' && command.type !== 'replace-video') return command
    return { ...command, ...(command.source && { source: linkOf(command.source) }) } as Command
  })
}

function linkOf(source: Source): Source {
  return source.kind === 'link' ? source : { kind: 'link', url: `https://files.example/${source.uploadId}` }
}
