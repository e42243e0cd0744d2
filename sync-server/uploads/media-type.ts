/** What a file is, by its first bytes. What a device or a name says of it counts for nothing. */

/** As many are looked at. */
export const headBytes = 4096

/** Still images in the same container as videos (ISO/IEC 23008-12). */
const imageBrands = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis|crx )$/

/** @returns undefined: none of the kinds that a course may hold */
export function mediaTypeOf(head: Uint8Array): string | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, headBytes))
  return containerType(bytes) ?? audioType(bytes) ?? documentType(bytes)
}

function containerType(bytes: Buffer): string | undefined {
  const box = textAt(bytes, 4, 4)
  if (box === 'ftyp') return brandType(textAt(bytes, 8, 4))
  // QuickTime before it had brands.
  if (['moov', 'mdat', 'wide', 'pnot'].includes(box)) return 'video/quicktime'
  return textAt(bytes, 0, 4) === '\x1a\x45\xdf\xa3' ? matroskaType(textAt(bytes, 0, 64)) : undefined
}

function brandType(brand: string): string | undefined {
  if (imageBrands.test(brand)) return undefined
  if (brand === 'qt  ') return 'video/quicktime'
  return brand === 'M4A ' || brand === 'M4B ' ? 'audio/mp4' : 'video/mp4'
}

/** The name stands among the first elements of its header (RFC 8794). */
function matroskaType(header: string): string | undefined {
  if (header.includes('webm')) return 'video/webm'
  return header.includes('matroska') ? 'video/x-matroska' : undefined
}

function audioType(bytes: Buffer): string | undefined {
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WAVE') return 'audio/wav'
  if (textAt(bytes, 0, 4) === 'OggS') return textAt(bytes, 0, 64).includes('theora') ? 'video/ogg' : 'audio/ogg'
  if (textAt(bytes, 0, 3) === 'ID3' || isMp3Frame(bytes)) return 'audio/mpeg'
  return undefined
}

/** Eleven set bits, Layer III, and neither a bit rate nor a sampling rate that is reserved (ISO/IEC 11172-3). */
function isMp3Frame([first = 0, second = 0, third = 0]: Buffer): boolean {
  const isSync = first === 0xff && (second & 0xe0) === 0xe0
  return isSync && (second & 0x06) === 0x02 && third >> 4 !== 0x0f && (third & 0x0c) !== 0x0c
}

function documentType(bytes: Buffer): string | undefined {
  if (textAt(bytes, 0, 5) === '%PDF-') return 'application/pdf'
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (/^WEBVTT([ \t\r\n]|$)/.test(text)) return 'text/vtt'
  if (/^\s*\d+[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->/.test(text)) return 'application/x-subrip'
  return undefined
}

function textAt(bytes: Buffer, offset: number, length: number): string {
  return bytes.toString('latin1', offset, offset + length)
}
