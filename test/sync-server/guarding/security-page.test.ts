/** docs/security.md: names no test that is not there, and leaves out no requirement. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectDir } from '../../architecture/source-files.ts'

const page = readFileSync(path.join(projectDir, 'docs/security.md'), 'utf8')

/** ASVS 5.0.0: how many requirements of levels 1 and 2 each section has. They come first in it. */
const sections: Readonly<Record<string, number>> = {
  ...{
    1.1: 2,
    1.2: 9,
    1.3: 11,
    1.4: 3,
    1.5: 2,
    2.1: 3,
    2.2: 3,
    2.3: 4,
    2.4: 1,
    3.2: 2,
    3.3: 4,
    3.4: 6,
    3.5: 5,
    3.7: 2,
  },
  ...{
    4.1: 3,
    4.2: 1,
    4.3: 2,
    4.4: 4,
    5.1: 1,
    5.2: 3,
    5.3: 2,
    5.4: 3,
    6.1: 3,
    6.2: 12,
    6.3: 4,
    6.4: 4,
    6.5: 5,
    6.6: 3,
  },
  ...{ 6.8: 4, 7.1: 3, 7.2: 4, 7.3: 2, 7.4: 5, 7.5: 2, 7.6: 2, 8.1: 2, 8.2: 3, 8.3: 1, 8.4: 1, 9.1: 3, 9.2: 4 },
  ...{ 10.1: 2, 10.2: 2, 10.3: 4, 10.4: 11, 10.5: 5, 10.6: 2, 10.7: 3, 11.1: 2, 11.2: 3, 11.3: 3, 11.4: 4, 11.5: 1 },
  ...{ 11.6: 1, 12.1: 3, 12.2: 2, 12.3: 4, 13.1: 1, 13.2: 5, 13.3: 2, 13.4: 5, 14.1: 2, 14.2: 4, 14.3: 3, 15.1: 3 },
  ...{ 15.2: 3, 15.3: 7, 16.1: 1, 16.2: 5, 16.3: 4, 16.4: 3, 16.5: 3, 17.1: 1, 17.2: 4, 17.3: 2 },
}

const rows = [...page.matchAll(/^\| ([\d., ]+) \| .+ \| (\S+) \| (.+) \|$/gm)].map(
  ([, ids = '', state = '', how = '']) => ({
    ids: ids.split(', '),
    state,
    how,
  }),
)

describe('The page on security', () => {
  it('has each requirement of levels 1 and 2 once', () => {
    const ids = rows.flatMap(row => row.ids)
    const required = Object.entries(sections).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
    )
    expect(ids.toSorted()).toEqual(required.toSorted())
  })

  it('says of each that it is met, without object or open, and how', () => {
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['met', 'n/a', 'open']))
    expect(rows.filter(({ how }) => how.trim() === '')).toEqual([])
  })

  it('counts right', () => {
    const count = (wanted: string) => rows.filter(({ state }) => state === wanted).flatMap(({ ids }) => ids).length
    const sentence = `${count('met')} are met, ${count('n/a')} have no object here, ${count('open')} are open`
    expect(page).toContain(sentence)
  })

  it('names only files that exist', () => {
    const files = [...page.matchAll(/`([\w-]+(?:\/[\w.-]+)+\.(?:ts|tsx|md|json))`/g)].map(([, file = '']) => file)
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter(file => !existsSync(path.join(projectDir, file)))).toEqual([])
  })
})
