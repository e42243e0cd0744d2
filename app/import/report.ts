/** What an import tells before anything is saved: what comes in, what does not, and why. Codes here, sentences in report-sentence.ts. */
import { cleanText } from './olx-text.ts'

export type ReportKind = 'imported' | 'flattened' | 'left-out' | 'problem'

/** Every code, with the kind it belongs to, in the order in which a report shows them. */
const kinds = {
  chapters: 'imported',
  videos: 'imported',
  unfiled: 'imported',
  trash: 'imported',
  repeated: 'imported',
  'outside-chapters': 'flattened',
  container: 'flattened',
  component: 'left-out',
  captions: 'left-out',
  'other-sources': 'left-out',
  visibility: 'left-out',
  settings: 'left-out',
  drafts: 'left-out',
  'unused-videos': 'left-out',
  'static-files': 'left-out',
  link: 'left-out',
  'special-file': 'left-out',
  'missing-file': 'problem',
  'unreadable-file': 'problem',
  cycle: 'problem',
  'duplicate-path': 'problem',
  'other-course': 'problem',
  'no-source': 'problem',
  'file-not-here': 'problem',
  'unusable-source': 'problem',
  'text-cut': 'problem',
  'more-lines': 'problem',
} as const satisfies Readonly<Record<string, ReportKind>>

export type ReportCode = keyof typeof kinds

const codes: readonly string[] = Object.keys(kinds)

export interface ReportLine {
  readonly kind: ReportKind
  readonly code: ReportCode
  readonly count?: number
  /** Inside the archive. */
  readonly path?: string
  /** What the line is about: an element's name, a video's title. Never an attribute that could be a secret. */
  readonly detail?: string
}

interface LineAbout {
  readonly path?: string
  readonly detail?: string
}

const lineLimit = 500
const textLength = 200

/** Gathers the lines of one import. Their number and length are bounded, whatever the archive says. */
export class ImportReport {
  readonly #lines = new Map<string, ReportLine>()
  #leftOut = 0

  /** Adds to the one line of this code and detail. */
  count(code: ReportCode, detail?: string, by = 1): void {
    if (by === 0) return
    const key = JSON.stringify([code, detail])
    const count = (this.#lines.get(key)?.count ?? 0) + by
    this.#put(key, { kind: kinds[code], code, count, ...(detail === undefined ? {} : { detail: shorten(detail) }) })
  }

  /** Adds a line of its own. Said twice, it stands once. */
  add(code: ReportCode, { path, detail }: LineAbout): void {
    this.#put(JSON.stringify([code, path, detail]), {
      kind: kinds[code],
      code,
      ...(path === undefined ? {} : { path: shorten(path) }),
      ...(detail === undefined ? {} : { detail: shorten(detail) }),
    })
  }

  lines(): ReportLine[] {
    const lines = [...this.#lines.values()].sort((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code))
    return this.#leftOut === 0 ? lines : [...lines, { kind: 'problem', code: 'more-lines', count: this.#leftOut }]
  }

  #put(key: string, line: ReportLine): void {
    if (this.#lines.size < lineLimit || this.#lines.has(key)) this.#lines.set(key, line)
    else this.#leftOut++
  }
}

function shorten(text: string): string {
  return cleanText(text, textLength)
}
