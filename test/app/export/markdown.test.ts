import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportedOutline } from '../../../app/export/exported-outline.ts'
import { markdownOutline } from '../../../app/export/markdown-outline.ts'
import { readPastedList } from '../../../app/import/paste/read-pasted-list.ts'
import type { Course } from '../../../course/model.ts'
import { anyCourse, names } from './hostile-course.ts'

const write = (course: Course) => markdownOutline(exportedOutline(course, names))
const courseOf = (title: string, url?: string): Course => ({
  info: { title: 'Knots' },
  chapters: new Map([['basics', { id: 'basics', title: 'Basics', position: 'a0' }]]),
  videos: new Map([
    ['v', { id: 'v', title, place: ['basics', 'a0'], ...(url && { source: { kind: 'link', url } as const }) }],
  ]),
})

describe('A Markdown export', () => {
  it('[C1] is the outline: chapters as headings, videos as a list, links as links', () => {
    const course = courseOf('Intro', 'https://example.org/intro.mp4')

    expect(write({ ...course, info: { title: 'Knots', description: 'Ropes\n# and knots' } })).toBe(
      '# Knots\n\n> Ropes\n> \\# and knots\n\n## Basics\n\n- [Intro](https://example.org/intro.mp4)\n',
    )
  })

  it.each([
    ['a *b* [c] `d`', 'a \\*b\\* \\[c\\] \\`d\\`'],
    ['two\nlines', 'two lines'],
    ['1. first', '1\\. first'],
    ['- item', '\\- item'],
    ['# heading', '\\# heading'],
    ['<b> &amp; R&D', '\\<b\\> \\&amp; R&D'],
    ['see https://example.org', 'see https\\://example.org'],
    ['', 'Untitled'],
  ])('[C1] writes the title %j so that nothing in it means anything', (title, written) => {
    expect(write(courseOf(title)).split('\n').at(-2)).toBe(`- ${written}`)
  })

  it('[C1] pasted again, gives the same chapters, videos and links', { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(anyCourse, course => {
        const { title, chapters } = exportedOutline(course, names)
        fc.pre(chapters.length > 0)
        const pasted = readPastedList(write(course))
        expect(pasted).toMatchObject({
          kind: 'nested',
          chapters: chapters.map(chapter => ({
            title: chapter.title,
            videos: chapter.videos.map(video => ({ title: video.title, ...(video.url && { url: video.url }) })),
          })),
          notes: { courseTitle: title, deeper: 0, cut: 0, links: 0 },
        })
      }),
      { numRuns: 200 },
    )
  })
})
