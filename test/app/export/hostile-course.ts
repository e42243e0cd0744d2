/** Courses as authors make them, with the titles, texts and links that formats have trouble with. */
import * as fc from 'fast-check'
import { applyCommands } from '../../../course/apply-command.ts'
import { limits } from '../../../course/limits.ts'
import { type Course, emptyCourse } from '../../../course/model.ts'
import { stamp } from '../../course/any-command.ts'
import { anyGesture, draftOf } from '../../course/gesture.ts'

const hostileTitle = fc.constantFrom(
  'Knots & <b>bends</b> "left" \'right\' ]]>',
  '&amp; &#65; &nope;',
  'C:\\ropes\\*.mp4 `code` _a_ **b** ~~c~~ [d](e) ![f] | g',
  '**bold**',
  '"quoted"',
  'null',
  '{"a":1}',
  '- item',
  '1. first',
  '## heading ##',
  'C#',
  '> quote',
  '[ ] task',
  '---',
  'Intro https://example.org/a_(b).mp4',
  'https://example.org/intro.mp4',
  '<https://example.org>',
  '<!-- comment -->',
  '```',
  'two\nlines\r\nand\u2028more\ttabs',
  'bell \u0007 null \u0000 escape \u001b[2J c1 \u009b',
  'no \ufffe character \uffff',
  'half \ud83e',
  '\ufeffmark',
  '   ',
  'x'.repeat(1000),
  '🪢'.repeat(500),
)
const hostileUrl = fc.constantFrom(
  'https://example.org/a_(b)_[c]*.mp4?d=<e>&f="g"\\h#i`j',
  'HTTP://EXAMPLE.org/a b.mp4',
  'https://www.youtube.com/watch?v=abcdefghijk',
  'https://youtu.be/abcdefghijk?t=3',
  'https://user:secret@example.org/a.mp4',
  'javascript:alert(1)',
  'not an address',
  '',
)
const hostileGesture = fc
  .tuple(anyGesture, fc.oneof(hostileTitle, fc.string({ maxLength: 40, unit: 'binary' })), fc.option(hostileUrl))
  .map(([gesture, title, url]) => ({
    ...gesture,
    // As a language it may be this long.
    title: gesture.kind === 'edit-course' ? title.slice(0, limits.languageLength) : title,
    source: url === null ? gesture.source : ({ kind: 'link', url } as const),
  }))

/** With trash and unfiled videos now and then. */
export const anyCourse: fc.Arbitrary<Course> = fc
  .array(hostileGesture, { maxLength: 40, size: 'max' })
  .map(gestures => applyCommands(emptyCourse, draftOf(emptyCourse, gestures, 'id').commands, stamp))

/** What stands for a title or a video where there is none. */
export const names = { untitledCourse: 'Untitled course', untitled: 'Untitled', unfiled: 'Unfiled' }
