/**
 * A course as the files of an Open edX archive (OLX). A chapter is a section of one subsection, where each video has a
 * unit of its own: so a learner goes from one to the next.
 */
import type { ExportedChapter, ExportedOutline, ExportedVideo } from './exported-outline.ts'
import { escapeText, olxText, xmlElement } from './olx-xml.ts'

export interface OlxFile {
  readonly path: string
  readonly text: string
}

const root = 'course'
/** Open edX takes organisation, course and run from where an archive is imported to. */
const run = 'lectern'

export function* olxFiles(course: ExportedOutline): Generator<OlxFile> {
  const { description, chapters } = course
  yield xmlFile('course', xmlElement('course', { url_name: run, org: 'Lectern', course: 'course' }))
  yield xmlFile(`course/${run}`, courseElement(course))
  yield jsonFile(`policies/${run}/policy`, { [`course/${run}`]: {} })
  yield jsonFile(`policies/${run}/grading_policy`, { GRADER: [], GRADE_CUTOFFS: { Pass: 0.5 } })
  yield jsonFile('policies/assets', {})
  // A replacement character would make a reader take the file for damaged.
  const text = escapeText(description).replaceAll('\ufffd', '?')
  yield { path: `${root}/about/short_description.html`, text }
  for (const chapter of chapters) yield* chapterFiles(chapter)
}

function courseElement({ title, language, chapters }: ExportedOutline): string {
  const attributes = { display_name: olxText(title), ...(language !== '' && { language: olxText(language) }) }
  return xmlElement('course', attributes, pointers('chapter', chapters))
}

function* chapterFiles(chapter: ExportedChapter): Generator<OlxFile> {
  const urlName = urlNameOf(chapter)
  const display_name = olxText(chapter.title)
  const { videos } = chapter
  yield xmlFile(`chapter/${urlName}`, xmlElement('chapter', { display_name }, pointers('sequential', [chapter])))
  yield xmlFile(`sequential/${urlName}`, xmlElement('sequential', { display_name }, pointers('vertical', videos)))
  for (const video of videos) yield* videoFiles(video)
}

function* videoFiles(video: ExportedVideo): Generator<OlxFile> {
  const display_name = olxText(video.title)
  const urlName = urlNameOf(video)
  yield xmlFile(`vertical/${urlName}`, xmlElement('vertical', { display_name }, pointers('video', [video])))
  yield xmlFile(`video/${urlName}`, videoElement(urlName, video))
}

/** An empty `youtube_id_1_0` is said: without it, Open edX shows a video of its own. */
function videoElement(urlName: string, { title, url }: ExportedVideo): string {
  const youtube = url === undefined ? undefined : youtubeIdOf(url)
  const isFile = url !== undefined && youtube === undefined
  const attributes = {
    ...(youtube !== undefined && { youtube: `1.00:${youtube}` }),
    url_name: urlName,
    display_name: olxText(title),
    html5_sources: JSON.stringify(isFile ? [url] : []),
    youtube_id_1_0: youtube ?? '',
  }
  return xmlElement('video', attributes, isFile ? [xmlElement('source', { src: url })] : [])
}

/** The eleven characters by which YouTube knows a video, from any of the addresses it gives out. */
export function youtubeIdOf(address: string): string | undefined {
  const { hostname, pathname, searchParams } = new URL(address)
  const host = hostname.replace(/^(www|m)\./, '')
  const [, first = '', second = ''] = pathname.split('/')
  const isPage = host === 'youtube.com' || host === 'youtube-nocookie.com'
  const id = host === 'youtu.be' ? first : first === 'watch' ? searchParams.get('v') : second
  const isKnown = host === 'youtu.be' || (isPage && ['watch', 'embed', 'shorts', 'live'].includes(first))
  return isKnown && /^[\w-]{11}$/.test(id ?? '') ? (id ?? undefined) : undefined
}

function pointers(name: string, targets: readonly { readonly id: string }[]): string[] {
  return targets.map(target => xmlElement(name, { url_name: urlNameOf(target) }))
}

/** The same at each export, so that Open edX knows a part again. A colon would stand for a folder; no id has a `~`. */
function urlNameOf({ id }: { readonly id: string }): string {
  return id.replaceAll(':', '~')
}

function xmlFile(path: string, element: string): OlxFile {
  return { path: `${root}/${path}.xml`, text: `${element}\n` }
}

function jsonFile(path: string, value: unknown): OlxFile {
  return { path: `${root}/${path}.json`, text: `${JSON.stringify(value, null, 2)}\n` }
}
