/** How an older version differs from the course now, read from the commands that would bring it back. */
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { chapterName } from '../../text/command.ts'
import { sinceText } from '../../text/history.ts'

type VideoCommand = Extract<Command, { videoId: string }>

export interface VersionChanges {
  /** By id of a chapter or video of then: what is said beside its row. */
  readonly marks: ReadonlyMap<string, readonly string[]>
  /** By id of a chapter of then: how many of its videos differ, those counted that have come into it. */
  readonly inChapter: ReadonlyMap<string, number>
  /** By id of a chapter: what has come into it since, by title. */
  readonly arrived: ReadonlyMap<string, readonly string[]>
  /** What happened since, as the history puts it: `chapter renamed`, `video deleted`, `course`. */
  readonly counts: readonly { readonly kind: string; readonly count: number }[]
}

/** @param back `commandsBetween(now, then)` */
export function changesSince(back: readonly Command[], now: Course, then: Course): VersionChanges {
  const marks = new Map<string, string[]>()
  const videosIn = new Map<string, Set<string>>()
  const arrived = new Map<string, string[]>()
  const counts = new Map<string, number>()
  for (const command of back) {
    for (const kind of kindsOf(command, then)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if (command.type === 'edit-course') continue
    const mark = markOf(command, now)
    if (mark !== undefined) addTo(marks, 'videoId' in command ? command.videoId : command.chapterId, mark)
    if (!('videoId' in command)) continue
    for (const chapterId of chaptersAbout(command.videoId, now, then)) {
      videosIn.set(chapterId, (videosIn.get(chapterId) ?? new Set()).add(command.videoId))
    }
    const { title, chapterId } = arrivalOf(command, now, then) ?? {}
    if (title !== undefined && chapterId !== undefined) addTo(arrived, chapterId, title)
  }
  const inChapter = new Map([...videosIn].map(([id, videos]) => [id, videos.size]))
  return { marks, arrived, inChapter, counts: [...counts].map(([kind, count]) => ({ kind, count })) }
}

function addTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** What would leave its chapter again. */
function arrivalOf(command: VideoCommand, now: Course, then: Course) {
  const video = now.videos.get(command.videoId)
  const isNew = command.type === 'delete-video' && !then.videos.has(command.videoId)
  const isFromElsewhere = command.type === 'move-video' && command.place[0] !== command.was[0]
  return video && (isNew || isFromElsewhere) ? { title: video.title, chapterId: video.place[0] } : undefined
}

/** The chapter that had it then, and the one that has it now. */
function chaptersAbout(videoId: string, now: Course, then: Course): ReadonlySet<string> {
  const places = [now.videos.get(videoId), then.videos.get(videoId)].flatMap(video => video?.place[0] ?? [])
  return new Set(places)
}

/** Undefined: nothing that is shown of then is concerned. */
function markOf(command: Exclude<Command, { type: 'edit-course' }>, now: Course): string | undefined {
  switch (command.type) {
    case 'rename-chapter':
    case 'rename-video':
      return sinceText.renamed(command.was)
    case 'move-video':
      return command.place[0] === command.was[0] ? sinceText.moved : sinceText.movedTo(chapterName(now, command.was[0]))
    case 'move-chapter':
      return sinceText.moved
    case 'replace-video':
      return sinceText.source
    case 'set-captions':
      return sinceText.captions
    case 'restore-chapter':
    case 'restore-video':
      return sinceText.deleted
    default:
      return undefined
  }
}

/** What happened, where the command undoes it. */
function kindsOf(command: Command, then: Course): readonly string[] {
  switch (command.type) {
    case 'edit-course':
      return ['course']
    case 'rename-chapter':
    case 'move-chapter':
      return [`chapter ${command.type === 'rename-chapter' ? 'renamed' : 'moved'}`]
    case 'rename-video':
    case 'move-video':
      return [`video ${command.type === 'rename-video' ? 'renamed' : 'moved'}`]
    case 'replace-video':
      return ['video given another file or link']
    case 'set-captions':
      return ['video given other captions']
    case 'restore-chapter':
      return ['chapter deleted']
    case 'restore-video':
      return ['video deleted']
    case 'delete-chapter':
      return addedChapter(command, then)
    case 'delete-video':
      return [then.videos.has(command.videoId) ? 'video restored' : 'video added']
    case 'add-chapter':
    case 'add-video':
      // Deletes are soft: what was there is there.
      return []
    default:
      return command satisfies never
  }
}

function addedChapter({ chapterId, videoIds }: Extract<Command, { type: 'delete-chapter' }>, then: Course): string[] {
  const videos = videoIds.filter(id => !then.videos.has(id)).map(() => 'video added')
  return [then.chapters.has(chapterId) ? 'chapter restored' : 'chapter added', ...videos]
}
