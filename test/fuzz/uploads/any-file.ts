/** Files that are not what they say: pages and programs as films, films with damage. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makeVideo } from '../../sync-server/uploads/fixtures/sample.ts'
import type { Chance } from '../chance.ts'
import { bendBytes } from '../mutate-bytes.ts'

/** A real film, where it lies beside the project. */
const samplePath = path.resolve(import.meta.dirname, '../../../../shared/samples/jellyfish-720p-10s.mp4')

export interface Films {
  readonly small: Uint8Array
  /** The beginning of a real one, where its index stands. */
  readonly real: Uint8Array
}

const realBytes = 200_000

export async function makeFilms(): Promise<Films> {
  const { bytes: small } = await makeVideo(200)
  const real = existsSync(samplePath) ? readFileSync(samplePath).subarray(0, realBytes) : small
  return { small, real }
}

const page = '<!doctype html><script>alert(document.domain)</script>'

const texts = [
  page,
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
  `\0\0\0\u0018ftypmp42\0\0\0\0mp42isom${page}`,
  `\0\0\0\u0018ftypavif\0\0\0\0${page}`,
  `\0\0\0\u0008moov${page}`,
  `\u001aE\u00df\u00a3\u00a3B\u0082\u0084webm${page}`,
  `RIFF\u00ff\u00ff\u00ff\u00ffWAVEfmt ${page}`,
  `OggS\0\u0002\0\0\0\0${page}`,
  `ID3\u0004\0\0\u007f\u007f\u007f\u007f${page}`,
  `\u00ff\u00fb\u0090\0${page}`,
  `%PDF-1.7\n${page}`,
  `WEBVTT\n\n00:01.000 --> 00:02.000\n${page}\n`,
  `1\n00:00:01,000 --> 00:00:02,000\n${page}\n`,
  'WEBVTT',
  'MZ\u0090\0\u0003',
  '#!/bin/sh\nrm -rf /\n',
  'x',
] as const

/** Boxes of a film that say where everything is: what stands in them is believed by whoever reads it. */
const boxes = [
  'moov',
  'trak',
  'mdhd',
  'mvhd',
  'tkhd',
  'stts',
  'stsz',
  'stsc',
  'stco',
  'stsd',
  'elst',
  'ftyp',
  'mdat',
] as const

export function anyFile({ small, real }: Films, chance: Chance): Uint8Array<ArrayBuffer> {
  if (chance.oneIn(2)) return new Uint8Array(Buffer.from(chance.pick(texts), 'latin1'))
  const film = chance.oneIn(4) ? real : small
  switch (chance.below(4)) {
    case 0:
      return bendBytes(film, chance, [small])
    case 1:
      return new Uint8Array(film.subarray(0, chance.below(film.length)))
    default:
      return bentBox(film, chance)
  }
}

function bentBox(film: Uint8Array, chance: Chance): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(film)
  for (let count = 1 + chance.below(3); count > 0; count--) {
    const at = bytes.indexOf(chance.pick(boxes), 0, 'latin1')
    // Its size stands before its name, its numbers behind it.
    const where = at + chance.pick([-4, 4, 8, 12, 16, 20, 24])
    if (at < 4 || where + 4 > bytes.length) continue
    bytes.writeUInt32BE(chance.pick([0, 1, 7, 8, 0x7f_ff_ff_ff, 0xff_ff_ff_ff, chance.below(2 ** 32)]), where)
  }
  return new Uint8Array(bytes)
}
