import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PastedList, pasteLimits, readPastedList } from '../../../../app/import/paste/read-pasted-list.ts'

/** Chapter by chapter, the titles of its videos; of a flat list, its titles. */
function shapeOf(list: PastedList): unknown {
  if (list.kind === 'flat') return list.items.map(({ title }) => title)
  return list.kind === 'nested'
    ? list.chapters.map(({ title, videos }) => [title, videos.map(video => video.title)])
    : list.kind
}

const knots = [
  ['Basics', ['Rope', 'Ends']],
  ['Hitches', ['Clove']],
]

describe('A pasted list', () => {
  it.each([
    ['tabs', 'Basics\n\tRope\n\tEnds\nHitches\n\tClove'],
    ['spaces, also uneven ones', '  Basics\n     Rope\n    Ends\n  Hitches\n      Clove'],
    ['bullets', '- Basics\n  - Rope\n  - Ends\n- Hitches\n  - Clove'],
    ['bullets of a word processor', '• Basics\n\t◦ Rope\n\t◦ Ends\n• Hitches\n\t◦ Clove'],
    ['numbers', '1. Basics\n   1. Rope\n   2. Ends\n2. Hitches\n   1. Clove'],
    ['numbers over bullets, not indented', '1. Basics\n- Rope\n- Ends\n2. Hitches\n- Clove'],
    ['lines over bullets, not indented', 'Basics\n* Rope\n* Ends\n\nHitches\n* Clove\n'],
    ['numbers over lines', '1) Basics\nRope\nEnds\n2) Hitches\nClove'],
    ['numbers of two levels', '1. Basics\n1.1 Rope\n1.2 Ends\n2. Hitches\n2.1 Clove'],
    ['a table of contents', '1\tBasics\n1.1\tRope\n1.2\tEnds\n2\tHitches\n2.1\tClove'],
    ['headings', '## Basics\n- Rope\n- Ends\n## Hitches\n- Clove'],
    ['headings over lines', '# Basics\nRope\nEnds\n# Hitches\nClove'],
    ['headings of two levels', '# Knots\n## Basics\n### Rope\n### Ends\n## Hitches\n### Clove'],
    ['a title over three levels', 'Knots\n  Basics\n    Rope\n    Ends\n  Hitches\n    Clove'],
    ['tasks', '- [ ] Basics\n  - [x] Rope\n  - [ ] Ends\n- [x] Hitches\n  - [ ] Clove'],
    ['chapters in bold', '**Basics**\n- Rope\n- Ends\n\n__Hitches__\n- Clove'],
    ['lines of Windows and rules between', 'Basics\r\n\tRope\r\n\tEnds\r\n-----\r\nHitches\r\n\tClove\r\n'],
  ])('[C1] is understood with %s', (_, text) => {
    expect(shapeOf(readPastedList(text))).toEqual(knots)
  })

  it('[C1] of one level does not say whether it is chapters or videos', () => {
    expect(readPastedList('- Rope\n- Ends')).toMatchObject({
      kind: 'flat',
      items: [{ title: 'Rope' }, { title: 'Ends' }],
    })
  })

  it('[C1] keeps a number that is part of a title', () => {
    expect(shapeOf(readPastedList('2.5 hours of rope\n3 knots\n2024'))).toEqual([
      '2.5 hours of rope',
      '3 knots',
      '2024',
    ])
  })

  it('[C1] of headings alone is chapters without videos', () => {
    expect(shapeOf(readPastedList('## Basics\n## Hitches'))).toEqual([
      ['Basics', []],
      ['Hitches', []],
    ])
  })

  it.each([
    ['https://example.org/half_hitch-2.mp4', 'half hitch 2', 'https://example.org/half_hitch-2.mp4'],
    [
      'https://www.youtube.com/watch?v=abcdefghijk',
      'youtube.com/watch?v=abcdefghijk',
      'https://www.youtube.com/watch?v=abcdefghijk',
    ],
    ['https://example.org/100%/', 'example.org/100%', 'https://example.org/100%/'],
    ['<https://example.org/a.mp4>', 'a', 'https://example.org/a.mp4'],
    ['Clove https://example.org/a.mp4', 'Clove', 'https://example.org/a.mp4'],
    ['Clove – https://example.org/a.mp4', 'Clove', 'https://example.org/a.mp4'],
    ['Clove\thttps://example.org/a.mp4', 'Clove', 'https://example.org/a.mp4'],
    ['Clove (https://example.org/a.mp4)', 'Clove', 'https://example.org/a.mp4'],
    ['https://example.org/a.mp4 Clove', 'Clove', 'https://example.org/a.mp4'],
    ['[Clove](https://example.org/a_(b).mp4)', 'Clove', 'https://example.org/a_(b).mp4'],
    ['[A \\[c\\] b](<https://example.org/a b.mp4> "title")', 'A [c] b', 'https://example.org/a%20b.mp4'],
    ['[](https://example.org/a.mp4)', 'a', 'https://example.org/a.mp4'],
  ])('[C1] takes from %s a title and a link', (line, title, url) => {
    expect(readPastedList(`- ${line}`)).toMatchObject({ kind: 'flat', items: [{ title, url }] })
  })

  it.each([
    ['[Clove](javascript:alert(1))', 'Clove'],
    ['Clove https://user:secret@example.org/', 'Clove'],
  ])('[C1] makes no link of %s, and says so', (line, title) => {
    const list = readPastedList(`- ${line}`)

    expect(list).toMatchObject({ kind: 'flat', items: [{ title }], notes: { links: 1 } })
    expect(JSON.stringify(list)).not.toContain('"url"')
  })

  it('[C1] keeps what stands deeper than videos, and says so', () => {
    const list = readPastedList('## Basics\n- Rope\n  - Ends\n    - Bight\n## Hitches')

    expect(list).toMatchObject({
      chapters: [{ title: 'Basics', videos: [{ title: 'Rope' }, { title: 'Ends' }, { title: 'Bight' }] }, {}],
      notes: { deeper: 2 },
    })
  })

  it('[C1] says which lines it leaves out', () => {
    const list = readPastedList('# Knots\nWelcome\n## Basics\n> quoted\n- Rope\n| a | b |')

    expect(list).toMatchObject({
      chapters: [{ title: 'Basics', videos: [{ title: 'Rope' }] }],
      notes: {
        courseTitle: 'Knots',
        unread: [
          { number: 2, text: 'Welcome' },
          { number: 4, text: '> quoted' },
          { number: 6, text: '| a | b |' },
        ],
      },
    })
  })

  it('[C1] cuts titles that are too long, and says how many', () => {
    expect(readPastedList(`- ${'x'.repeat(5000)}\n- short`)).toMatchObject({
      items: [{ title: 'x'.repeat(1000) }, { title: 'short' }],
      notes: { cut: 1 },
    })
  })

  it('[C1] has bounds', () => {
    expect(readPastedList('x'.repeat(pasteLimits.characters + 1)).kind).toBe('too-long')
    expect(readPastedList('a\n'.repeat(pasteLimits.items)).kind).toBe('flat')
    expect(readPastedList('a\n'.repeat(pasteLimits.items + 1)).kind).toBe('too-many')
    expect(readPastedList(' \n\n---\n').kind).toBe('empty')
  })

  it('[C1] never throws, and keeps to the limits of a course', { timeout: 20_000 }, () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\n',
        '\n',
        '\t',
        '  ',
        '- ',
        '1. ',
        '## ',
        '[',
        '](',
        ')',
        '<',
        '>',
        'https://',
        'a.org/%',
        '**',
        '\\',
        '|',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const list = readPastedList(pieces.join(''))
        const items =
          list.kind === 'flat'
            ? list.items
            : list.kind === 'nested'
              ? list.chapters.flatMap(({ title, videos }) => [{ title }, ...videos])
              : []
        const isGood = ({ title }: { title: string }) => title !== '' && title.length <= 1000 && title.isWellFormed()
        expect(items.filter(item => !isGood(item))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('[C1] is read in an instant, however it was made', () => {
    const hostile = ['[', '](', '**a', '- ', '# ', '-', '\\', ' ', '\t', 'https://', '(', '<', '1.', '\n ']
    const startedAt = performance.now()
    for (const part of hostile) readPastedList(part.repeat(pasteLimits.characters / part.length))
    readPastedList(Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a`).join('\n'))
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })
})
