/** Archives of both kinds, bent at every layer: what the files say, the entries, the tar, the compression. */
import { gzipSync } from 'node:zlib'
import type { Chance } from '../chance.ts'
import { bendBytes } from '../mutate-bytes.ts'
import type { BaseArchives } from './base-archives.ts'
import { bendEntries } from './bend-entries.ts'
import { bendJson, bendText } from './bend-text.ts'
import { type RawEntry, rawEntry, writeTar } from './write-tar.ts'

/** Half a gigabyte and more out of half a megabyte. It takes seconds to be refused. */
const bombOnceIn = 4000
let bomb: Uint8Array<ArrayBuffer> | undefined

export function anyArchive(bases: BaseArchives, chance: Chance): Uint8Array<ArrayBuffer> {
  if (chance.oneIn(bombOnceIn)) {
    bomb ??= compressed(new Uint8Array(600 * 1024 * 1024))
    return bomb
  }
  const content = chance.oneIn(4) ? anyLectern(bases, chance) : anyTar(bases, chance)
  const file = chance.oneIn(5) ? content : anyGzip(content, chance)
  return chance.oneIn(8) ? bendBytes(file, chance, [content.subarray(0, 2000)]) : file
}

function anyLectern({ lectern }: BaseArchives, chance: Chance): Uint8Array<ArrayBuffer> {
  const json = chance.pickAny(lectern) ?? '{}'
  const text = chance.oneIn(4) ? bendText(json, chance) : bendJson(json, chance)
  const bytes = new TextEncoder().encode(text)
  return chance.oneIn(6) ? bendBytes(bytes, chance) : bytes
}

function anyTar({ olx }: BaseArchives, chance: Chance): Uint8Array<ArrayBuffer> {
  const base = (chance.oneIn(8) ? olx.at(-1) : olx[chance.below(2)]) ?? []
  const entries = base.map(rawEntry)
  const said = chance.oneIn(3) ? entries : bendContent(entries, chance)
  const bent = chance.oneIn(2) ? said : bendEntries(said, chance)
  const tar = writeTar(bent)
  return chance.oneIn(8) ? bendBytes(tar, chance) : tar
}

function bendContent(entries: readonly RawEntry[], chance: Chance): readonly RawEntry[] {
  const at = chance.below(entries.length)
  const entry = entries[at]
  if (!entry) return entries
  const text = new TextDecoder().decode(entry.body)
  const isJson = entry.name.endsWith('.json') && chance.oneIn(2)
  const bent = new TextEncoder().encode(isJson ? bendJson(text, chance) : bendText(text, chance))
  const body = chance.oneIn(6) ? bendBytes(bent, chance) : bent
  return entries.with(at, rawEntry({ name: entry.name, body }))
}

function anyGzip(content: Uint8Array, chance: Chance): Uint8Array<ArrayBuffer> {
  const gzip = compressed(content)
  switch (chance.below(12)) {
    // Several members, one after the other; bytes behind the last.
    case 0:
      return new Uint8Array(Buffer.concat([gzip, gzip]))
    case 1:
      return new Uint8Array(Buffer.concat([gzip, chance.bytes(20)]))
    case 2:
      return compressed(gzip)
    case 3:
      return gzip.slice(0, chance.below(gzip.length))
    default:
      return gzip
  }
}

function compressed(content: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(content, { level: 1 }))
}
