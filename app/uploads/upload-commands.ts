/** The commands that put uploads into a course. Pure. */
import type { Command } from '../../course/command.ts'
import type { Captions, Course, Source, Video } from '../../course/model.ts'
import { chaptersOf, videosOf } from '../../course/outline.ts'
import { positionsBetween } from '../../course/position.ts'
import type { PlannedChapter, PlannedVideo, UploadPlan } from './planned-uploads.ts'

export interface SourceFile {
  readonly uploadId: string
  readonly fileName: string
  readonly sizeBytes: number
  readonly type: string
}

/** A file that is to be sent, and the ids under which the commands refer to it. */
export interface UploadTicket<File> {
  readonly uploadId: string
  readonly videoId: string
  readonly fileName: string
  readonly file: File
}

interface SizedFile {
  readonly sizeBytes: number
  readonly type: string
}

export interface PlanTarget {
  /** As the author sees it, the draft included. */
  readonly course: Course
  /** Where files in no sub-folder go; absent: into a chapter of their own at the end. */
  readonly chapterId?: string
  /** For that chapter, where the plan knows no better. */
  readonly newChapterTitle: string
  readonly newId: () => string
}

export interface PlannedGesture<File> {
  readonly commands: readonly Command[]
  readonly tickets: readonly UploadTicket<File>[]
}

/** How a video or a command refers to an upload. */
export function uploadSource({ uploadId, fileName, sizeBytes, type }: SourceFile): Source {
  return { kind: 'upload', uploadId, fileName, sizeBytes, type }
}

/** One gesture: new videos at the end of their chapter, new chapters at the end of the course, captions with them. */
export function planCommands<File extends SizedFile>(plan: UploadPlan<File>, target: PlanTarget): PlannedGesture<File> {
  const { course, chapterId } = target
  const loose = plan.videos.length === 0 ? [] : plan.videos
  const ownChapter = { title: plan.folderTitle ?? target.newChapterTitle, videos: loose }
  const isOwn = chapterId === undefined && loose.length > 0
  const chapters = [...(isOwn ? [ownChapter] : []), ...plan.chapters]
  const last = chaptersOf(course).at(-1)?.position ?? null
  const positions = positionsBetween(last, null, chapters.length)
  return joined([
    ...(chapterId === undefined ? [] : [addVideos(loose, chapterId, target)]),
    ...chapters.map((chapter, index) => addChapter(chapter, positions[index] ?? '', target)),
  ])
}

/** The video stays; its file is another. */
export function replaceFile(video: Video, file: SourceFile): Command {
  return { type: 'replace-video', videoId: video.id, source: uploadSource(file), was: video.source ?? null }
}

/** Adds captions to those a video has; another file in the same language takes the place of the one before. */
export function addCaptions(video: Video, captions: Captions): Command {
  const others = (video.captions ?? []).filter(({ language }) => language !== captions.language)
  return { type: 'set-captions', videoId: video.id, captions: [...others, captions], was: video.captions ?? null }
}

/**
 * The draft's command with another upload in the place of the one it refers to: the server has the same bytes already.
 * The command itself where it does not refer to that upload.
 */
export function withKnownUpload(command: Command, uploadId: string, knownUploadId: string): Command {
  switch (command.type) {
    case 'add-video':
    case 'replace-video': {
      const { source } = command
      const isIt = source?.kind === 'upload' && source.uploadId === uploadId
      return isIt ? { ...command, source: { ...source, uploadId: knownUploadId } } : command
    }
    case 'set-captions': {
      if (!command.captions?.some(captions => captions.uploadId === uploadId)) return command
      const replaced = command.captions.map(captions =>
        captions.uploadId === uploadId ? { ...captions, uploadId: knownUploadId } : captions,
      )
      return { ...command, captions: replaced }
    }
    default:
      return command
  }
}

/** The uploads that commands refer to: none of them may be forgotten while the commands wait [U1]. */
export function uploadIdsIn(commands: readonly Command[]): string[] {
  return commands.flatMap(command => {
    if (command.type === 'set-captions') return command.captions?.map(({ uploadId }) => uploadId) ?? []
    if (command.type !== 'add-video' && command.type !== 'replace-video') return []
    return command.source?.kind === 'upload' ? [command.source.uploadId] : []
  })
}

function addChapter<File extends SizedFile>(
  { title, videos }: PlannedChapter<File>,
  position: string,
  target: PlanTarget,
): PlannedGesture<File> {
  const chapterId = target.newId()
  const { commands, tickets } = addVideos(videos, chapterId, target)
  return { commands: [{ type: 'add-chapter', chapterId, title, position }, ...commands], tickets }
}

function addVideos<File extends SizedFile>(
  videos: readonly PlannedVideo<File>[],
  chapterId: string,
  { course, newId }: PlanTarget,
): PlannedGesture<File> {
  const last = videosOf(course, chapterId).at(-1)?.place[1] ?? null
  const positions = positionsBetween(last, null, videos.length)
  return joined(videos.map((video, index) => addVideo(video, [chapterId, positions[index] ?? ''], newId)))
}

function addVideo<File extends SizedFile>(
  { file, fileName, title, captions }: PlannedVideo<File>,
  place: readonly [string, string],
  newId: () => string,
): PlannedGesture<File> {
  const [videoId, uploadId] = [newId(), newId()]
  const { sizeBytes, type } = file
  const source = uploadSource({ uploadId, fileName, sizeBytes, type })
  const captionTickets = captions.map(caption => ({ ...caption, uploadId: newId(), videoId }))
  const setCaptions: Command = {
    type: 'set-captions',
    videoId,
    captions: captionTickets.map(ticket => ({
      uploadId: ticket.uploadId,
      language: ticket.language,
      fileName: ticket.fileName,
    })),
    was: null,
  }
  return {
    commands: [{ type: 'add-video', videoId, title, place, source }, ...(captions.length > 0 ? [setCaptions] : [])],
    tickets: [
      { uploadId, videoId, fileName, file },
      ...captionTickets.map(ticket => ({
        uploadId: ticket.uploadId,
        videoId,
        fileName: ticket.fileName,
        file: ticket.file,
      })),
    ],
  }
}

function joined<File>(gestures: readonly PlannedGesture<File>[]): PlannedGesture<File> {
  return {
    commands: gestures.flatMap(({ commands }) => commands),
    tickets: gestures.flatMap(({ tickets }) => tickets),
  }
}
