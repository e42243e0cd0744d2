/** Pairs the rules of course/SPEC.md with the titles of the tests. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, projectDir } from './architecture/source-files.ts'

const spec = readFileSync(path.join(projectDir, 'course/SPEC.md'), 'utf8')
const [built = '', notBuilt = ''] = spec.split(/^## Not built yet$/m)

/** A title is the first argument of `it` or `test`. A skipped test or a plan for one proves nothing. */
const titlePattern = /\b(?:it|test)\b(?!\.(?:skip|todo))[^'"`\n;]*\(\s*(['"`])(\[.*?)\1/g

function rulesIn(text: string): string[] {
  return [...text.matchAll(/^- \*\*\[([A-Z]\d+)\]\*\*/gm)].map(match => match[1] ?? '')
}

function titlesIn(text: string): string[] {
  return [...text.matchAll(titlePattern)].map(match => match[2] ?? '')
}

function idsOf(title: string): string[] {
  const prefix = /^(?:\[\w+\])+/.exec(title)?.[0] ?? ''
  return [...prefix.matchAll(/\[(\w+)\]/g)].map(match => match[1] ?? '')
}

const quoted = listFiles(['test'], ['.ts', '.tsx'])
  .filter(file => file !== 'test/spec.test.ts')
  .flatMap(file =>
    titlesIn(readFileSync(path.join(projectDir, file), 'utf8')).flatMap(title =>
      idsOf(title).map(id => ({ file, id })),
    ),
  )
const quotedIds = new Set(quoted.map(({ id }) => id))

describe('course/SPEC.md', () => {
  it('gives each id to one rule', () => {
    const rules = rulesIn(spec)
    expect(rules.length).toBeGreaterThan(0)
    expect(rules).toHaveLength(new Set(rules).size)
  })

  it('has a test for each rule', () => {
    expect(rulesIn(built).filter(rule => !quotedIds.has(rule))).toEqual([])
  })

  it('has a rule for each id in the title of a test', () => {
    const rules = new Set(rulesIn(spec))
    expect(quoted.filter(({ id }) => !rules.has(id))).toEqual([])
  })

  it('calls no rule unbuilt that has a test', () => {
    expect(rulesIn(notBuilt).filter(rule => quotedIds.has(rule))).toEqual([])
  })
})

describe('The reader of titles', () => {
  it('finds titles with one id or several, also in tables and on their own line', () => {
    const text = [
      "it('[A1] one', () => {",
      "test.each([1, 2])('[A2][P1] two', () => {",
      "  it(\n    '[A3] three',",
    ].join('\n')
    expect(titlesIn(text).flatMap(idsOf)).toEqual(['A1', 'A2', 'P1', 'A3'])
  })

  it('does not count what is skipped or planned', () => {
    expect(titlesIn("it.skip('[A1] one', run)\nit.todo('[A2] two')")).toEqual([])
  })
})
