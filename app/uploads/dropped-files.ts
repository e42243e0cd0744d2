/** What was dropped, folders and all, as files with their paths. */
import { type DiskFile, diskFileOf } from './chosen-file.ts'

/** The part of React Aria's drop items that is used. */
export type DroppedItem =
  | { readonly kind: 'file'; readonly name: string; getFile(): Promise<File> }
  | { readonly kind: 'directory'; readonly name: string; getEntries(): AsyncIterable<DroppedItem> }
  | { readonly kind: 'text' }

/** A home folder, dropped by mistake, is not read to its end. */
const mostFiles = 10_000

/** @returns at most 10,000 of them, whatever is dropped; what is neither file nor folder is passed over */
export async function readDropped(items: Iterable<DroppedItem>): Promise<readonly DiskFile[]> {
  const files: DiskFile[] = []
  for (const item of items) await collect(item, '', files)
  return files
}

async function collect(item: DroppedItem, folder: string, files: DiskFile[]): Promise<void> {
  if (item.kind === 'text' || files.length >= mostFiles) return
  const path = `${folder}${item.name}`
  if (item.kind === 'file') {
    files.push(diskFileOf(await item.getFile(), path))
    return
  }
  for await (const entry of item.getEntries()) {
    if (files.length >= mostFiles) return
    await collect(entry, `${path}/`, files)
  }
}
