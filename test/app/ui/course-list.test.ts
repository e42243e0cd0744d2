import { describe, expect, it } from 'vitest'
import { searchable, searchTitles } from '../../../app/screens/course/title-search.ts'
import { trashOf } from '../../../app/server-state/use-course-list.ts'
import { agoOf } from '../../../app/text/ago.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 8, day, hour, minute).getTime()

describe('the time of a change, in words', () => {
  const now = at(8, 14, 32)

  it.each([
    [at(8, 14, 32) - 59_000, 'just now'],
    [at(8, 14, 31), '1 minute ago'],
    [at(8, 13, 33), '59 minutes ago'],
    [at(8, 9, 5), 'today, 09:05'],
    [at(7, 23, 59), 'yesterday, 23:59'],
    [at(6, 23, 59), '6 Sept 2026, 23:59'],
  ])('%i is %s', (time, words) => {
    expect(agoOf(time, now)).toBe(words)
  })

  it('says yesterday shortly after midnight, and nothing odd of a clock that is ahead', () => {
    expect(agoOf(at(7, 22), at(8, 0, 30))).toBe('yesterday, 22:00')
    expect(agoOf(at(9, 0), now)).toBe('just now')
  })
})

it('[C3] the trash has what was deleted last on top', () => {
  const course = { title: 'Wood', revision: 1, updatedAt: 1 }
  const list = [
    { ...course, id: 'alive' },
    { ...course, id: 'older', deletedAt: 5 },
    { ...course, id: 'newer', deletedAt: 9 },
  ]
  expect(trashOf(list).map(({ id }) => id)).toEqual(['newer', 'older'])
})

describe('finding a title', () => {
  const titles = ['Half hitch', 'Hitches', 'The clove hitch', 'Überhand', 'Rope'].map(title => searchable(title, title))

  it('ranks a title that begins with the words before one that has them', () => {
    expect(searchTitles(titles, 'hitch', 10)).toEqual(['Hitches', 'Half hitch', 'The clove hitch'])
  })

  it('finds all words in any order, whatever their case and accents', () => {
    expect(searchTitles(titles, 'HITCH clo', 10)).toEqual(['The clove hitch'])
    expect(searchTitles(titles, 'uber', 10)).toEqual(['Überhand'])
  })

  it('shows everything where nothing is asked for, up to the limit', () => {
    expect(searchTitles(titles, ' ', 2)).toEqual(['Half hitch', 'Hitches'])
  })
})
