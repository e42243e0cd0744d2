/** From a pasted text to chapters and videos: a Markdown outline, or any list whose lines are indented or marked. */
import { Numbering } from './numbering.ts'
import { type PastedLine, readLine, type UnreadLine } from './pasted-line.ts'

/** What a paste may be: more than a course is likely to have, and little enough to be read while it is typed. */
export const pasteLimits = { characters: 1_000_000, items: 5000 } as const

export interface PastedVideo {
  readonly title: string
  readonly url?: string
}

export interface PastedChapter {
  readonly title: string
  readonly videos: readonly PastedVideo[]
}

/** What was not taken as it stands. */
export interface PasteNotes {
  /** The heading or line above all others. */
  readonly courseTitle?: string
  readonly unread: readonly UnreadLine[]
  /** Lines below a video, added as videos of the same chapter. */
  readonly deeper: number
  readonly cut: number
  /** Links of chapters, and those that are not http or https. */
  readonly links: number
}

export type PastedList =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'too-many' }
  /** One level only: it does not say whether these are chapters or videos. */
  | { readonly kind: 'flat'; readonly items: readonly PastedVideo[]; readonly notes: PasteNotes }
  | { readonly kind: 'nested'; readonly chapters: readonly PastedChapter[]; readonly notes: PasteNotes }

interface Node {
  readonly line: PastedLine
  readonly children: Node[]
}

export function readPastedList(text: string): PastedList {
  if (text.length > pasteLimits.characters) return { kind: 'too-long' }
  const lines: PastedLine[] = []
  const unread: UnreadLine[] = []
  const rawLines = text.split(/\r\n|[\n\r\v\f\u2028\u2029]/)
  const numbering = new Numbering(rawLines)
  for (const [index, raw] of rawLines.entries()) {
    const line = readLine(raw, { number: index + 1, numbering })
    if (line && 'kind' in line) lines.push(line)
    else if (line) unread.push(line)
    if (lines.length > pasteLimits.items) return { kind: 'too-many' }
  }
  const roots = treeOf(lines)
  const title = titleOf(roots)
  return listOf(title ? title.children : roots, { unread, ...(title && { courseTitle: title.line.title }) })
}

/** A line belongs to the nearest one before it that stands less deep. */
function treeOf(lines: readonly PastedLine[]): Node[] {
  const roots: Node[] = []
  const open: Node[] = []
  const compare = depthOrder(lines)
  for (const line of lines) {
    const node: Node = { line, children: [] }
    for (let last = open.at(-1); last && compare(last.line, line) >= 0; last = open.at(-1)) open.pop()
    const parent = open.at(-1)
    if (parent) parent.children.push(node)
    else roots.push(node)
    open.push(node)
  }
  return roots
}

/** Headings above all; then by indentation; then the kind of mark that came first stands above the others; `1.` above `1.1`. */
function depthOrder(lines: readonly PastedLine[]): (a: PastedLine, b: PastedLine) => number {
  const kinds = [...new Set(lines.map(({ kind }) => kind))]
  const isListed = ({ kind }: PastedLine) => (kind === 'heading' ? 0 : 1)
  return (a, b) =>
    isListed(a) - isListed(b) ||
    a.indent - b.indent ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    a.parts - b.parts
}

/** The one line that has all others below it, where there are chapters and videos below it. */
function titleOf(roots: readonly Node[]): Node | undefined {
  const [root, ...others] = roots
  if (!root || others.length > 0 || root.children.length === 0) return undefined
  const holdsHeadings = isHeading(root) && root.children.every(isHeading)
  return holdsHeadings || root.children.some(child => child.children.length > 0) ? root : undefined
}

function isHeading({ line }: Node): boolean {
  return line.kind === 'heading'
}

function listOf(nodes: readonly Node[], read: Pick<PasteNotes, 'courseTitle' | 'unread'>): PastedList {
  const hasHeadings = nodes.some(isHeading)
  const chapters = hasHeadings ? nodes.filter(isHeading) : nodes
  if (chapters.length === 0) return { kind: 'empty' }
  const strays = hasHeadings ? nodes.filter(node => !isHeading(node)).flatMap(withAllBelow) : []
  const unread = [...read.unread, ...strays.map(({ line }) => ({ number: line.number, text: line.title }))]
  const rest = { ...read, unread: unread.sort((a, b) => a.number - b.number) }
  const isFlat = !hasHeadings && chapters.every(({ children }) => children.length === 0)
  const notes = notesOf(chapters, rest, isFlat)
  if (isFlat) return { kind: 'flat', items: chapters.map(toVideo), notes }
  return {
    kind: 'nested',
    chapters: chapters.map(chapter => ({ title: chapter.line.title, videos: allBelow(chapter).map(toVideo) })),
    notes,
  }
}

function notesOf(chapters: readonly Node[], read: Pick<PasteNotes, 'courseTitle' | 'unread'>, isFlat: boolean) {
  const all = chapters.flatMap(withAllBelow)
  const linked = chapters.filter(({ line }) => !isFlat && line.url !== undefined)
  return {
    ...read,
    deeper: chapters.flatMap(({ children }) => children.flatMap(allBelow)).length,
    cut: all.filter(({ line }) => line.isCut).length,
    links: linked.length + all.filter(({ line }) => line.hasBadLink).length,
  }
}

function withAllBelow(node: Node): Node[] {
  return [node, ...allBelow(node)]
}

/** In the order of the text. Without recursion: each line may stand below the one before it. */
function allBelow(node: Node): Node[] {
  const found: Node[] = []
  const open = [...node.children].reverse()
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next)
    open.push(...next.children.toReversed())
  }
  return found
}

function toVideo({ line }: Node): PastedVideo {
  return { title: line.title, ...(line.url !== undefined && { url: line.url }) }
}
