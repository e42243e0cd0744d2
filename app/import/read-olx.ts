/**
 * From OLX to chapters of videos. A course of Open edX is chapter → sequential → vertical → component; Lectern has no
 * level between chapter and video and no component but the video, so the rest is flattened or left out, and reported.
 */
import { LecternError } from '../../course/errors.ts'
import { limits as courseLimits } from '../../course/limits.ts'
import type { ImportedChapter, ImportedCourse, ImportedVideo } from './imported-course.ts'
import { type Definition, OlxFiles } from './olx-files.ts'
import { cleanText, textOfHtml } from './olx-text.ts'
import type { ArchiveFiles, ImportContext } from './read-archive.ts'
import type { XmlElement } from './read-xml.ts'
import { findSources } from './video-source.ts'

/** Elements that hold others. All else that is not a video is content of its own, with markup that is never searched. */
const containers: ReadonlySet<string> = new Set([
  'chapter',
  'sequential',
  'vertical',
  'problemset',
  'videosequence',
  'wrapper',
  'split_test',
  'abtest',
  'group',
  'conditional',
  'randomize',
  'library_content',
  'itembank',
])

/**
 * @throws {LecternError} `archive-not-a-course`, `archive-unsafe`, `archive-too-large`; what is wrong with a part of the
 *   course is a line of the report instead
 */
export function readOlx(files: ArchiveFiles, context: ImportContext): ImportedCourse {
  return new OlxReader(new OlxFiles(files, context), context).read()
}

class OlxReader {
  readonly #files: OlxFiles
  readonly #context: ImportContext
  /** Files of the containers around the element being read: one that stands in itself would never end. */
  readonly #openPaths = new Set<string>()
  readonly #usedPaths = new Set<string>()
  #visitCount = 0
  #depth = 0
  #isRepeating = false

  constructor(files: OlxFiles, context: ImportContext) {
    this.#files = files
    this.#context = context
  }

  read(): ImportedCourse {
    const course = this.#files.readCourse()
    const title = this.#titleOf(course, course.attribute('display_name'))
    const language = cleanText(course.attribute('language'), courseLimits.languageLength)
    const description = this.#readDescription()
    const chapters = this.#readChapters(course, title)
    this.#reportTotals(chapters)
    return {
      title,
      ...(description === '' ? {} : { description }),
      ...(language === '' ? {} : { language }),
      chapters,
      report: this.#context.report.lines(),
    }
  }

  #readDescription(): string {
    const html = this.#files.readText('about/short_description.html') ?? ''
    const text = textOfHtml(html.slice(0, 4 * courseLimits.descriptionLength))
    const description = cleanText(text, courseLimits.descriptionLength)
    if (cleanText(text, 2 * courseLimits.descriptionLength) !== description) this.#reportCut(description)
    return description
  }

  #readChapters(course: Definition, courseTitle: string): ImportedChapter[] {
    const chapters: ImportedChapter[] = []
    const strays: ImportedVideo[] = []
    for (const element of course.children) {
      if (element.name === 'chapter') this.#readChapter(element, chapters)
      else if (element.name === 'video' || containers.has(element.name)) this.#visit(element, strays)
    }
    if (strays.length === 0) return chapters
    this.#context.report.count('outside-chapters', courseTitle, strays.length)
    return [...chapters, { title: courseTitle, videos: strays }]
  }

  #readChapter(element: XmlElement, chapters: ImportedChapter[]): void {
    const chapter = this.#files.resolve(element)
    if (chapter === undefined) return
    const videos: ImportedVideo[] = []
    this.#visitChildren(chapter, videos)
    chapters.push({ title: this.#titleOf(chapter, chapter.attribute('display_name')), videos })
  }

  /** Adds the videos of an element, in document order. */
  #visit(element: XmlElement, videos: ImportedVideo[]): void {
    const { limits, report } = this.#context
    if (++this.#visitCount > limits.visits) {
      throw new LecternError('archive-too-large', 'The archive is too large: its course has too many elements.')
    }
    if (element.name !== 'video' && !containers.has(element.name)) return report.count('component', element.name)
    const definition = this.#files.resolve(element)
    if (definition === undefined) return
    if (element.name === 'video') {
      videos.push(this.#readVideo(definition))
    } else {
      report.count('container', element.name)
      this.#visitChildren(definition, videos)
    }
  }

  #visitChildren(container: Definition, videos: ImportedVideo[]): void {
    const { path } = container
    if (path !== undefined && this.#openPaths.has(path)) return this.#context.report.add('cycle', { path })
    if (this.#depth >= this.#context.limits.courseDepth) {
      throw new LecternError('archive-unsafe', 'The archive has a course that is nested too deeply.')
    }
    this.#reportVisibility(container)
    const wasRepeating = this.#isRepeating
    this.#enter(path)
    for (const child of container.children) this.#visit(child, videos)
    this.#leave(path, wasRepeating)
  }

  #enter(path: string | undefined): void {
    this.#depth++
    if (path === undefined) return
    this.#openPaths.add(path)
    this.#use(path)
  }

  #leave(path: string | undefined, wasRepeating: boolean): void {
    this.#depth--
    this.#isRepeating = wasRepeating
    if (path !== undefined) this.#openPaths.delete(path)
  }

  /** Only the outermost element that stands in two places is told, not all that is in it. */
  #use(path: string): void {
    if (this.#usedPaths.has(path)) {
      if (!this.#isRepeating) this.#context.report.add('repeated', { path })
      this.#isRepeating = true
    }
    this.#usedPaths.add(path)
  }

  #readVideo(video: Definition): ImportedVideo {
    const { report } = this.#context
    const wasRepeating = this.#isRepeating
    if (video.path !== undefined) this.#use(video.path)
    this.#isRepeating = wasRepeating
    const asset = video.children.find(child => child.name === 'video_asset')
    const title = this.#titleOf(video, video.attribute('display_name'), asset?.attributes.get('client_video_id'))
    const { source, leftOutCount } = findSources(video)
    this.#reportVisibility(video)
    if (hasCaptions(video)) report.count('captions')
    if (source !== undefined) report.count('other-sources', undefined, leftOutCount)
    else report.add(leftOutCount > 0 ? 'unusable-source' : 'no-source', { detail: title })
    return { title, ...(source === undefined ? {} : { source }) }
  }

  #titleOf(definition: Definition, ...names: readonly (string | undefined)[]): string {
    const whole = [...names, definition.urlName, 'Untitled']
      .map(name => cleanText(name ?? '', 2 * courseLimits.titleLength))
      .find(name => name !== '')
    const title = cleanText(whole ?? '', courseLimits.titleLength)
    if (title !== whole) this.#reportCut(title)
    return title
  }

  #reportCut(text: string): void {
    this.#context.report.add('text-cut', { detail: text })
  }

  /** What only the staff saw, or what a table of contents hid. Lectern shows every chapter and video to its authors. */
  #reportVisibility(definition: Definition): void {
    const hides = ['visible_to_staff_only', 'hide_from_toc']
    if (hides.some(name => definition.attribute(name) === 'true')) this.#context.report.count('visibility')
  }

  #reportTotals(chapters: readonly ImportedChapter[]): void {
    const { report } = this.#context
    report.count('chapters', undefined, chapters.length)
    report.count(
      'videos',
      undefined,
      chapters.map(({ videos }) => videos.length).reduce((a, b) => a + b, 0),
    )
    report.count('drafts', undefined, this.#files.list('drafts/vertical').length)
    report.add('settings', {})
    report.count(
      'unused-videos',
      undefined,
      this.#files.list('video').filter(path => !this.#usedPaths.has(path)).length,
    )
  }
}

function hasCaptions(video: Definition): boolean {
  const attributes = [video.attribute('sub'), video.attribute('transcripts').replace(/^\{\s*\}$/, '')]
  return attributes.some(value => value !== '') || video.children.some(child => child.name === 'transcript')
}
