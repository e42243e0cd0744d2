import { courseIdOf, type Finding } from './finding.ts'
import { sentenceOf } from './finding-sentence.ts'

/** A log with a hole can make ten thousand rows differ: of one kind in one course so many are told. */
const toldOfAKind = 10

/** The findings as lines for a terminal, in their order. */
export function linesOf(findings: readonly Finding[]): string[] {
  const kinds = Map.groupBy(findings, finding => `${finding.code} ${courseIdOf(finding) ?? ''}`)
  return [...kinds.values()].flatMap(kind => {
    const lines = kind.slice(0, toldOfAKind).map(sentenceOf)
    const left = kind.length - lines.length
    return left > 0 ? [...lines, `… and ${left} more like it (--json tells all).`] : lines
  })
}
