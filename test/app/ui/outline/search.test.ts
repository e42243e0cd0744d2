import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markedTitle, search, wordsOf } from '../../../../app/screens/course/outline/search.ts'
import { searchText } from '../../../../app/text/outline.ts'
import { outlineOf } from '../../../../course/outline.ts'
import { courseOf } from './outline-fixtures.ts'

const outline = outlineOf(courseOf({ Größen: ['Über Maße', 'Čas', 'Intro'], Knots: ['Half hitch', 'Clove hitch'] }))
const found = (query: string) => [...(search(outline, query)?.ids ?? [])]
const marked = (title: string, query: string) =>
  markedTitle(title, wordsOf(query))
    .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
    .join('')

describe('Searching', () => {
  it('finds chapters and videos by parts of their titles, whatever case and accents', () => {
    expect(found('uber')).toEqual(['Über Maße'])
    expect(found('CAS')).toEqual(['Čas'])
    expect(found('größen')).toEqual(['Größen'])
    expect(found('  ')).toEqual([])
  })

  it('asks for all words, in any order', () => {
    expect(found('hitch half')).toEqual(['Half hitch'])
    expect(found('hitch rope')).toEqual([])
  })

  it('says how much it has found', () => {
    const count = (query: string) => searchText.count(search(outline, query) ?? { chapters: 0, videos: 0 })
    expect(count('hitch')).toBe('Found 2 videos')
    expect(count('o')).toBe('Found 2 chapters and 2 videos')
    expect(count('nothing')).toBe('Nothing found')
  })

  it('marks what it has found', () => {
    expect(marked('Clove hitch, half hitch', 'hitch')).toBe('Clove [hitch], half [hitch]')
    expect(marked('Über Maße', 'ube maß')).toBe('[Übe]r [Maß]e')
    expect(marked('Cafe\u0301', 'fe')).toBe('Ca[fe\u0301]')
    expect(marked('Intro', 'x')).toBe('Intro')
  })

  it('never changes the title that it marks', () => {
    const anyText = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(anyText, anyText, (title, query) => {
        const parts = markedTitle(title, wordsOf(query))
        expect(parts.map(({ text }) => text).join('')).toBe(title)
      }),
    )
  })
})
