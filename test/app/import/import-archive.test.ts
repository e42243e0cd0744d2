import { existsSync, openAsBlob } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { importArchive } from '../../../app/import/import-archive.ts'
import { sentenceOf } from '../../../app/import/report-sentence.ts'
import { importFiles, inlineUnit, outlineOf } from './olx-archive.ts'

const samplePath = path.resolve(import.meta.dirname, '../../../../shared/samples/openedx-demo-course.tar.gz')

it('[C1] imports the demo course of Open edX with its real titles and links', async context => {
  if (!existsSync(samplePath)) return context.skip('the demo course of Open edX is not on this machine')
  const imported = await importArchive(await openAsBlob(samplePath), { newId: () => crypto.randomUUID() })
  const urls = imported.course.chapters.flatMap(({ videos }) =>
    videos.map(({ source }) => (source?.kind === 'link' ? source.url : '')),
  )

  expect(imported.course.title).toBe('Open edX Demo Course')
  expect(outlineOf(imported).map(([chapter, videos]) => [chapter, videos.length])).toEqual([
    ['Module 1: Dive into the Open edX® platform!', 3],
    ['Module 2: Crafting Captivating Content', 3],
    ['Module 3: Ace the Assessments!', 4],
    ['Module 4: Social Learning: Engaging Through Interaction', 0],
    ['Module 5: Your Open edX Community', 1],
    ['Conclusion', 0],
  ])
  expect(urls.filter(url => /^https:\/\/www\.youtube\.com\/watch\?v=[\w-]{11}$/.test(url))).toHaveLength(10)
  expect(urls).toContain('https://curricume-uploads.s3.amazonaws.com/videos/Jellyfish_720_10s_2MB.mp4')
  expect(imported.commands).toHaveLength(1 + 6 + 11)
  expect(JSON.stringify(imported)).not.toMatch(/lti_passports|secret/)
  expect(imported.report).toContainEqual({ kind: 'flattened', code: 'container', detail: 'vertical', count: 58 })
})

it('[C1] tells the report in sentences', async () => {
  const { report } = await importFiles(
    inlineUnit('<video display_name="Hitch"/><html/><html/><video url_name="gone"/><poll/>'),
  )

  expect(report.map(sentenceOf)).toEqual([
    '1 chapter will be added.',
    '1 video will be added.',
    '1 subsection flattened: in Lectern, videos stand directly in their chapter.',
    '1 unit flattened: in Lectern, videos stand directly in their chapter.',
    '2 “html” components left out: a course in Lectern holds videos only.',
    '1 “poll” component left out: a course in Lectern holds videos only.',
    'Settings other than title, description and language left out: dates, grading, pages, tools.',
    '“course/video/gone.xml” is named in the course but missing in the archive: left out.',
    '“Hitch” names no address of a video: added without one.',
  ])
})
