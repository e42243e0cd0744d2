/** The uploads of the open course, for whatever draws or changes them. Types alone: the engine is loaded behind the outline. */
import { createContext, use } from 'react'
import type { DiskFile, SkipReason } from '../../../uploads/chosen-file.ts'
import type { UploadPlan } from '../../../uploads/planned-uploads.ts'
import type { UploadQueue } from '../../../uploads/upload-queue.ts'
import type { RowRef } from '../row.ts'
import type { CourseFileRoom } from './course-file-room.ts'

export interface UploadPlace {
  /** Where files in no sub-folder go; absent: into a chapter of their own at the end. */
  readonly chapterId?: string
  /** For that chapter, where the plan knows no better. */
  readonly newChapterTitle: string
}

export interface AddedUploads {
  /** Undefined where the plan has nothing to add. */
  readonly first?: RowRef
  /** Resolves when each file is in this browser, or known not to fit (`isKept` is false); never rejects. */
  readonly kept: Promise<void>
}

export interface ChosenCaptions {
  readonly file: DiskFile
  /** A language tag; '' where it is not known. */
  readonly language: string
}

/** Room for files in this browser. */
export type FileRoom = Pick<CourseFileRoom, 'lackFor' | 'askForMore'>

/** What screens ask of a course's uploads. Each of these is one gesture in the draft; bytes travel at once [U2]. */
export interface Uploads {
  /** Snapshots of every upload, and pause, resume, retry, cancel, provide. */
  readonly queue: UploadQueue
  readonly room: FileRoom
  /** What the server takes as one file; undefined until it has said so. */
  readonly maxUploadBytes: number | undefined
  /** Waits a moment for what the server takes. */
  plan(files: readonly DiskFile[]): Promise<UploadPlan<DiskFile>>
  add(plan: UploadPlan<DiskFile>, place: UploadPlace): AddedUploads
  /** The video stays; its file is another. @returns why the file cannot be taken; undefined: it is */
  replaceFile(videoId: string, file: DiskFile): SkipReason | undefined
  /** Another file in the same language takes the place of the one before. @returns as `replaceFile` */
  addCaptions(videoId: string, captions: ChosenCaptions): SkipReason | undefined
}

interface OfferedUploads {
  readonly uploads: Uploads | undefined
  /** For whoever cannot wait until it is there by itself. Rejects where the engine cannot be loaded. */
  readonly open: () => Promise<Uploads>
}

/** Undefined where nothing can be uploaded. */
export const UploadsContext = createContext<OfferedUploads | undefined>(undefined)

/** Undefined until the engine is loaded, and where it cannot be. */
export function useUploads(): Uploads | undefined {
  return use(UploadsContext)?.uploads
}
