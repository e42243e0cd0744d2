/** The numbers before the lines of an outline: `1.`, `2)`, `1.1`, and also `1` where there is a `1.1`. */

interface Numbered {
  /** How many numbers it has: 2 for `1.1`. */
  readonly parts: number
  readonly rest: string
}

export class Numbering {
  readonly #numbers: ReadonlySet<string>
  /** What has a number below it. */
  readonly #parents: ReadonlySet<string>

  /** @param lines all lines of the text: whether `2.5` is a number or the beginning of a title is for the others to say */
  constructor(lines: readonly string[]) {
    this.#numbers = new Set(lines.map(line => split(line.trim())?.number ?? ''))
    this.#parents = new Set([...this.#numbers].map(parentOf))
  }

  /** @returns undefined where it begins with a word, or with a number that is part of its title */
  read(text: string): Numbered | undefined {
    const { number, mark, rest } = split(text) ?? {}
    if (number === undefined || rest === undefined) return undefined
    const parent = parentOf(number)
    const isMeant = mark !== '' || (parent === '' ? this.#parents.has(number) : this.#numbers.has(parent))
    return isMeant ? { parts: number.split('.').length, rest } : undefined
  }
}

function split(text: string) {
  const [, number, mark, rest] = /^(\d{1,3}(?:\.\d{1,3}){0,5})([.)]?)\s+(.*)$/s.exec(text) ?? []
  return number === undefined ? undefined : { number, mark, rest }
}

function parentOf(number: string): string {
  return number.slice(0, Math.max(0, number.lastIndexOf('.')))
}
