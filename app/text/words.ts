/** Small words that sentences are made of: counts, quotes, times. English throughout. */

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

const quotedLength = 60

/** A title in quotation marks, shortened where it would fill the sentence. */
export function quoted(title: string): string {
  const name = title.trim() || 'Untitled'
  return `"${name.length > quotedLength ? `${name.slice(0, quotedLength - 1).trimEnd()}…` : name}"`
}

const fileNameLength = 60

/** A title as the name of a file: letters, digits and dashes, which every system takes. */
export function fileNameOf(title: string, extension: string): string {
  const words = title.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  const name = [...words]
    .slice(0, fileNameLength)
    .join('')
    .replaceAll(/^-+|-+$/g, '')
  return `${name || 'course'}.${extension}`
}

const minutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** All times are ms since 1970, shown in the author's time zone. */
export const timeOf = (at: number): string => minutes.format(at)
export const preciseTimeOf = (at: number): string => seconds.format(at)
export const dayOf = (at: number): string => day.format(at)
export const dayAndTimeOf = (at: number): string => `${day.format(at)}, ${minutes.format(at)}`

export function durationOf(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  return counted(Math.round(milliseconds / 60_000), 'minute')
}
