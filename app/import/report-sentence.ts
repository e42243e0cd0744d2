/** The sentences of an import's report, in English, for the app and the command line. */
import type { ReportCode, ReportLine } from './report.ts'

interface Words {
  readonly count: number
  readonly detail: string
  /** The path or the name that the line is about, in quotation marks. */
  readonly about: string
  /** As `about`, the path alone. */
  readonly path: string
}

/** Plain text. What it quotes comes from the archive, cleaned but not trusted: never show it as HTML. */
export function sentenceOf(line: ReportLine): string {
  return sentences[line.code]({
    count: line.count ?? 1,
    detail: line.detail ?? '',
    about: `“${line.path ?? line.detail ?? ''}”`,
    path: `“${line.path ?? ''}”`,
  })
}

const sentences: Readonly<Record<ReportCode, (words: Words) => string>> = {
  chapters: ({ count }) => `${counted(count, 'chapter')} will be added.`,
  videos: ({ count }) => `${counted(count, 'video')} will be added.`,
  unfiled: ({ count }) => `${counted(count, 'video')} without a chapter: added under Unfiled.`,
  trash: ({ count }) =>
    `${counted(count, 'deleted chapter or video', 'deleted chapters and videos')}: added to the trash.`,
  repeated: ({ about }) => `${about} stands in more than one place: what it holds is added in each.`,

  'outside-chapters': ({ count, about }) =>
    `${counted(count, 'video')} outside any chapter: added in a chapter called ${about}.`,
  container: ({ count, detail }) =>
    `${counted(count, containerNames[detail] ?? `“${detail}” element`)} flattened: in Lectern, videos stand directly in their chapter.`,

  component: ({ count, about }) =>
    `${counted(count, `${about} component`)} left out: a course in Lectern holds videos only.`,
  captions: ({ count }) =>
    `Captions of ${counted(count, 'video')} left out: their files can be added to the videos after the import.`,
  'other-sources': ({ count }) =>
    `${counted(count, 'further address', 'further addresses')} of videos left out: a video in Lectern has one, by http or https.`,
  visibility: ({ count }) =>
    `${counted(count, 'item')} hidden from learners in Open edX: added like all others, without that setting.`,
  settings: () => 'Settings other than title, description and language left out: dates, grading, pages, tools.',
  drafts: ({ count }) => `${counted(count, 'unpublished draft')} left out: only what is published is imported.`,
  'unused-videos': ({ count }) => `${counted(count, 'video file')} left out: no unit of the course shows them.`,
  'static-files': ({ count }) => `${counted(count, 'static file')} left out: images, documents, scripts.`,
  link: ({ about }) => `${about} left out: it is a link, and links in an archive are not followed.`,
  'special-file': ({ about }) => `${about} left out: it is no ordinary file.`,

  'missing-file': ({ about }) => `${about} is named in the course but missing in the archive: left out.`,
  'unreadable-file': ({ about }) => `${about} cannot be read: left out.`,
  cycle: ({ about }) => `${about} contains itself: read once, then left out.`,
  'duplicate-path': ({ about }) => `${about} is in the archive more than once: the last one counts.`,
  'other-course': ({ about }) => `${about} describes another course: left out.`,
  'no-source': ({ about }) => `${about} names no address of a video: added without one.`,
  'file-not-here': ({ detail, path }) =>
    `The file ${path} of the video “${detail}” is not in the archive, which holds names only: choose it again after the import.`,
  'unusable-source': ({ about }) => `${about} has no address that may be a link (http or https): added without one.`,
  'text-cut': ({ about }) => `${about} was longer than Lectern allows: cut.`,
  'more-lines': ({ count }) => `${counted(count, 'more line')} not shown.`,
}

/** As Open edX calls them to its authors. */
const containerNames: Readonly<Record<string, string>> = {
  sequential: 'subsection',
  vertical: 'unit',
  chapter: 'section',
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
