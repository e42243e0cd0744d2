import { createTarPacker } from 'modern-tar'
import type { ExportedOutline } from './exported-outline.ts'
import { gzip } from './gzip.ts'
import { type OlxFile, olxFiles } from './olx-files.ts'

/** The course as an Open edX archive (`.tar.gz`), made piece by piece: an archive of 100,000 files is 100 MB. */
export async function writeOlx(course: ExportedOutline): Promise<Blob> {
  const { readable, controller } = createTarPacker()
  const compressed = gzip(readable)
  for (const file of olxFiles(course)) await addFile(controller, file)
  controller.finalize()
  return compressed
}

async function addFile(archive: ReturnType<typeof createTarPacker>['controller'], { path, text }: OlxFile) {
  const bytes = new TextEncoder().encode(text)
  // No time of its own: the same course makes the same archive.
  const writer = archive.add({ name: path, size: bytes.length, mtime: new Date(0) }).getWriter()
  await writer.write(bytes)
  await writer.close()
}
