/** What a command makes of a course, as a pure function: the screen's draft, and the model that `writeCommand` is held to. */
import type { Command } from './command.ts'
import type { Chapter, Course, CourseInfo, Stamp, Video } from './model.ts'

/** @returns the course after the command; the same course where it has no effect [C4] */
export function applyCommand(course: Course, command: Command, stamp: Stamp): Course {
  return applyCommands(course, [command], stamp)
}

/** One copy of what changes, however many commands. */
export function applyCommands(course: Course, commands: readonly Command[], stamp: Stamp): Course {
  return changesBy(course, commands, stamp).course
}

/** Whether any of the commands changes anything, without a copy of a course that may be large. */
export function haveEffect(course: Course, commands: readonly Command[], stamp: Stamp): boolean {
  return changesBy(course, commands, stamp).isChanged
}

function changesBy(course: Course, commands: readonly Command[], stamp: Stamp): CourseChanges {
  const changes = new CourseChanges(course)
  for (const command of commands) applyTo(changes, command, stamp)
  return changes
}

/** What commands change in a course that stays as it is. */
class CourseChanges {
  readonly #before: Course
  #info: CourseInfo | undefined
  readonly #chapters = new Map<string, Chapter>()
  readonly #videos = new Map<string, Video>()

  constructor(before: Course) {
    this.#before = before
  }

  get isChanged(): boolean {
    return this.#info !== undefined || this.#chapters.size + this.#videos.size > 0
  }

  /** The same course where nothing has changed, with the same maps where nothing in them has. */
  get course(): Course {
    if (!this.isChanged) return this.#before
    const { chapters, videos } = this.#before
    return { info: this.info, chapters: withAll(chapters, this.#chapters), videos: withAll(videos, this.#videos) }
  }

  get info(): CourseInfo {
    return this.#info ?? this.#before.info
  }

  chapter(id: string): Chapter | undefined {
    return this.#chapters.get(id) ?? this.#before.chapters.get(id)
  }

  video(id: string): Video | undefined {
    return this.#videos.get(id) ?? this.#before.videos.get(id)
  }

  setInfo(info: CourseInfo): void {
    this.#info = info
  }

  setChapter(chapter: Chapter): void {
    this.#chapters.set(chapter.id, chapter)
  }

  setVideo(video: Video): void {
    this.#videos.set(video.id, video)
  }
}

function withAll<Entity>(
  before: ReadonlyMap<string, Entity>,
  changed: ReadonlyMap<string, Entity>,
): ReadonlyMap<string, Entity> {
  if (changed.size === 0) return before
  const after = new Map(before)
  for (const [id, entity] of changed) after.set(id, entity)
  return after
}

function applyTo(changes: CourseChanges, command: Command, stamp: Stamp): void {
  switch (command.type) {
    case 'edit-course':
      return changes.setInfo(editInfo(changes.info, command))
    case 'add-chapter':
    case 'rename-chapter':
    case 'move-chapter':
    case 'delete-chapter':
    case 'restore-chapter': {
      const chapter = chapterAfter(changes.chapter(command.chapterId), command, stamp)
      return chapter && changes.setChapter(chapter)
    }
    default: {
      const video = videoAfter(changes.video(command.videoId), command, stamp)
      return video && changes.setVideo(video)
    }
  }
}

function editInfo(info: CourseInfo, command: Extract<Command, { type: 'edit-course' }>): CourseInfo {
  const after: { title: string; description?: string; language?: string } = { ...info }
  if (command.title !== undefined) after.title = command.title
  for (const key of ['description', 'language'] as const) {
    const value = command[key]
    if (value === null) delete after[key]
    else if (value !== undefined) after[key] = value
  }
  return after
}

type ChapterCommand = Extract<Command, { chapterId: string }>
type VideoCommand = Extract<Command, { videoId: string }>

/** Undefined: the command has no effect. */
function chapterAfter(chapter: Chapter | undefined, command: ChapterCommand, stamp: Stamp): Chapter | undefined {
  if (command.type === 'add-chapter') {
    return chapter ? undefined : { id: command.chapterId, title: command.title, position: command.position }
  }
  if (!chapter) return undefined
  switch (command.type) {
    case 'rename-chapter':
      return { ...chapter, title: command.title }
    case 'move-chapter':
      return { ...chapter, position: command.position }
    case 'delete-chapter':
      return chapter.deleted ? undefined : { ...chapter, deleted: { ...stamp, videoIds: command.videoIds } }
    case 'restore-chapter':
      return chapter.deleted && without(chapter, 'deleted')
    default:
      return command satisfies never
  }
}

/** Undefined: the command has no effect. */
function videoAfter(video: Video | undefined, command: VideoCommand, stamp: Stamp): Video | undefined {
  if (command.type === 'add-video') {
    if (video) return undefined
    const { videoId: id, title, place, source } = command
    return { id, title, place, ...(source && { source }) }
  }
  if (!video) return undefined
  switch (command.type) {
    case 'rename-video':
      return { ...video, title: command.title }
    case 'move-video':
      return { ...video, place: command.place }
    case 'replace-video':
      return command.source ? { ...video, source: command.source } : video.source && without(video, 'source')
    case 'set-captions':
      return command.captions ? { ...video, captions: command.captions } : video.captions && without(video, 'captions')
    case 'delete-video':
      return video.deleted ? undefined : { ...video, deleted: { ...stamp } }
    case 'restore-video':
      return video.deleted && without(video, 'deleted')
    default:
      return command satisfies never
  }
}

function without<Entity extends object, Key extends keyof Entity>(entity: Entity, key: Key): Omit<Entity, Key> {
  const { [key]: _, ...rest } = entity
  return rest
}
