/** What a browser hands out at a drop, as the engine reads it: files, and folders with what is in them. */
import type { DroppedItem } from '../../../uploads/dropped-files.ts'

/** To be called in the drop's own event: afterwards the browser hands out nothing. */
export function droppedItems({ items }: DataTransfer): readonly DroppedItem[] {
  return [...items].flatMap(item => {
    if (item.kind !== 'file') return []
    const entry = item.webkitGetAsEntry()
    if (entry) return itemOf(entry)
    const file = item.getAsFile()
    return file ? [{ kind: 'file' as const, name: file.name, getFile: async () => file }] : []
  })
}

function itemOf(entry: FileSystemEntry): DroppedItem[] {
  const { name } = entry
  if (isFile(entry)) return [{ kind: 'file', name, getFile: () => new Promise((...done) => entry.file(...done)) }]
  return isFolder(entry) ? [{ kind: 'directory', name, getEntries: () => entriesOf(entry) }] : []
}

/** A folder is read in parts, until one is empty. */
async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<DroppedItem> {
  const reader = folder.createReader()
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((...done) => reader.readEntries(...done))
    if (entries.length === 0) return
    for (const entry of entries) yield* itemOf(entry)
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
