/** Small Open edX archives, written in code. */
import { packTar, type TarEntry } from 'modern-tar'
import { importArchive } from '../../../app/import/import-archive.ts'
import { type ImportLimits, importLimits } from '../../../app/import/import-limits.ts'
import type { ArchiveImport } from '../../../app/import/imported-course.ts'
import { isLecternError } from '../../../course/errors.ts'

/** Path → content. */
export type Files = Readonly<Record<string, string>>

export function fileEntries(files: Files): TarEntry[] {
  return Object.entries(files).map(([name, body]) => ({
    header: { name, size: new TextEncoder().encode(body).length, type: 'file' },
    body,
  }))
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}

export async function archiveOf(files: Files, more: readonly TarEntry[] = []): Promise<Uint8Array<ArrayBuffer>> {
  return gzip(await packTar([...fileEntries(files), ...more]))
}

/** A course whose `course.xml` holds everything inline. */
export function inlineCourse(content: string, attributes = 'display_name="Knots"'): Files {
  return { 'course/course.xml': `<course url_name="run" ${attributes}>${content}</course>` }
}

/** A course of one chapter of one unit. */
export function inlineUnit(content: string): Files {
  return inlineCourse(
    `<chapter display_name="Basics"><sequential><vertical>${content}</vertical></sequential></chapter>`,
  )
}

export function importBytes(
  bytes: Uint8Array<ArrayBuffer>,
  limits: Partial<ImportLimits> = {},
): Promise<ArchiveImport> {
  let count = 0
  return importArchive(bytes, { newId: () => `id-${++count}`, limits: { ...importLimits, ...limits } })
}

export async function importFiles(files: Files, limits: Partial<ImportLimits> = {}): Promise<ArchiveImport> {
  return importBytes(await archiveOf(files), limits)
}

/** Chapter by chapter, the titles of its videos. */
export function outlineOf({ course }: ArchiveImport): [string, string[]][] {
  return course.chapters.map(({ title, videos }) => [title, videos.map(video => video.title)])
}

/** The code it fails with, or undefined. Any other error than ours is thrown on. */
export async function codeOf(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt
    return undefined
  } catch (error) {
    if (isLecternError(error)) return error.code
    throw error
  }
}
