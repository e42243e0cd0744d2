import { expect, it } from 'vitest'
import { importFiles, inlineUnit } from './olx-archive.ts'

async function importVideo(attributes: string, content = '') {
  const { course, report } = await importFiles(
    inlineUnit(`<video display_name="Hitch" ${attributes}>${content}</video>`),
  )
  const source = course.chapters[0]?.videos[0]?.source
  return { url: source?.kind === 'link' ? source.url : undefined, report }
}

const encoded = (profile: string) => `<encoded_video profile="${profile}" url="https://example.org/${profile}.mp4"/>`

it('[C1] prefers an html5 source to the mp4 of the asset, and that to YouTube', async () => {
  const youtube = 'youtube="1.00:abcdefghijk"'
  const html5 = 'html5_sources="[&quot;https://example.org/html5.mp4&quot;]"'
  const asset = `<video_asset>${encoded('mobile_low')}${encoded('desktop_mp4')}</video_asset>`
  const element = '<source src="https://example.org/element.mp4"/>'

  expect((await importVideo(`${youtube} ${html5}`, asset)).url).toBe('https://example.org/html5.mp4')
  expect((await importVideo(youtube, element + asset)).url).toBe('https://example.org/element.mp4')
  expect((await importVideo(youtube, asset)).url).toBe('https://example.org/desktop_mp4.mp4')
  expect((await importVideo(youtube, encoded('desktop_mp4'))).url).toBe('https://example.org/desktop_mp4.mp4')
  expect((await importVideo(youtube)).url).toBe('https://www.youtube.com/watch?v=abcdefghijk')
})

it('[C1] takes the YouTube video of normal speed, by either attribute', async () => {
  const url = 'https://www.youtube.com/watch?v=abcdefghijk'

  expect((await importVideo('youtube="0.75:xxxxxxxxxxx,1.00:abcdefghijk,1.25:yyyyyyyyyyy"')).url).toBe(url)
  expect((await importVideo('youtube="1.0:abcdefghijk"')).url).toBe(url)
  expect((await importVideo('youtube_id_1_0="&quot;abcdefghijk&quot;"')).url).toBe(url)
})

it('[C1] counts the addresses of a video that it has no place for, each once', async () => {
  const sources = '["https://example.org/a.mp4","https://example.org/a.webm"]'.replaceAll('"', '&quot;')
  const { report } = await importVideo(
    `html5_sources="${sources}" youtube="1.00:abcdefghijk" youtube_id_1_0="abcdefghijk"`,
    '<source src="https://example.org/a.mp4"/>',
  )

  expect(report).toContainEqual({ kind: 'left-out', code: 'other-sources', count: 2 })
})

it('[C1] completes an address that leaves the protocol to the page', async () => {
  expect((await importVideo('', '<source src="//example.org/a.mp4"/>')).url).toBe('https://example.org/a.mp4')
})

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt://example.org/%0aalert(1)',
  ' data:text/html,hello',
  'file:///etc/passwd',
  '/static/a.mp4',
  'https://',
  'https://user:password@example.org/a.mp4',
  `https://example.org/${'a'.repeat(5000)}`,
])('[C1] makes no link of %.40s, keeps the video and says so', async address => {
  const { url, report } = await importVideo('', `<source src="${address}"/>`)

  expect(url).toBeUndefined()
  expect(report).toContainEqual({ kind: 'problem', code: 'unusable-source', detail: 'Hitch' })
})

it('[C1] makes no link of a YouTube id that is none', async () => {
  const { url, report } = await importVideo('youtube="1.00:abc&amp;list=def"')

  expect(url).toBeUndefined()
  expect(report).toContainEqual({ kind: 'problem', code: 'unusable-source', detail: 'Hitch' })
})

it('[C1] keeps a video without any address and says so', async () => {
  const { url, report } = await importVideo('youtube="" youtube_id_1_0="null" html5_sources="[]"')

  expect(url).toBeUndefined()
  expect(report).toContainEqual({ kind: 'problem', code: 'no-source', detail: 'Hitch' })
})
