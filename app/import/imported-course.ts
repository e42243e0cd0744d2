import type { Command } from '../../course/command.ts'
import type { Source } from '../../course/model.ts'
import type { ReportLine } from './report.ts'

export interface ImportedVideo {
  readonly title: string
  readonly source?: Source
}

export interface ImportedChapter {
  readonly title: string
  readonly videos: readonly ImportedVideo[]
}

/** A course as an archive describes it, within the limits of a course; nothing has an id yet. */
export interface ImportedCourse {
  readonly title: string
  readonly description?: string
  readonly language?: string
  readonly chapters: readonly ImportedChapter[]
  readonly report: readonly ReportLine[]
}

export interface ArchiveImport {
  /** For the preview. */
  readonly course: ImportedCourse
  /** One operation on a new course; whoever imports saves it as any client does [C1]. */
  readonly commands: readonly Command[]
  /** In the order to show it. */
  readonly report: readonly ReportLine[]
}
