/** Makes a course's relational rows say what its document says, where they have come apart. */
import type { DatabaseSync } from 'node:sqlite'
import type { Course } from '../../course/model.ts'
import { textOf } from './columns.ts'
import { prepareCommitStatements } from './committing.ts'
import { rowsOf } from './encoding.ts'

type RowWrites = ReturnType<typeof prepareRowWrites>

export function prepareRowWrites(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    ...prepareCommitStatements(database),
    rollback: prepare('ROLLBACK'),
    chapterIds: prepare('SELECT id FROM chapters WHERE course_id = ?'),
    videoIds: prepare('SELECT id FROM videos WHERE course_id = ?'),
    deleteChapter: prepare('DELETE FROM chapters WHERE course_id = ? AND id = ?'),
    deleteVideo: prepare('DELETE FROM videos WHERE course_id = ? AND id = ?'),
  }
}

export function writeRows(statements: RowWrites, courseId: string, course: Course): void {
  statements.begin.run()
  try {
    rewrite(statements, courseId, course)
    statements.end.run()
  } catch (error) {
    statements.rollback.run()
    throw error
  }
}

function rewrite(statements: RowWrites, courseId: string, { info, chapters, videos }: Course): void {
  const rows = rowsOf({ course: info, chapters: [...chapters.values()], videos: [...videos.values()] })
  statements.describeCourse.run(...(rows.course ?? []), courseId)
  for (const row of rows.chapters) statements.writeChapter.run(courseId, ...row)
  for (const row of rows.videos) statements.writeVideo.run(courseId, ...row)
  for (const { id } of statements.chapterIds.all(courseId)) {
    if (!chapters.has(textOf(id))) statements.deleteChapter.run(courseId, textOf(id))
  }
  for (const { id } of statements.videoIds.all(courseId)) {
    if (!videos.has(textOf(id))) statements.deleteVideo.run(courseId, textOf(id))
  }
}
