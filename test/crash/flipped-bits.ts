/** What a disk does when nobody looks: one bit of what was stored is another one. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** So many before the place tell it from all others: an operation's id is among them. */
const beforeBytes = 96

/**
 * Of a database whose server has ended. The letter stays a letter, so that nothing but the checksum can tell.
 *
 * @param table where the bytes stand, in columns `course_id` and `bytes`
 * @param text the last letter of its first occurrence is changed
 */
export function flipBit(dataDir: string, where: { table: string; courseId: string; text: string }): void {
  const stored = storedBytes(dataDir, where)
  const at = stored.indexOf(where.text) + where.text.length - 1
  const around = stored.subarray(Math.max(0, at - beforeBytes), at + 1)
  const path = join(dataDir, 'lectern.db')
  const file = readFileSync(path)
  let flipped = 0
  // A page that was split leaves an older copy behind.
  for (let found = file.indexOf(around); found >= 0; found = file.indexOf(around, found + 1)) {
    const place = found + around.length - 1
    file.writeUInt8(file.readUInt8(place) ^ 1, place)
    flipped++
  }
  if (flipped === 0) throw new Error(`"${where.text}" is on no page in one piece`)
  writeFileSync(path, file)
}

function storedBytes(dataDir: string, { table, courseId, text }: Parameters<typeof flipBit>[1]): Buffer {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { readOnly: true })
  try {
    const rows = database.prepare(`SELECT bytes FROM ${table} WHERE course_id = ?`).all(courseId)
    const found = rows
      .map(({ bytes }) => Buffer.from(bytes instanceof Uint8Array ? bytes : []))
      .find(bytes => bytes.includes(text))
    if (!found) throw new Error(`"${text}" is not in ${table}`)
    return found
  } finally {
    database.close()
  }
}
