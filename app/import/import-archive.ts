import { commandsOf } from './commands-of.ts'
import { importLecternArchive } from './import-lectern-archive.ts'
import { type ImportLimits, importLimits } from './import-limits.ts'
import type { ArchiveImport } from './imported-course.ts'
import { readArchive } from './read-archive.ts'
import { isLecternArchive, readLecternArchive } from './read-lectern-archive.ts'
import { readOlx } from './read-olx.ts'
import { ImportReport } from './report.ts'

export interface ImportOptions {
  readonly newId: () => string
  readonly limits?: ImportLimits
}

/**
 * Reads a Lectern archive or an Open edX archive (`.tar.gz`), told apart by their content. Nothing is saved and nothing
 * is fetched: the app and the command line show the report first, then save the commands.
 *
 * @throws {LecternError} `not-an-archive`, `archive-too-large`, `archive-too-new`, `archive-unsafe`,
 *   `archive-not-a-course`
 */
export async function importArchive(
  archive: Uint8Array<ArrayBuffer> | Blob,
  { newId, limits = importLimits }: ImportOptions,
): Promise<ArchiveImport> {
  const file = archive instanceof Blob ? archive : new Blob([archive])
  if (await isLecternArchive(file)) return importLecternArchive(await readLecternArchive(file, limits))
  const context = { report: new ImportReport(), limits }
  const course = readOlx(await readArchive(file, context), context)
  return { course, commands: commandsOf(course, newId), report: course.report }
}
