import * as fc from 'fast-check'
import { unpackTar } from 'modern-tar'
import { describe, expect, it } from 'vitest'
import { exportedOutline } from '../../../app/export/exported-outline.ts'
import { youtubeIdOf } from '../../../app/export/olx-files.ts'
import { writeOlx } from '../../../app/export/write-olx.ts'
import { importArchive } from '../../../app/import/import-archive.ts'
import { applyCommands } from '../../../course/apply-command.ts'
import { type Course, emptyCourse } from '../../../course/model.ts'
import { stamp } from '../../course/any-command.ts'
import { commandsOfCourse } from '../../course/course-doc.ts'
import { anyCourse, names } from './hostile-course.ts'

const write = (course: Course) => writeOlx(exportedOutline(course, names))
const importFile = (file: Blob) => importArchive(file, { newId: () => 'new' })

async function filesOf(file: Blob): Promise<Map<string, string>> {
  const entries = await unpackTar(file.stream().pipeThrough(new DecompressionStream('gzip')))
  return new Map(entries.map(({ header, data }) => [header.name, new TextDecoder().decode(data)]))
}

const course: Course = {
  info: { title: 'Knots & bends', description: 'Ropes <all>\nand knots', language: 'en' },
  chapters: new Map([['basics', { id: 'basics', title: '"Basics"', position: 'a0' }]]),
  videos: new Map([
    [
      'a:1',
      {
        id: 'a:1',
        title: 'Hitch',
        place: ['basics', 'a0'],
        source: { kind: 'link', url: 'https://youtu.be/abcdefghijk' },
      },
    ],
    [
      'b',
      { id: 'b', title: 'Bend', place: ['basics', 'a1'], source: { kind: 'link', url: 'https://a.org/b.mp4?x=1&y=2' } },
    ],
    ['c', { id: 'c', title: 'Splice', place: ['gone', 'a0'] }],
  ]),
}

describe('An Open edX export', () => {
  it('[C1] is read back by our own import with the same chapters, videos and links', { timeout: 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async before => {
        const outline = exportedOutline(before, names)
        const { course: after } = await importFile(await writeOlx(outline))
        expect(after.title).toBe(readable(outline.title))
        expect(after.language ?? '').toBe(readable(outline.language))
        expect(after.chapters).toEqual(
          outline.chapters.map(chapter => ({
            title: readable(chapter.title),
            videos: chapter.videos.map(({ title, url }) => ({
              title: readable(title),
              ...(url !== undefined && { source: { kind: 'link', url: asImported(url) } }),
            })),
          })),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('[C1] has the files that Open edX expects, each part with the same name at every export', async () => {
    const files = await filesOf(await write(course))

    expect([...files.keys()]).toEqual([
      'course/course.xml',
      'course/course/lectern.xml',
      'course/policies/lectern/policy.json',
      'course/policies/lectern/grading_policy.json',
      'course/policies/assets.json',
      'course/about/short_description.html',
      'course/chapter/basics.xml',
      'course/sequential/basics.xml',
      'course/vertical/a~1.xml',
      'course/video/a~1.xml',
      'course/vertical/b.xml',
      'course/video/b.xml',
      'course/chapter/~unfiled.xml',
      'course/sequential/~unfiled.xml',
      'course/vertical/c.xml',
      'course/video/c.xml',
    ])
    expect(files.get('course/chapter/basics.xml')).toBe(
      '<chapter display_name="&quot;\\&quot;Basics\\&quot;&quot;">\n  <sequential url_name="basics"/>\n</chapter>\n',
    )
  })

  it('[C1] names a video of YouTube by its id, and any other by its address', async () => {
    const files = await filesOf(await write(course))

    expect(files.get('course/video/a~1.xml')).toBe(
      '<video youtube="1.00:abcdefghijk" url_name="a~1" display_name="Hitch" html5_sources="[]" youtube_id_1_0="abcdefghijk"/>\n',
    )
    expect(files.get('course/video/b.xml')).toBe(
      '<video url_name="b" display_name="Bend" html5_sources="[&quot;https://a.org/b.mp4?x=1&amp;y=2&quot;]" youtube_id_1_0="">\n' +
        '  <source src="https://a.org/b.mp4?x=1&amp;y=2"/>\n</video>\n',
    )
  })

  it('[C1] brings the description back, as one line', async () => {
    const { course: imported } = await importFile(await write(course))

    expect(imported.description).toBe('Ropes <all> and knots')
  })

  it('[C1] of thousands of videos is made and read back', { timeout: 20_000 }, async () => {
    const large = applyCommands(emptyCourse, commandsOfCourse(60, 50), stamp)
    const { course: imported } = await importFile(await write(large))

    expect(imported.chapters).toHaveLength(60)
    expect(imported.chapters.flatMap(({ videos }) => videos)).toHaveLength(3000)
  })

  it.each([
    ['https://www.youtube.com/watch?v=abcdefghijk&t=3', 'abcdefghijk'],
    ['https://m.youtube.com/shorts/abcdefghijk', 'abcdefghijk'],
    ['https://www.youtube-nocookie.com/embed/abcdefghijk', 'abcdefghijk'],
    ['https://youtu.be/abcdefghijk', 'abcdefghijk'],
    ['https://www.youtube.com/playlist?list=abcdefghijk', undefined],
    ['https://www.youtube.com/@abcdefghij', undefined],
    ['https://notyoutube.com/watch?v=abcdefghijk', undefined],
    ['https://example.org/watch?v=abcdefghijk', undefined],
  ])('[C1] finds in %s the video %s', (address, id) => {
    expect(youtubeIdOf(address)).toBe(id)
  })
})

/** XML has no way to write these two. */
function readable(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd')
}

/** The form of a YouTube address that people copy. */
function asImported(url: string): string {
  const id = youtubeIdOf(url)
  return id === undefined ? url : `https://www.youtube.com/watch?v=${id}`
}
