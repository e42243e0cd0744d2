import { expect, it } from 'vitest'
import type { ChapterDeletion, Deletion } from '../../../course/model.ts'
import type { CourseStore, RowChanges } from '../../../persistence/course-store.ts'
import { ana, CourseAuthor, chapter, operationIdOf, video } from '../fixtures.ts'

const deletion: Deletion = { by: ana, at: 5, operationId: operationIdOf(1) }
const deletedWith = (...videoIds: string[]): ChapterDeletion => ({ ...deletion, videoIds })

export function listingRules(opened: () => CourseStore): void {
  const readRows = async (rows: Partial<RowChanges>) => {
    await opened().commit([new CourseAuthor().save({ rows: { chapters: [], videos: [], ...rows } })])
    const course = await opened().readCourse('course-1')
    return {
      chapters: course?.chapters.map(({ id, videos }) => [id, ...videos.map(({ id }) => id)]),
      unfiled: course?.unfiled.map(({ id }) => id),
    }
  }

  it('[P1] lists courses with their title, revision and time, deleted ones too', async () => {
    const [ana, ben] = [new CourseAuthor('a'), new CourseAuthor('b')]
    await opened().commit([
      ana.save({ info: { title: 'Algebra' }, at: 5 }),
      ben.save({ info: { title: 'Biology' }, at: 6 }),
    ])
    await opened().commit([ana.save({ at: 9 })])
    await opened().setDeleted('b', 77)

    const courses = [...(await opened().listCourses())].sort((x, y) => x.id.localeCompare(y.id))
    expect(courses).toEqual([
      { id: 'a', title: 'Algebra', revision: 2, updatedAt: 9 },
      { id: 'b', title: 'Biology', revision: 1, updatedAt: 6, deletedAt: 77 },
    ])
  })

  it('[P1] puts a course into the trash and takes it out again without touching its document', async () => {
    await opened().commit([new CourseAuthor().save()])

    expect(await opened().setDeleted('course-1', 42)).toBe(true)
    expect(await opened().loadSummary('course-1')).toMatchObject({ deletedAt: 42, revision: 1 })
    expect(await opened().readCourse('course-1')).toMatchObject({ deletedAt: 42 })
    expect(await opened().loadUpdates('course-1', 0)).toHaveLength(1)

    expect(await opened().setDeleted('course-1', null)).toBe(true)
    expect(await opened().loadSummary('course-1')).not.toHaveProperty('deletedAt')
    expect(await opened().setDeleted('nowhere', 42)).toBe(false)
  })

  it('[P1] shows a course whole: its fields, chapters, videos and where their files are', async () => {
    const upload = { kind: 'upload', uploadId: 'u1', fileName: 'a.mp4', sizeBytes: 12, type: 'video/mp4' } as const
    const link = { kind: 'link', url: 'https://example.org/a' } as const
    const course = { title: 'Algebra', description: 'Numbers', language: 'en' }
    const videos = [video('a', { source: upload }), video('b', { source: link, place: ['basics', 'a1'] })]
    await opened().commit([new CourseAuthor().save({ rows: { course, chapters: [chapter('basics')], videos }, at: 9 })])

    expect(await opened().readCourse('course-1')).toEqual({
      ...course,
      id: 'course-1',
      epoch: 'epoch-1',
      revision: 1,
      updatedAt: 9,
      chapters: [
        {
          id: 'basics',
          title: 'Chapter basics',
          position: 'a0',
          videos: [
            { id: 'a', title: 'Video a', position: 'a0', source: upload },
            { id: 'b', title: 'Video b', position: 'a1', source: link },
          ],
        },
      ],
      unfiled: [],
    })
    expect(await opened().readCourse('nowhere')).toBeUndefined()
  })

  it('[P1] takes a changed row whole: what is gone from it is gone from the course', async () => {
    const author = new CourseAuthor()
    const source = { kind: 'link', url: 'https://example.org/a' } as const
    const rows = {
      course: { title: 'A', language: 'en' },
      chapters: [chapter('basics')],
      videos: [video('a', { source })],
    }
    await opened().commit([author.save({ rows })])

    const changed = { course: { title: 'B' }, chapters: [], videos: [video('a', { title: 'New' })] }
    await opened().commit([author.save({ rows: changed })])

    const course = await opened().readCourse('course-1')
    expect(course).toMatchObject({ title: 'B' })
    expect(course).not.toHaveProperty('language')
    expect(course?.chapters[0]?.videos).toEqual([{ id: 'a', title: 'New', position: 'a0' }])
  })

  it('[C2] orders by code unit and breaks ties by id', async () => {
    const positions = ['a1', 'Zz', 'a0', '\uFFFF', '\u{1F600}']
    const chapters = positions.map((position, i) => chapter(`c${i}`, { position }))
    const videos = ['b', 'a', 'c'].map(id => video(id, { place: ['c0', 'a0'] }))

    const { chapters: ordered } = await readRows({ chapters, videos })
    expect(ordered).toEqual([['c1'], ['c2'], ['c0', 'a', 'b', 'c'], ['c4'], ['c3']])
  })

  it('[C3] hides a deleted video and keeps its neighbours', async () => {
    const videos = [video('a', { deleted: deletion }), video('b')]
    expect(await readRows({ chapters: [chapter('basics')], videos })).toEqual({
      chapters: [['basics', 'b']],
      unfiled: [],
    })
  })

  it('[C3] sends to the trash with a chapter only the videos its author saw there', async () => {
    const deleted = chapter('basics', { deleted: deletedWith('seen', 'moved-out') })
    const videos = [video('seen'), video('added-meanwhile'), video('moved-out', { place: ['next', 'a0'] })]

    const course = await readRows({ chapters: [deleted, chapter('next')], videos })

    expect(course).toEqual({ chapters: [['next', 'moved-out']], unfiled: ['added-meanwhile'] })
  })

  it('[C3] shows a video of an unknown chapter as unfiled', async () => {
    const videos = [video('b', { place: ['nowhere', 'a1'] }), video('a', { place: ['elsewhere', 'a2'] })]
    expect(await readRows({ videos })).toEqual({ chapters: [], unfiled: ['b', 'a'] })
  })

  it('[C3] brings a chapter and its videos back when its deletion is gone', async () => {
    const author = new CourseAuthor()
    const gone = { chapters: [chapter('basics', { deleted: deletedWith('a') })], videos: [video('a')] }
    await opened().commit([author.save({ rows: gone })])
    await opened().commit([author.save({ rows: { chapters: [chapter('basics')], videos: [] } })])

    expect((await opened().readCourse('course-1'))?.chapters).toMatchObject([{ id: 'basics', videos: [{ id: 'a' }] }])
  })
}
