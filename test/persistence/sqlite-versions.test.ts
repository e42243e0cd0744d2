/** Older versions from a log that somebody has cut. */
import { expect, it } from 'vitest'
import { CourseAuthor } from './fixtures.ts'
import { makeDataDir, openStore, withDatabase } from './fixtures-sqlite/data-dir.ts'

it('[P5] has no version where the log does not reach back, rather than half of one', async () => {
  const dataDir = makeDataDir()
  const store = await openStore({ dataDir, stretchedLogBytes: 0 })
  const author = new CourseAuthor()
  for (const title of ['A', 'B', 'C']) await store.commit([author.save({ info: { title } })])
  await store.compact('course-1')
  await store.commit([author.save({ info: { title: 'D' } })])
  withDatabase(dataDir, database => database.exec('DELETE FROM updates WHERE revision < 2'))

  expect(await store.readVersion('course-1', 2)).toBeUndefined()
  const titles = [3, 4].map(async revision => {
    const version = await store.readVersion('course-1', revision)
    return version && JSON.parse(new TextDecoder().decode(version)).title
  })
  expect(await Promise.all(titles)).toEqual(['C', 'D'])
})
