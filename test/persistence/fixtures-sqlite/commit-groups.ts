/** A process of its own that commits groups and says on its standard output, at once, what it is doing. */
import { writeSync } from 'node:fs'
import { openSqliteCourseStore } from '../../../persistence/sqlite/course-store.ts'
import { CourseAuthor, chapter } from '../fixtures.ts'

const [dataDir = '', groups = '0'] = process.argv.slice(2)
const store = await openSqliteCourseStore({ dataDir })
const authors = ['a', 'b', 'c'].map(courseId => new CourseAuthor(courseId))

for (let group = 1; group <= Number(groups); group++) {
  const rows = { chapters: [chapter('basics', { title: `Title ${group}` })], videos: [] }
  const commits = authors.map(author => author.save({ rows }))
  writeSync(1, `requested ${group}\n`)
  await store.commit(commits)
  writeSync(1, `resolved ${group}\n`)
}
await store.close()
