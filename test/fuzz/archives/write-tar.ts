/** A tar written field by field (POSIX ustar), so that each field can say what it likes. */
import type { Entry } from './base-archives.ts'

export interface RawEntry extends Entry {
  /** As in the header: '0' a file, '2' a symbolic link, '5' a folder, 'x' and 'L' more about the next one … */
  readonly flag: string
  readonly link: string
  /** The size that the header tells, in octal digits or in base 256. */
  readonly size: string | Uint8Array
  readonly magic: string
  /** Added to the header's sum. */
  readonly wrongBy: number
}

const block = 512

export function rawEntry({ name, body }: Entry): RawEntry {
  const size = body.length.toString(8).padStart(11, '0')
  return { name, body, flag: '0', link: '', size, magic: 'ustar\0' + '00', wrongBy: 0 }
}

export function writeTar(entries: readonly RawEntry[]): Uint8Array<ArrayBuffer> {
  const parts = entries.flatMap(entry => [headerOf(entry), padded(entry.body)])
  return new Uint8Array(Buffer.concat([...parts, new Uint8Array(2 * block)]))
}

function headerOf({ name, flag, link, size, magic, wrongBy }: RawEntry): Uint8Array {
  const header = Buffer.alloc(block)
  header.write(name, 0, 100)
  header.write('0000644\0' + '0000000\0' + '0000000\0', 100)
  if (typeof size === 'string') header.write(size, 124, 12)
  else header.set(size.subarray(0, 12), 124)
  header.write('00000000000\0', 136)
  header.write(flag, 156, 1)
  header.write(link, 157, 100)
  header.write(magic, 257, 8)
  header.fill(0x20, 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0) + wrongBy
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

function padded(body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(Math.ceil(body.length / block) * block)
  bytes.set(body)
  return bytes
}
