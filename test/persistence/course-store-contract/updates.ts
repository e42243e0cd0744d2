import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CourseStore } from '../../../persistence/course-store.ts'
import { CourseAuthor, chapter, clocksOf, courseUpdateOf, documentOf } from '../fixtures.ts'

export function updateRules(opened: () => CourseStore): void {
  const revisionsOf = async (revision: number) => {
    const updates = await opened().loadUpdates('course-1', revision)
    return updates.map(update => (update.isSnapshot ? `snapshot ${update.revision}` : update.revision))
  }
  const commitTitles = async (author: CourseAuthor, ...titles: string[]) => {
    for (const title of titles)
      await opened().commit([author.save({ rows: { chapters: [chapter('c', { title })], videos: [] } })])
  }

  it('[P1] keeps the bytes of each update as they were received, with what they bring', async () => {
    const author = new CourseAuthor()
    const commit = author.save({ info: { title: 'Algebra' } })
    await opened().commit([commit])

    expect(await opened().loadUpdates('course-1', 0)).toEqual([{ ...commit.update, revision: 1, isSnapshot: false }])
  })

  it('[P5] loads what came after a revision, and nothing where nothing did', async () => {
    await commitTitles(new CourseAuthor(), 'A', 'B', 'C')

    expect(await revisionsOf(0)).toEqual([1, 2, 3])
    expect(await revisionsOf(1)).toEqual([2, 3])
    expect(await revisionsOf(3)).toEqual([])
    expect(await opened().loadUpdates('nowhere', 0)).toEqual([])
  })

  it('[P5] loads a compacted course from its snapshot and the log after it, and older revisions from the log', async () => {
    const author = new CourseAuthor()
    await commitTitles(author, 'A', 'B')
    await opened().compact('course-1')
    await commitTitles(author, 'C')

    expect(await revisionsOf(0)).toEqual(['snapshot 2', 3])
    expect(await revisionsOf(1)).toEqual([2, 3])
    expect(await revisionsOf(2)).toEqual([3])
  })

  it('[P5] compacts without changing the document, deletions included', async () => {
    const author = new CourseAuthor()
    await commitTitles(author, 'A', 'B', 'C')
    const before = documentOf(await opened().loadUpdates('course-1', 0))
    await opened().compact('course-1')

    const [snapshot, ...log] = await opened().loadUpdates('course-1', 0)
    expect(log).toEqual([])
    const after = documentOf(snapshot ? [snapshot] : [])
    expect(after.getMap('chapters').toJSON()).toEqual({ c: 'C' })
    expect(Y.encodeStateAsUpdate(after)).toEqual(Y.encodeStateAsUpdate(before))
  })

  it('[P5] keeps beside a snapshot exactly what the snapshot brings', async () => {
    await commitTitles(new CourseAuthor(), 'A', 'B', 'C')
    await opened().compact('course-1')

    const [snapshot] = await opened().loadUpdates('course-1', 0)
    const brought = courseUpdateOf(snapshot?.bytes ?? new Uint8Array())
    expect(snapshot?.deleteSet).toEqual(brought.deleteSet)
    expect(snapshot && clocksOf(snapshot.stateVector)).toEqual(clocksOf(brought.stateVector))
  })

  it('[P5] compacts again on top of a snapshot', async () => {
    const author = new CourseAuthor()
    await commitTitles(author, 'A')
    await opened().compact('course-1')
    await commitTitles(author, 'B')
    await opened().compact('course-1')
    await opened().compact('course-1')

    expect(await revisionsOf(0)).toEqual(['snapshot 2'])
    expect(
      documentOf(await opened().loadUpdates('course-1', 0))
        .getMap('chapters')
        .toJSON(),
    ).toEqual({ c: 'B' })
  })

  it('[P5] compacts a course that two ask for at once', async () => {
    await commitTitles(new CourseAuthor(), 'A', 'B')

    await Promise.all([opened().compact('course-1'), opened().compact('course-1')])

    expect(await revisionsOf(0)).toEqual(['snapshot 2'])
  })

  it('[P5] keeps a snapshot of many megabytes whole', async () => {
    const text = 'Long. '.repeat(200_000)
    await opened().commit([new CourseAuthor().save({ info: { title: 'Big', description: text } })])
    await opened().compact('course-1')

    const course = documentOf(await opened().loadUpdates('course-1', 0)).getMap('course')
    expect(course.get('description')).toBe(text)
  })

  it('[P5] has nothing to compact in a course it does not know', async () => {
    await opened().compact('nowhere')
    expect(await opened().loadSummary('nowhere')).toBeUndefined()
  })

  it('[P5] takes commits while it compacts, and loses none', async () => {
    const author = new CourseAuthor()
    await commitTitles(author, 'A', 'B')

    await Promise.all([opened().compact('course-1'), commitTitles(author, 'C', 'D')])

    const updates = await opened().loadUpdates('course-1', 0)
    expect(documentOf(updates).getMap('chapters').toJSON()).toEqual({ c: 'D' })
    expect(updates.at(-1)?.revision).toBe(4)
  })

  it('[P5] sums up a course for its readers: the newest snapshot and each update after it', async () => {
    const author = new CourseAuthor()
    await commitTitles(author, 'A', 'B')
    await opened().compact('course-1')
    await commitTitles(author, 'C', 'D')
    const updates = await opened().loadUpdates('course-1', 0)

    expect(await opened().loadSummary('course-1')).toEqual({
      epoch: 'epoch-1',
      revision: 4,
      stateVectors: updates.map(({ stateVector }) => stateVector),
      deleteSets: updates.map(({ deleteSet }) => deleteSet),
      clients: [],
      storedBytes: updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
      updatesSinceSnapshot: 2,
    })
  })

  it('[A7] binds a client to the first who wrote under it, and learns the name they last used', async () => {
    const author = new CourseAuthor()
    const bind = (clientId: number, userId: string, name: string) =>
      author.save({ clients: [{ clientId, userId, name }] })
    await opened().commit([bind(1, 'ana', 'Ana'), bind(4_294_967_295, 'ben', 'Ben'), bind(1, 'mallory', 'Anna')])

    const summary = await opened().loadSummary('course-1')
    expect([...(summary?.clients ?? [])].sort((a, b) => a.clientId - b.clientId)).toEqual([
      { clientId: 1, userId: 'ana', name: 'Anna' },
      { clientId: 4_294_967_295, userId: 'ben', name: 'Ben' },
    ])
  })

  it('[P1] shows every commit that has resolved to whatever is read next', async () => {
    const author = new CourseAuthor()
    for (let revision = 1; revision <= 50; revision++) {
      await opened().commit([author.save({ info: { title: `Title ${revision}` } })])
      expect((await opened().loadSummary('course-1'))?.revision).toBe(revision)
      expect((await opened().readCourse('course-1'))?.title).toBe(`Title ${revision}`)
    }
  })
}
