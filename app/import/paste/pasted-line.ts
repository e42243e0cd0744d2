/** One line of a pasted text: how deep it stands, its title, its link. Never throws, whatever the line is. */
import { limits } from '../../../course/limits.ts'
import { cleanText } from '../olx-text.ts'
import { linkOf } from '../video-source.ts'
import type { Numbering } from './numbering.ts'

export type LineKind = 'heading' | 'plain' | 'number' | 'bullet'

export interface PastedLine {
  /** Counted from 1. */
  readonly number: number
  readonly kind: LineKind
  /** Of a heading its level, else the columns of white space before it. */
  readonly indent: number
  /** Of a number how many it has: 2 for `1.1`; else 0. */
  readonly parts: number
  readonly title: string
  readonly url?: string
  /** It was longer than a title may be. */
  readonly isCut: boolean
  /** It had a link that no video may have. */
  readonly hasBadLink: boolean
}

/** A line that is part of no list: a quotation, a table, a fence of code. */
export interface UnreadLine {
  readonly number: number
  readonly text: string
}

/** Longer lines are cut before they are looked at: room for a title and a link. */
const maxLineLength = 2 * (limits.titleLength + limits.urlLength)
const shownLength = 80
const tabColumns = 4
/** Between a title and its link. */
const dividers = ' :|–—-'

interface LineContext {
  /** Counted from 1. */
  readonly number: number
  readonly numbering: Numbering
}

/** @returns undefined for an empty line and for one that only divides */
export function readLine(raw: string, { number, numbering }: LineContext): PastedLine | UnreadLine | undefined {
  const line = raw.slice(0, maxLineLength)
  const text = line.trim()
  if (text === '' || /^([-*_=])(\s*\1){2,}$/.test(text)) return undefined
  if (/^(>|\||```|~~~|<!--)/.test(text)) return { number, text: cleanText(text, shownLength) }
  const { kind, level, parts = 0, rest } = markOf(text, numbering)
  const content = contentOf(rest.replace(/\s+/g, ' ').trim())
  const title = cleanText(content.title, limits.titleLength)
  if (title === '') return undefined
  const isCut = raw.length > maxLineLength || cleanText(content.title, 2 * limits.titleLength) !== title
  return { ...content, number, kind, indent: level ?? columnsBefore(line), parts, title, isCut }
}

function columnsBefore(line: string): number {
  const space = /^\s*/.exec(line)?.[0] ?? ''
  let columns = 0
  for (const character of space) columns += character === '\t' ? tabColumns - (columns % tabColumns) : 1
  return columns
}

interface Mark {
  readonly kind: LineKind
  readonly level?: number
  readonly parts?: number
  readonly rest: string
}

/** What stands before the words: `##`, a bullet, a number, the box of a task. */
function markOf(text: string, numbering: Numbering): Mark {
  const heading = /^(#{1,6})\s+(.*)$/s.exec(text)
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, rest: withoutClosing(heading[2] ?? '') }
  const bullet = /^[-*+•◦▪‣·–—](?:\s+(.*))?$/s.exec(text)
  if (bullet) return { kind: 'bullet', rest: (bullet[1] ?? '').replace(/^\[[ xX]?\]\s/, '') }
  const numbered = numbering.read(text)
  return numbered ? { kind: 'number', ...numbered } : { kind: 'plain', rest: text }
}

/** `## Basics ##` is called Basics. */
function withoutClosing(heading: string): string {
  const text = heading.trimEnd()
  const words = withoutEnd(text, '#')
  return words === '' || /\s$/.test(words) ? words : text
}

interface Content {
  readonly title: string
  readonly url?: string
  readonly hasBadLink: boolean
}

/** @param text with single spaces: the last word is found without searching */
function contentOf(text: string): Content {
  const markdown = /^\[((?:\\.|[^\\\]]|\](?!\())*)\]\((?:<([^<>]*)>|([^ <>]*))(?: "[^"]*")?\)$/.exec(text)
  if (markdown) return linked(unescaped(markdown[1] ?? ''), unescaped(markdown[2] ?? markdown[3] ?? ''))
  const [before, last] = splitAt(text, text.lastIndexOf(' '))
  if (isAddress(last)) return linked(plainTitle(before), addressIn(last))
  const [first, after] = splitAt(text, text.indexOf(' '))
  if (isAddress(first)) return linked(plainTitle(after), addressIn(first))
  return { title: unescaped(withoutBold(text)), hasBadLink: false }
}

function splitAt(text: string, index: number): [string, string] {
  return index < 0 ? ['', text] : [text.slice(0, index), text.slice(index + 1)]
}

/** Bare, in angle brackets or in parentheses. */
function isAddress(word: string): boolean {
  return /^(https?:\/\/[^<>]+|<https?:\/\/[^<>]+>|\(https?:\/\/[^<>]+\))$/i.test(word)
}

function addressIn(word: string): string {
  return /^[<(]/.test(word) ? word.slice(1, -1) : word
}

/** What stands beside an address, without what divides them. */
function plainTitle(text: string): string {
  return unescaped(withoutBold(withoutEnd(text, dividers).replace(/^[ :|–—-]+/, '')))
}

/** Without these characters at its end. A pattern would look at a long row of them once for each. */
function withoutEnd(text: string, characters: string): string {
  let length = text.length
  while (length > 0 && characters.includes(text.charAt(length - 1))) length--
  return text.slice(0, length)
}

function linked(title: string, address: string): Content {
  const url = linkOf(address)
  if (url === undefined) return { title: title || address, hasBadLink: true }
  return { title: title.trim() || nameOf(url), url, hasBadLink: false }
}

/** A link without a title is called after its file, else as it reads without what all links have. */
function nameOf(url: string): string {
  const { hostname, pathname, search } = new URL(url)
  const file = /([^/]+)\.\w{2,4}$/.exec(pathname)?.[1]
  const address = `${hostname.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${search}`
  return file === undefined ? decoded(address) : decoded(file).replace(/[_+-]+/g, ' ')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // A percent sign that begins no code.
    if (error instanceof URIError) return text
    throw error
  }
}

/** A chapter is often set in bold as a whole. */
function withoutBold(text: string): string {
  const inner = /^(\*\*|__)(.+)\1$/.exec(text)?.[2]
  return inner === undefined || /\*\*|__/.test(inner) ? text : inner
}

/** Backslash escapes of Markdown. */
function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
