import type { Command } from '../../course/command.ts'
import { commandsOf } from './commands-of.ts'
import { type ImportLimits, importLimits } from './import-limits.ts'
import type { ImportedCourse } from './imported-course.ts'
import { readArchive } from './read-archive.ts'
import { readOlx } from './read-olx.ts'
import { ImportReport, type ReportLine } from './report.ts'

export interface ArchiveImport {
  /** For the preview. */
  readonly course: ImportedCourse
  /** One operation on a new course; whoever imports saves it as any client does [C1]. */
  readonly commands: readonly Command[]
  /** In the order to show it. */
  readonly report: readonly ReportLine[]
}

export interface ImportOptions {
  readonly newId: () => string
  readonly limits?: ImportLimits
}

/**
 * Reads an Open edX archive (`.tar.gz`). Nothing is saved and nothing is fetched: the app and the command line show the
 * report first, then save the commands.
 *
 * @throws {LecternError} `not-an-archive`, `archive-too-large`, `archive-unsafe`, `archive-not-a-course`
 */
export async function importArchive(
  archive: Uint8Array<ArrayBuffer> | Blob,
  { newId, limits = importLimits }: ImportOptions,
): Promise<ArchiveImport> {
  const context = { report: new ImportReport(), limits }
  const course = readOlx(await readArchive(archive, context), context)
  return { course, commands: commandsOf(course, newId), report: course.report }
}
