/**
 * A course from a Lectern archive as the commands of one operation, and what to tell about it before it is saved. Of
 * uploaded files an archive has the names alone: a save that refers to them would wait for them for ever [U7].
 */
import type { Command } from '../../course/command.ts'
import type { Course, Source, Video } from '../../course/model.ts'
import { type Outline, outlineOf } from '../../course/outline.ts'
import { checkSize, editCourse } from './commands-of.ts'
import type { ArchiveImport, ImportedVideo } from './imported-course.ts'
import { cleanText } from './olx-text.ts'
import { ImportReport, type ReportLine } from './report.ts'

const previewedTitleLength = 200

/**
 * Chapters and videos keep their ids: the course is a document of its own, so nothing can clash, and entities with equal
 * positions keep their order, which ids decide [C2]. Who deleted something, and when, becomes who imports, and now: a
 * deletion bears the stamp of the operation that makes it.
 *
 * @throws {LecternError} `archive-too-large`: more than one save can hold
 */
export function importLecternArchive(course: Course): ArchiveImport {
  const commands = commandsOfCourse(course)
  checkSize(commands)
  const outline = outlineOf(course)
  const toImported = ({ title, source }: Video): ImportedVideo => ({ title, ...linkOf(source) })
  const chapters = outline.chapters.map(({ chapter, videos }) => ({
    title: chapter.title,
    videos: videos.map(toImported),
  }))
  const report = reportOf(course, outline)
  const title = cleanText(course.info.title, previewedTitleLength)
  return { course: { ...course.info, title, chapters, report }, commands, report }
}

function commandsOfCourse({ info, chapters, videos }: Course): Command[] {
  return [
    editCourse(info),
    ...[...chapters.values()].map(
      ({ id, title, position }): Command => ({ type: 'add-chapter', chapterId: id, title, position }),
    ),
    ...[...videos.values()].map(addVideo),
    ...[...videos.values()]
      .filter(({ deleted }) => deleted)
      .map(({ id }): Command => ({ type: 'delete-video', videoId: id })),
    ...[...chapters.values()].flatMap(({ id, deleted }): Command[] =>
      deleted ? [{ type: 'delete-chapter', chapterId: id, videoIds: deleted.videoIds }] : [],
    ),
  ]
}

function addVideo({ id: videoId, title, place, source }: Video): Command {
  return { type: 'add-video', videoId, title, place, ...linkOf(source) }
}

function linkOf(source: Source | undefined): { readonly source?: Source } {
  return source?.kind === 'link' ? { source } : {}
}

/** Names of the files that somebody has to choose again. */
function filesOf({ source, captions = [] }: Video): string[] {
  return [...(source?.kind === 'upload' ? [source] : []), ...captions].map(({ fileName }) => fileName)
}

function reportOf({ videos }: Course, { chapters, unfiled, trash }: Outline): ReportLine[] {
  const report = new ImportReport()
  const countOf = (lists: readonly (readonly unknown[])[]) => lists.reduce((sum, list) => sum + list.length, 0)
  const trashed = countOf([trash.chapters, trash.videos, ...trash.chapters.map(entry => entry.videos)])
  report.count('chapters', undefined, chapters.length)
  report.count('videos', undefined, countOf(chapters.map(entry => entry.videos)))
  report.count('unfiled', undefined, unfiled.length)
  report.count('trash', undefined, trashed)
  for (const video of videos.values()) {
    for (const path of filesOf(video)) report.add('file-not-here', { path, detail: video.title })
  }
  return report.lines()
}
