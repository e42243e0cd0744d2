import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameLanguage, removeCaptions } from '../../../app/components/captions/captions-commands.ts'
import {
  languageChoices,
  languageInName,
  languageName,
  probableLanguage,
} from '../../../app/components/captions/captions-language.ts'
import { readCaptionsBytes, vttOf } from '../../../app/components/captions/captions-text.ts'
import type { Video } from '../../../course/model.ts'

const two = (part: number) => String(part).padStart(2, '0')
const srtTime = (ms: number) =>
  `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)},${String(ms % 1000).padStart(3, '0')}`
/** Of a WebVTT text: times and text of each cue. */
const cuesIn = (vtt: string) =>
  vtt
    .split('\n\n')
    .slice(1)
    .map(block => block.split('\n'))

const anyLine = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter(line => /\S/.test(line) && !/[\r\n]|-->|\0/.test(line))
const anyCue = fc.record({
  startMs: fc.nat({ max: 80_000_000 }),
  lengthMs: fc.integer({ min: 1, max: 10_000 }),
  lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
})

describe('SubRip captions', () => {
  it('become WebVTT with the same cues at the same times, whatever their text', () => {
    fc.assert(
      fc.property(fc.array(anyCue), fc.constantFrom('\n', '\r\n'), (cues, newline) => {
        const srt = cues.map(({ startMs, lengthMs, lines }, index) =>
          [index + 1, `${srtTime(startMs)} --> ${srtTime(startMs + lengthMs)}`, ...lines, ''].join(newline),
        )
        const found = cuesIn(vttOf(srt.join(newline)))
        expect(found.map(([times = '']) => times.replace(/\b0(\d\d:)/g, '$1').replaceAll('.', ','))).toEqual(
          cues.map(({ startMs, lengthMs }) => `${srtTime(startMs)} --> ${srtTime(startMs + lengthMs)}`),
        )
        expect(found.map(lines => lines.length - 1)).toEqual(cues.map(({ lines }) => lines.length))
      }),
    )
  })

  it('[U6] hold nothing but text, bold, italic and underlined afterwards, whatever they held', () => {
    const hostile = fc.constantFrom(
      '<script>',
      '</script>',
      '<b>',
      '<c.x>',
      '<v Bob>',
      '-->',
      '{\\an8}',
      '&lt;',
      '&',
      '\0',
      '\n',
    )
    const anyText = fc.array(fc.oneof(hostile, fc.string())).map(parts => parts.join(''))
    fc.assert(
      fc.property(anyText, text => {
        const vtt = vttOf(`1\n00:00:01,000 --> 00:00:02,000\n${text}`)
        expect(vtt.startsWith('WEBVTT')).toBe(true)
        for (const lines of cuesIn(vtt)) {
          const body = lines
            .slice(1)
            .join('\n')
            .replace(/<\/?[biu]>/g, '')
          expect(body).not.toMatch(/[<>\0]/)
        }
      }),
    )
  })

  it('are read where a number, an empty line or the order is missing, as programs write them', () => {
    const srt =
      '\uFEFF00:00:01.5 --> 00:00:02,000 X1:40\nOne\n2\n00:00:03,000 --> 00:00:04,000\n<font color="red">Two</font>\n3\n'
    expect(vttOf(srt)).toBe('WEBVTT\n\n000:00:01.500 --> 000:00:02.000\nOne\n\n000:00:03.000 --> 000:00:04.000\nTwo\n3')
    expect(vttOf('1\n00:00:05,000 --> 00:00:02,000\nBackwards')).toBe('WEBVTT')
    expect(vttOf('no captions at all')).toBe('WEBVTT')
  })

  it('are left alone where they are WebVTT already', () => {
    const vtt = 'WEBVTT - Intro\n\nNOTE hello\n\n00:01.000 --> 00:02.000 line:0\n<v Bob>Hi'
    expect(vttOf(`\uFEFF${vtt}`)).toBe(vtt)
    fc.assert(fc.property(fc.string(), text => vttOf(vttOf(text)) === vttOf(text)))
  })

  it('are read in the code page of old programs, too', () => {
    expect(readCaptionsBytes(new TextEncoder().encode('Grüße'))).toBe('Grüße')
    expect(readCaptionsBytes(Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65))).toBe('Grüße')
  })
})

describe('The language of captions', () => {
  it.each([
    ['intro.de.vtt', 'de'],
    ['intro_pt-BR.srt', 'pt-BR'],
    ['captions-en.srt', 'en'],
    ['intro.vtt', undefined],
    ['part-xx.vtt', undefined],
    ['my day.srt', undefined],
  ])('is what the name %s says', (fileName, tag) => {
    expect(languageInName(fileName)).toBe(tag)
  })

  it('is otherwise the first likely one that has no captions yet', () => {
    expect(probableLanguage('intro.vtt', ['de', 'fr'], [])).toBe('de')
    expect(probableLanguage('intro.vtt', ['de', 'fr'], ['de'])).toBe('fr')
    expect(probableLanguage('intro.vtt', ['not a language'], ['en'])).toBe('')
    expect(probableLanguage('intro.es.vtt', ['de'], ['es'])).toBe('es')
  })

  it('has a name, and whatever a course says has a place among the choices', () => {
    expect(languageName('de')).toBe('German')
    expect(languageName('<script>')).toBe('<script>')
    expect(languageChoices(['gsw', '', 'de']).filter(({ tag }) => ['gsw', 'de', ''].includes(tag))).toEqual([
      { tag: 'de', name: 'German' },
      { tag: 'gsw', name: 'Swiss German' },
    ])
  })
})

describe('Captions of a video', () => {
  const captions = [
    { uploadId: 'c1', language: 'en', fileName: 'a.vtt' },
    { uploadId: 'c2', language: 'de', fileName: 'b.srt' },
  ]
  const video: Video = { id: 'intro', title: 'Intro', place: ['basics', 'a0'], captions }

  it('are removed one by one; the last one leaves nothing', () => {
    expect(removeCaptions(video, 'c1')).toMatchObject({ captions: [captions[1]], was: captions })
    expect(removeCaptions({ ...video, captions: captions.slice(1) }, 'c2')).toMatchObject({ captions: null })
    expect(removeCaptions(video, 'gone')).toBeUndefined()
  })

  it('get another language, and never that of others', () => {
    expect(nameLanguage(video, 'c2', 'fr')).toMatchObject({
      captions: [captions[0], { ...captions[1], language: 'fr' }],
    })
    expect(nameLanguage(video, 'c2', 'en')).toBeUndefined()
  })
})
