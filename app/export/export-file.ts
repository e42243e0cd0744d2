import type { Course } from '../../course/model.ts'
import { exportedOutline, type OutlineNames } from './exported-outline.ts'
import type { ExportFormat } from './left-out.ts'
import { markdownOutline } from './markdown-outline.ts'
import { writeLecternArchive } from './write-lectern-archive.ts'
import { writeOlx } from './write-olx.ts'

interface Exporting {
  readonly course: Course
  readonly names: OutlineNames
  /** ms since 1970, this device's clock. */
  readonly exportedAt: number
}

/** The course as a file of this format, made on this device: no network is needed. */
export async function exportFile(format: ExportFormat, { course, names, exportedAt }: Exporting): Promise<Blob> {
  switch (format) {
    case 'lectern':
      return writeLecternArchive(course, exportedAt)
    case 'olx':
      return writeOlx(exportedOutline(course, names))
    case 'markdown':
      return new Blob([markdownOutline(exportedOutline(course, names))], { type: 'text/markdown' })
    default:
      return format satisfies never
  }
}
