/** What a command makes of a course, as a pure function: the screen's draft, and the model that `writeCommand` is held to. */
import type { Command } from './command.ts'
import type { Chapter, Course, CourseInfo, Stamp, Video } from './model.ts'

/** @returns the course after the command; the same course where it has no effect [C4] */
export function applyCommand(course: Course, command: Command, stamp: Stamp): Course {
  return applyCommands(course, [command], stamp)
}

/** One copy of what changes, however many commands. */
export function applyCommands(course: Course, commands: readonly Command[], stamp: Stamp): Course {
  const draft = new CourseCopy(course)
  for (const command of commands) applyTo(draft, command, stamp)
  return draft.course
}

/** A course whose maps are copied when first written. */
class CourseCopy {
  #course: Course
  #chapters: Map<string, Chapter> | undefined
  #videos: Map<string, Video> | undefined

  constructor(course: Course) {
    this.#course = course
  }

  get course(): Course {
    return this.#course
  }

  setInfo(info: CourseInfo): void {
    this.#course = { ...this.#course, info }
  }

  setChapter(chapter: Chapter): void {
    this.#chapters ??= this.#copyChapters()
    this.#chapters.set(chapter.id, chapter)
  }

  setVideo(video: Video): void {
    this.#videos ??= this.#copyVideos()
    this.#videos.set(video.id, video)
  }

  #copyChapters(): Map<string, Chapter> {
    const chapters = new Map(this.#course.chapters)
    this.#course = { ...this.#course, chapters }
    return chapters
  }

  #copyVideos(): Map<string, Video> {
    const videos = new Map(this.#course.videos)
    this.#course = { ...this.#course, videos }
    return videos
  }
}

function applyTo(copy: CourseCopy, command: Command, stamp: Stamp): void {
  switch (command.type) {
    case 'edit-course':
      return copy.setInfo(editInfo(copy.course.info, command))
    case 'add-chapter':
    case 'rename-chapter':
    case 'move-chapter':
    case 'delete-chapter':
    case 'restore-chapter': {
      const chapter = chapterAfter(copy.course.chapters.get(command.chapterId), command, stamp)
      return chapter && copy.setChapter(chapter)
    }
    default: {
      const video = videoAfter(copy.course.videos.get(command.videoId), command, stamp)
      return video && copy.setVideo(video)
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
