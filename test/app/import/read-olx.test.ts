import { expect, it } from 'vitest'
import { importFiles, inlineCourse, inlineUnit, outlineOf } from './olx-archive.ts'

const video = (title: string) => `<video display_name="${title}" youtube="1.00:abcdefghijk"/>`

it('[C1] imports chapters and videos in the order of the course, whether pointed to or written inline', async () => {
  const imported = await importFiles({
    'course/course.xml': '<course url_name="run" org="o" course="c"/>',
    'course/course/run.xml': `<course display_name="Knots" language="en">
      <chapter url_name="second"/>
      <chapter display_name="Inline"><sequential><vertical>${video('Bowline')}</vertical></sequential></chapter>
    </course>`,
    'course/chapter/second.xml': '<chapter display_name="Pointed to"><sequential url_name="s"/></chapter>',
    'course/sequential/s.xml': `<sequential><vertical url_name="v"/><vertical>${video('Hitch')}</vertical></sequential>`,
    'course/vertical/v.xml': '<vertical><video url_name="reef"/><html url_name="text"/></vertical>',
    'course/video/reef.xml': '<video url_name="reef" display_name="Reef knot" youtube_id_1_0="abcdefghijk"/>',
  })

  expect(imported.course).toMatchObject({ title: 'Knots', language: 'en' })
  expect(outlineOf(imported)).toEqual([
    ['Pointed to', ['Reef knot', 'Hitch']],
    ['Inline', ['Bowline']],
  ])
})

it('[C1] tells how many chapters and videos come in, what is flattened and what Lectern has no place for', async () => {
  const { report } = await importFiles(inlineUnit(`${video('Bowline')}<html/><html/><problem><p>?</p></problem>`))

  expect(report).toEqual([
    { kind: 'imported', code: 'chapters', count: 1 },
    { kind: 'imported', code: 'videos', count: 1 },
    { kind: 'flattened', code: 'container', detail: 'sequential', count: 1 },
    { kind: 'flattened', code: 'container', detail: 'vertical', count: 1 },
    { kind: 'left-out', code: 'component', detail: 'html', count: 2 },
    { kind: 'left-out', code: 'component', detail: 'problem', count: 1 },
    { kind: 'left-out', code: 'settings' },
  ])
})

it('[C1] keeps a chapter that has no videos', async () => {
  const imported = await importFiles(inlineCourse('<chapter display_name="Later"/>'))

  expect(outlineOf(imported)).toEqual([['Later', []]])
})

it('[C1] finds the course in an archive without a folder, and beside a run that is called "course"', async () => {
  const imported = await importFiles({
    './course.xml': '<course url_name="course"/>',
    './course/course.xml': '<course display_name="Knots"/>',
  })

  expect(imported.course.title).toBe('Knots')
})

it('[C1] imports the course nearest to the top of the archive, and says which others it leaves out', async () => {
  const imported = await importFiles({
    'archive/old/course.xml': '<course display_name="Deeper"/>',
    'course/course.xml': '<course display_name="Knots"/>',
    'second/course.xml': '<course display_name="Beside"/>',
  })

  expect(imported.course.title).toBe('Knots')
  expect(imported.report.filter(line => line.code === 'other-course')).toEqual([
    { kind: 'problem', code: 'other-course', path: 'second/course.xml' },
  ])
})

it('[C1] follows a pointer whose colons stand for folders, and keeps what only the pointer says', async () => {
  const imported = await importFiles({
    ...inlineCourse('<chapter url_name="week:1:intro" display_name="Week 1"/>'),
    'course/chapter/week/1/intro.xml': `<chapter><sequential><vertical>${video('Hitch')}</vertical></sequential></chapter>`,
  })

  expect(outlineOf(imported)).toEqual([['Week 1', ['Hitch']]])
})

it('[C1] reads a policy that is not in a folder of its own, as older archives have it', async () => {
  const policy = JSON.stringify({ 'course/run': { display_name: 'New' } })
  const { course } = await importFiles({ ...inlineCourse(''), 'course/policies/run.json': policy })

  expect(course.title).toBe('New')
})

it("[C1] lets the policy of the run override the course's own attributes, and those of its chapters", async () => {
  const imported = await importFiles({
    ...inlineCourse('<chapter url_name="one" display_name="Old"><sequential/></chapter>', 'display_name="Old"'),
    'course/policies/run/policy.json': JSON.stringify({
      'course/run': { display_name: 'New', language: 'de', lti_passports: ['tool:key:secret'] },
      'chapter/one': { display_name: 'New chapter' },
    }),
  })

  expect(imported.course).toMatchObject({ title: 'New', language: 'de' })
  expect(outlineOf(imported)).toEqual([['New chapter', []]])
})

it('[C1] goes on with the attributes of the course where its policy cannot be read', async () => {
  const { course, report } = await importFiles({ ...inlineCourse(''), 'course/policies/run/policy.json': '{' })

  expect(course.title).toBe('Knots')
  expect(report).toContainEqual({
    kind: 'problem',
    code: 'unreadable-file',
    path: 'course/policies/run/policy.json',
  })
})

it('[C1] imports the videos of a part that stands in two chapters twice, and says so once', async () => {
  const imported = await importFiles({
    ...inlineCourse(
      '<chapter display_name="A"><sequential url_name="s"/></chapter><chapter display_name="B"><sequential url_name="s"/></chapter>',
    ),
    'course/sequential/s.xml': '<sequential><vertical url_name="v"/></sequential>',
    'course/vertical/v.xml': `<vertical>${video('Bowline')}</vertical>`,
  })

  expect(outlineOf(imported)).toEqual([
    ['A', ['Bowline']],
    ['B', ['Bowline']],
  ])
  expect(imported.report.filter(line => line.code === 'repeated')).toEqual([
    { kind: 'imported', code: 'repeated', path: 'course/sequential/s.xml' },
  ])
})

it('[C1] finds videos in containers deeper than a unit, and not in the markup of other components', async () => {
  const imported = await importFiles(
    inlineUnit(`
      <split_test><vertical>${video('For group A')}</vertical><vertical>${video('For group B')}</vertical></split_test>
      <library_content>${video('From the library')}</library_content>
      <html><video src="https://example.org/inline.mp4"/></html>`),
  )

  expect(outlineOf(imported)).toEqual([['Basics', ['For group A', 'For group B', 'From the library']]])
})

it('[C1] puts videos outside any chapter into a chapter of their own', async () => {
  const imported = await importFiles(inlineCourse(`${video('Welcome')}<chapter display_name="Basics"/>`))

  expect(outlineOf(imported)).toEqual([
    ['Basics', []],
    ['Knots', ['Welcome']],
  ])
  expect(imported.report).toContainEqual({ kind: 'flattened', code: 'outside-chapters', detail: 'Knots', count: 1 })
})

it('[C1] goes on without a part that is missing, damaged or another element than announced', async () => {
  const imported = await importFiles({
    ...inlineCourse(`<chapter url_name="missing"/><chapter url_name="damaged"/><chapter url_name="other"/>
      <chapter display_name="Good"><sequential><vertical><video url_name="gone"/>${video('Hitch')}</vertical></sequential></chapter>`),
    'course/chapter/damaged.xml': '<chapter><sequential>',
    'course/chapter/other.xml': '<problem/>',
  })

  expect(outlineOf(imported)).toEqual([['Good', ['Hitch']]])
  expect(imported.report.filter(line => line.kind === 'problem')).toEqual([
    { kind: 'problem', code: 'missing-file', path: 'course/chapter/missing.xml' },
    { kind: 'problem', code: 'missing-file', path: 'course/video/gone.xml' },
    { kind: 'problem', code: 'unreadable-file', path: 'course/chapter/damaged.xml' },
    { kind: 'problem', code: 'unreadable-file', path: 'course/chapter/other.xml' },
  ])
})

it('[C1] reads a part that contains itself once', async () => {
  const imported = await importFiles({
    ...inlineCourse('<chapter display_name="Loop"><sequential url_name="s"/></chapter>'),
    'course/sequential/s.xml': `<sequential><vertical>${video('Hitch')}<sequential url_name="s"/></vertical></sequential>`,
  })

  expect(outlineOf(imported)).toEqual([['Loop', ['Hitch']]])
  expect(imported.report).toContainEqual({ kind: 'problem', code: 'cycle', path: 'course/sequential/s.xml' })
})

it('[C1] counts drafts, videos that no unit shows, hidden parts, captions and static files', async () => {
  const { report } = await importFiles({
    ...inlineCourse(`<chapter visible_to_staff_only="true"><sequential><vertical>
      <video sub="abc"/><video transcripts="{}"/><video><transcript language="en" src="a.srt"/></video>
      </vertical></sequential></chapter>`),
    'course/drafts/vertical/draft.xml': '<vertical/>',
    'course/video/unused.xml': '<video/>',
    'course/static/page.html': '<script>alert(1)</script>',
    'course/static/data.xml': '<data/>',
  })

  expect(report.filter(line => line.kind === 'left-out')).toEqual([
    { kind: 'left-out', code: 'captions', count: 2 },
    { kind: 'left-out', code: 'visibility', count: 1 },
    { kind: 'left-out', code: 'settings' },
    { kind: 'left-out', code: 'drafts', count: 1 },
    { kind: 'left-out', code: 'unused-videos', count: 1 },
    { kind: 'left-out', code: 'static-files', count: 2 },
  ])
})
