import { expect, it } from 'vitest'
import { archiveOf, codeOf, type Files, importBytes, importFiles, inlineCourse, inlineUnit } from './olx-archive.ts'

it.each([
  ['no course', { 'course/readme.xml': '<p/>' }],
  ['a library', { 'library/library.xml': '<library/>' }],
  ['a damaged course.xml', { 'course/course.xml': '<course>' }],
  ['a course.xml that is something else', { 'course/course.xml': '<html/>' }],
  ['a course.xml that points nowhere', { 'course/course.xml': '<course url_name="run" org="o" course="c"/>' }],
])('[C1] refuses an archive with %s: it is no course', async (_, files: Files) => {
  expect(await codeOf(importFiles(files))).toBe('archive-not-a-course')
})

it('[C1] refuses an archive without any file: it is no course', async () => {
  expect(await codeOf(importBytes(await archiveOf({})))).toBe('archive-not-a-course')
})

it.each([
  '<!DOCTYPE course [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
  '<!DOCTYPE course [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE course [<!ENTITY % more SYSTEM "https://example.org/more.dtd"> %more;]>',
])('[C1] refuses XML that declares entities: %s', async doctype => {
  const files = { 'course/course.xml': `${doctype}<course display_name="&file;"/>` }

  expect(await codeOf(importFiles(files))).toBe('archive-unsafe')
})

it('[C1] reads XML that merely names a document type, and never fetches it', async () => {
  const doctype = '<!DOCTYPE course SYSTEM "https://example.org/course.dtd">'
  const { course } = await importFiles({ 'course/course.xml': `${doctype}<course display_name="Knots"/>` })

  expect(course.title).toBe('Knots')
})

it.each(['vertical', 'p'])('[C1] refuses <%s> in <%s> in … without end', async name => {
  const depth = 100_000
  const nested = inlineUnit(`<html>${`<${name}>`.repeat(depth)}${`</${name}>`.repeat(depth)}</html>`)

  expect(await codeOf(importFiles(nested))).toBe('archive-unsafe')
})

it('[C1] refuses units in units without end', async () => {
  const nested = inlineUnit('<vertical>'.repeat(60) + '</vertical>'.repeat(60))

  expect(await codeOf(importFiles(nested))).toBe('archive-unsafe')
})

it('[C1] refuses files that point from one to the next without end', async () => {
  const chain = Array.from({ length: 1000 }, (_, index): [string, string] => [
    `course/vertical/v${index}.xml`,
    `<vertical><vertical url_name="v${index + 1}"/></vertical>`,
  ])
  const files = { ...inlineUnit('<vertical url_name="v0"/>'), ...Object.fromEntries(chain) }

  expect(await codeOf(importFiles(files))).toBe('archive-unsafe')
})

it('[C1] refuses a few files that ask for billions of videos', async () => {
  const layers = Array.from({ length: 30 }, (_, index): [string, string] => [
    `course/vertical/v${index}.xml`,
    `<vertical>${`<vertical url_name="v${index + 1}"/>`.repeat(4)}</vertical>`,
  ])
  const files = {
    ...inlineUnit('<vertical url_name="v0"/>'),
    ...Object.fromEntries(layers),
    'course/vertical/v30.xml': '<vertical><video/></vertical>',
  }

  expect(await codeOf(importFiles(files))).toBe('archive-too-large')
})

it('[C1] refuses XML with more elements than a course can have', async () => {
  expect(await codeOf(importFiles(inlineUnit('<html/>'.repeat(1000)), { elements: 500 }))).toBe('archive-too-large')
})

it('[C1] refuses a course that does not fit into one save', async () => {
  const title = 'x'.repeat(1000)
  const files = inlineUnit(`<video display_name="${title}"/>`.repeat(16_000))

  expect(await codeOf(importFiles(files, { fileBytes: 64 * 1024 * 1024 }))).toBe('archive-too-large')
})

it('[C1] is not confused by names that mean something to JavaScript', async () => {
  const { course } = await importFiles({
    ...inlineCourse('<chapter url_name="__proto__" display_name="A"/><constructor/><chapter __proto__="x" name="y"/>'),
    'course/policies/run/policy.json': '{"__proto__": {"display_name": "B"}, "course/run": {"__proto__": 1}}',
  })

  expect(course.title).toBe('Knots')
  expect(course.chapters.map(chapter => chapter.title)).toEqual(['A', 'Untitled'])
})

it('[C1] keeps the report short, however much is wrong, and says how much it does not show', async () => {
  const { report } = await importFiles(inlineUnit(missingVideos(2000)))

  expect(report.length).toBeLessThanOrEqual(501)
  expect(report.at(-1)).toMatchObject({ kind: 'problem', code: 'more-lines' })
})

function missingVideos(count: number): string {
  return Array.from({ length: count }, (_, index) => `<video url_name="m${index}"/>`).join('')
}
