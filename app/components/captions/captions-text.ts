/**
 * Caption files as a player takes them: WebVTT (W3C), which SubRip is turned into. Pure. Whatever a file holds, it is
 * text with a few styles afterwards: it becomes cues of a `<track>`, never a page.
 */

/** Of a film of many hours. What is longer is no captions. */
export const maxCaptionsBytes = 4 * 1024 * 1024

/** UTF-8; SubRip of old programs is in the code page of Western Windows. */
export function readCaptionsBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The text of a WebVTT file: the same for one that is WebVTT, and without a cue where nothing in it is one. */
export function vttOf(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').replace(/\0/g, '\uFFFD')
  if (/^WEBVTT(?:[ \t\r\n]|$)/.test(plain)) return plain
  const cues = cuesOf(plain.split(/\r\n|\r|\n/))
  return ['WEBVTT', ...cues.map(({ start, end, lines }) => `${start} --> ${end}\n${lines.join('\n')}`)].join('\n\n')
}

interface Cue {
  readonly start: string
  readonly end: string
  readonly lines: string[]
}

const timing = /^\s*(\d{1,3}):(\d\d?):(\d\d?)[,.](\d{1,3})\s*-->\s*(\d{1,3}):(\d\d?):(\d\d?)[,.](\d{1,3})(?:\s|$)/

/** A number, a line of times, lines of text, an empty line. Some programs forget the number or the empty line. */
function cuesOf(lines: readonly string[]): Cue[] {
  const cues: Cue[] = []
  let open: Cue | undefined
  for (const [index, line] of lines.entries()) {
    const begun = cueAt(line)
    if (begun) {
      open = begun
      cues.push(begun)
      continue
    }
    if (line.trim() === '') open = undefined
    const isNumberOfNext = /^\s*\d+\s*$/.test(line) && cueAt(lines[index + 1] ?? '') !== undefined
    if (open && !isNumberOfNext) open.lines.push(cueText(line))
  }
  return cues.filter(cue => cue.lines.length > 0 && cue.start < cue.end)
}

function cueAt(line: string): Cue | undefined {
  const found = timing.exec(line)
  if (!found) return undefined
  const parts = found.slice(1).map(part => part ?? '')
  return { start: timeOf(parts.slice(0, 4)), end: timeOf(parts.slice(4)), lines: [] }
}

/** Of equal length each, so that they can be compared as text. */
function timeOf([hours = '', minutes = '', seconds = '', fraction = '']: readonly string[]): string {
  return `${hours.padStart(3, '0')}:${minutes.padStart(2, '0')}:${seconds.padStart(2, '0')}.${fraction.padEnd(3, '0')}`
}

/** Bold, italic and underlined stay; colours, places and everything else is text or goes. */
function cueText(line: string): string {
  return line
    .replace(/\{\\[^{}]*\}/g, '')
    .replace(/<\/?font\b[^<>]*>/gi, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/&lt;(\/?[biu])&gt;/gi, (_, tag: string) => `<${tag.toLowerCase()}>`)
}
