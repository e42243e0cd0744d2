import { expect, it } from 'vitest'
import { archiveOf, importBytes, importFiles, inlineCourse, inlineUnit, outlineOf } from './olx-archive.ts'

const video = (title: string) => `<video display_name="${title}" youtube="1.00:abcdefghijk"/>`

it('[C1] goes on without a text that is not UTF-8', async () => {
  const latin1 = Uint8Array.of(...new TextEncoder().encode('<chapter display_name="Caf'), 0xe9, 0x22, 0x2f, 0x3e)
  const bytes = await archiveOf(inlineCourse('<chapter url_name="cafe"/>'), [
    { header: { name: 'course/chapter/cafe.xml', size: latin1.length }, body: latin1 },
    { header: { name: 'course/about/short_description.html', size: latin1.length }, body: latin1 },
  ])
  const { course, report } = await importBytes(bytes)

  expect(course).toMatchObject({ title: 'Knots', chapters: [] })
  expect(course.description).toBeUndefined()
  expect(report).toContainEqual({ kind: 'problem', code: 'unreadable-file', path: 'course/chapter/cafe.xml' })
})

it('[C1] reads an attribute that holds a JSON string, and leaves a title that is merely quoted', async () => {
  const imported = await importFiles(
    inlineCourse(
      `<chapter display_name="&quot;Caf\\u00e9&quot;"/><chapter display_name="&quot;Left&quot; and &quot;right&quot;"/>`,
    ),
  )

  expect(outlineOf(imported)).toEqual([
    ['Café', []],
    ['"Left" and "right"', []],
  ])
})

it('[C1] names a video after its title, else after its file at the author, else after its place in the archive', async () => {
  const imported = await importFiles(
    inlineUnit(`
      <video url_name="a" display_name="Title"><video_asset client_video_id="file.mp4"/></video>
      <video url_name="b" display_name=" "><video_asset client_video_id="file.mp4"/></video>
      <video url_name="c"><source src="https://example.org/c.mp4"/></video>
      <video><source src="https://example.org/d.mp4"/></video>`),
  )

  expect(outlineOf(imported)).toEqual([['Basics', ['Title', 'file.mp4', 'c', 'Untitled']]])
})

it('[C1] takes the short description of the course as plain text', async () => {
  const { course } = await importFiles({
    ...inlineCourse(''),
    'course/about/short_description.html': '<p>Ropes &amp; <b>knots</b></p><script src="x"></script>',
  })

  expect(course.description).toBe('Ropes & knots')
})

it('[C1] cuts a title that is too long without halving a character, and says so', async () => {
  const { course, report } = await importFiles(inlineCourse(`<chapter display_name="${'x'.repeat(999)}🪢"/>`))

  expect(course.chapters[0]?.title).toBe('x'.repeat(999))
  expect(report).toContainEqual({ kind: 'problem', code: 'text-cut', detail: 'x'.repeat(200) })
})

it('[C1] removes control characters from titles and paths, which a terminal would obey', async () => {
  const { course, report } = await importFiles({
    ...inlineCourse('<chapter url_name="a&#x9b;31m"/>'),
    'course/policies/run/policy.json': JSON.stringify({ 'course/run': { display_name: 'Kn\u001b[2Jots\u0000\ud800' } }),
  })

  expect(course.title).toBe('Kn [2Jots \ufffd')
  expect(report).toContainEqual({ kind: 'problem', code: 'missing-file', path: 'course/chapter/a 31m.xml' })
})

it('[C1] never keeps or shows a secret of the course', async () => {
  const imported = await importFiles({
    ...inlineCourse(video('Hitch'), `display_name="Knots" lti_passports="[&quot;tool:key:s3cret&quot;]"`),
    'course/policies/run/policy.json': JSON.stringify({ 'course/run': { lti_passports: ['tool:key:s3cret'] } }),
  })

  expect(JSON.stringify(imported)).not.toContain('s3cret')
})
