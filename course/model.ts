/** What a course is, as plain data: read from the document, shown on the screen, never written back as a whole. */

/** Who did something, as the author calls themself. A claim, for wording only; rights come from the session. */
export interface Author {
  readonly id: string
  readonly name: string
}

/** What every written command carries: who, when (ms since 1970, the author's clock) and in which operation. */
export interface Stamp {
  readonly by: Author
  readonly at: number
  readonly operationId: string
}

export interface Deletion extends Stamp {}

/** `videoIds`: the videos its author saw in the chapter; only those go to the trash with it [C3]. */
export interface ChapterDeletion extends Deletion {
  readonly videoIds: readonly string[]
}

export type Source =
  | {
      readonly kind: 'upload'
      readonly uploadId: string
      readonly fileName: string
      readonly sizeBytes: number
      readonly type: string
    }
  | { readonly kind: 'link'; readonly url: string }

export interface Captions {
  readonly uploadId: string
  readonly language: string
  readonly fileName: string
}

/** A video's chapter and its position there: one value, so that concurrent moves end in one place, once [C2]. */
export type Place = readonly [chapterId: string, position: string]

export interface CourseInfo {
  readonly title: string
  readonly description?: string
  readonly language?: string
}

export interface Chapter {
  readonly id: string
  readonly title: string
  readonly position: string
  readonly deleted?: ChapterDeletion
}

export interface Video {
  readonly id: string
  readonly title: string
  readonly place: Place
  readonly source?: Source
  readonly captions?: readonly Captions[]
  readonly deleted?: Deletion
}

export interface Course {
  readonly info: CourseInfo
  readonly chapters: ReadonlyMap<string, Chapter>
  readonly videos: ReadonlyMap<string, Video>
}

export const emptyCourse: Course = { info: { title: '' }, chapters: new Map(), videos: new Map() }
