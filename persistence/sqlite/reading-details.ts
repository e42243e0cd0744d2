/** A course as plain data, from the relational rows. Runs in the reader thread. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Captions, Chapter, Course, CourseInfo, Deletion, Source, Video } from '../../course/model.ts'
import type { CourseDetails } from '../../course/wire/http.ts'
import { courseDetailsOf } from '../course-details.ts'
import { integerOf, textOf } from './columns.ts'
import { deletedAtOf, type ReadStatements } from './reading.ts'

type Row = Readonly<Record<string, SQLOutputValue>>
type DetailStatements = ReturnType<typeof prepareDetailStatements>

export function prepareDetailStatements(database: DatabaseSync) {
  return {
    chapters: database.prepare('SELECT * FROM chapters WHERE course_id = ?'),
    videos: database.prepare('SELECT * FROM videos WHERE course_id = ?'),
  }
}

export function readCourse(
  statements: Pick<ReadStatements, 'findCourse'> & DetailStatements,
  courseId: string,
): CourseDetails | undefined {
  const row = statements.findCourse.get(courseId)
  if (!row) return undefined
  const head = {
    id: courseId,
    epoch: textOf(row['epoch']),
    revision: integerOf(row['revision']),
    updatedAt: integerOf(row['updated_at']),
    ...deletedAtOf(row),
  }
  const rows = { chapters: statements.chapters.all(courseId), videos: statements.videos.all(courseId) }
  return courseDetailsOf(head, courseOf(row, rows))
}

/** @param row of `courses` */
export function courseOf(
  row: Row,
  { chapters, videos }: { readonly chapters: readonly Row[]; readonly videos: readonly Row[] },
): Course {
  return { info: infoOf(row), chapters: byId(chapters.map(chapterOf)), videos: byId(videos.map(videoOf)) }
}

function byId<Entity extends { readonly id: string }>(entities: readonly Entity[]): ReadonlyMap<string, Entity> {
  return new Map(entities.map(entity => [entity.id, entity]))
}

function infoOf(row: Row): CourseInfo {
  const { title, description, language } = row
  return {
    title: textOf(title),
    ...(typeof description === 'string' && { description }),
    ...(typeof language === 'string' && { language }),
  }
}

/** JSON columns are as the writer wrote them: not checked again. */
function chapterOf(row: Row): Chapter {
  const deleted = deletionOf(row)
  return {
    id: textOf(row['id']),
    title: textOf(row['title']),
    position: textOf(row['position']),
    ...(deleted && { deleted: { ...deleted, videoIds: JSON.parse(textOf(row['deleted_video_ids'])) as string[] } }),
  }
}

function videoOf(row: Row): Video {
  const source = sourceOf(row)
  const deleted = deletionOf(row)
  const { captions } = row
  return {
    id: textOf(row['id']),
    title: textOf(row['title']),
    place: [textOf(row['chapter_id']), textOf(row['position'])],
    ...(source && { source }),
    ...(typeof captions === 'string' && { captions: JSON.parse(captions) as Captions[] }),
    ...(deleted && { deleted }),
  }
}

function deletionOf(row: Row): Deletion | undefined {
  if (row['deleted_at'] === null) return undefined
  return {
    at: integerOf(row['deleted_at']),
    by: { id: textOf(row['deleted_by_id']), name: textOf(row['deleted_by_name']) },
    operationId: textOf(row['deleted_operation_id']),
  }
}

function sourceOf(row: Row): Source | undefined {
  if (row['source_kind'] === 'link') return { kind: 'link', url: textOf(row['source_url']) }
  if (row['source_kind'] !== 'upload') return undefined
  return {
    kind: 'upload',
    uploadId: textOf(row['upload_id']),
    fileName: textOf(row['file_name']),
    sizeBytes: integerOf(row['size_bytes']),
    type: textOf(row['media_type']),
  }
}
