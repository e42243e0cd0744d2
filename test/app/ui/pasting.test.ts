import { describe, expect, it } from 'vitest'
import { readPastedList } from '../../../app/import/paste/read-pasted-list.ts'
import { asChapters, countsOf, likelyTarget, pastingOf } from '../../../app/screens/course/pasting.ts'
import { noteSentences, pasteText } from '../../../app/text/paste.ts'
import { fileNameOf } from '../../../app/text/words.ts'
import { chaptersOf } from '../../../course/outline.ts'
import { course } from './session-fixtures.ts'

const chapters = chaptersOf(course)
const flat = readPastedList('Reef\nGranny https://example.org/granny.mp4')

describe('The paste dialog', () => {
  it('[C2] adds a list of one level as the author chooses: chapters, or videos of a chapter', () => {
    expect(countsOf(pastingOf(flat, asChapters))).toEqual({ chapters: 2, videos: 0 })
    expect(pastingOf(flat, 'basics')).toMatchObject({ kind: 'videos', chapterId: 'basics', videos: [{}, {}] })
  })

  it('[C2] does not ask where the list says it itself', () => {
    const nested = readPastedList('Basics\n  Rope\n  Ends')

    expect(countsOf(pastingOf(nested, 'basics'))).toEqual({ chapters: 1, videos: 2 })
  })

  it('[C2] proposes videos where there are links, in the chapter in hand, else in the last', () => {
    expect(likelyTarget(flat, chapters, 'basics')).toBe('basics')
    expect(likelyTarget(flat, chapters, undefined)).toBe('joints')
    expect(likelyTarget(flat, [], undefined)).toBe(asChapters)
    expect(likelyTarget(readPastedList('Reef\nGranny'), chapters, 'basics')).toBe(asChapters)
  })

  it('[C2] says that chapters have no links', () => {
    const pasting = pastingOf(flat, asChapters)

    expect(pasting.kind === 'chapters' && noteSentences(pasting.notes)).toEqual([
      "1 link left out: chapters have none, and a video's begins with http.",
    ])
  })

  it('[S3] says what is left out, line by line, and not too many of them', () => {
    const text = ['# Knots', '## Basics', '- Rope', ...Array.from({ length: 5 }, () => '> quoted')].join('\n')
    const list = readPastedList(text)

    expect(list.kind === 'nested' && noteSentences(list.notes)).toEqual([
      '"Knots" stands above all chapters: the course keeps its own title.',
      '5 lines left out, part of no list: "> quoted" (line 4), "> quoted" (line 5), "> quoted" (line 6) …',
    ])
  })

  it('[S3] counts what it adds', () => {
    expect([pasteText.found(1, 0), pasteText.found(0, 1), pasteText.found(1200, 2)]).toEqual([
      '1 chapter',
      '1 video',
      '1,200 chapters and 2 videos',
    ])
  })
})

describe('The name of a file', () => {
  it.each([
    ['Knots & bends: part 1', 'Knots-bends-part-1.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['起承転結', '起承転結.md'],
    ['हिन्दी', 'हिन्दी.md'],
    ['\u202egpj.exe', 'gpj-exe.md'],
    ['???', 'course.md'],
    ['𝒳'.repeat(100), `${'𝒳'.repeat(60)}.md`],
  ])('[S3] of the course %j is safe on every system', (title, name) => {
    expect(fileNameOf(title, 'md')).toBe(name)
  })
})
