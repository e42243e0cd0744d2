import { expect, it } from 'vitest'
import type { CourseStore } from '../../../persistence/course-store.ts'
import { CourseAuthor, ledgerEntry, operationIdOf, rejection } from '../fixtures.ts'

export function commitRules(opened: () => CourseStore): void {
  it('[P1] begins a course with its first commit and raises its revision with each one after', async () => {
    const author = new CourseAuthor()

    expect(await opened().commit([author.save()])).toEqual([{ status: 'committed', epoch: 'epoch-1', revision: 1 }])
    expect(await opened().commit([author.save()])).toEqual([{ status: 'committed', epoch: 'epoch-1', revision: 2 }])
  })

  it('[P1] stores a group of several courses in order, one result for each commit', async () => {
    const [ana, ben] = [new CourseAuthor('a'), new CourseAuthor('b')]

    const results = await opened().commit([ana.save(), ben.save(), ana.save()])

    expect(results).toMatchObject([{ revision: 1 }, { revision: 1 }, { revision: 2 }])
    expect((await opened().loadUpdates('a', 0)).map(({ revision }) => revision)).toEqual([1, 2])
  })

  it('[P1] takes an empty group', async () => {
    expect(await opened().commit([])).toEqual([])
  })

  it('[P1] gives two operations of one update the same revision', async () => {
    await opened().commit([new CourseAuthor().save({ operations: [ledgerEntry(1), ledgerEntry(2)] })])

    const { operations } = await opened().readOperations('course-1', { limit: 10 })
    expect(operations.map(({ revision }) => revision)).toEqual([1, 1])
  })

  it('[A4] answers an operation that comes again with its first fate and stores nothing of it', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.save()])

    const again = author.save({ operations: [ledgerEntry(1, { savedAt: 5 }), ledgerEntry(2)] })
    const [result] = await opened().commit([again])

    expect(result).toMatchObject({ status: 'duplicate', operations: [{ ...ledgerEntry(1), revision: 1 }] })
    expect(await opened().loadSummary('course-1')).toMatchObject({ revision: 1 })
    expect(await opened().findOperations('course-1', [operationIdOf(2)])).toEqual([])
  })

  it('[A4] finds an operation again that an earlier commit of the same group brought', async () => {
    const author = new CourseAuthor()
    const [first, again] = [author.save(), author.save({ operations: [ledgerEntry(1)] })]

    expect(await opened().commit([first, again])).toMatchObject([{ status: 'committed' }, { status: 'duplicate' }])
  })

  it('[A4] tells of a duplicate even where the commit is stale too', async () => {
    const author = new CourseAuthor()
    const first = author.save()
    await opened().commit([first])

    expect(await opened().commit([first])).toMatchObject([{ status: 'duplicate' }])
  })

  it('[A4] takes the same operationId in two courses for two operations', async () => {
    const results = await opened().commit([new CourseAuthor('a').save(), new CourseAuthor('b').save()])

    expect(results).toMatchObject([{ status: 'committed' }, { status: 'committed' }])
  })

  it('[P1] lets the rest of a group in where one commit is refused, and only what was derived from it is stale', async () => {
    const [ana, ben] = [new CourseAuthor('a'), new CourseAuthor('b')]
    await opened().commit([ana.save()])

    const results = await opened().commit([ana.save({ operations: [ledgerEntry(1)] }), ben.save(), ana.save()])

    const stale = { status: 'stale', epoch: 'epoch-1', revision: 1 }
    expect(results).toMatchObject([{ status: 'duplicate' }, { status: 'committed', revision: 1 }, stale])
    expect(await opened().loadUpdates('a', 0)).toHaveLength(1)
  })

  it('[P1] refuses as stale what was derived from another revision, another epoch, or no course', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.save()])
    const next = author.save()
    const of = (revision: number, epoch: string | null) => ({ ...next, expected: { revision, epoch } })

    const results = await opened().commit([of(2, 'epoch-1'), of(1, 'epoch-0'), of(0, null)])

    expect(results).toEqual(Array(3).fill({ status: 'stale', epoch: 'epoch-1', revision: 1 }))
    expect(await opened().loadUpdates('course-1', 0)).toHaveLength(1)
    expect(await opened().commit([of(1, 'epoch-1')])).toMatchObject([{ status: 'committed', revision: 2 }])
  })

  it('[P1] says of a course that does not exist that it has no epoch', async () => {
    const author = new CourseAuthor()
    author.save()

    expect(await opened().commit([author.save()])).toEqual([{ status: 'stale', epoch: null, revision: 0 }])
    expect(await opened().loadSummary('course-1')).toBeUndefined()
  })

  it('[P4] keeps a rejection at the present revision without raising it', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.save()])

    const [result] = await opened().commit([author.reject(rejection(9))])

    expect(result).toEqual({ status: 'committed', epoch: 'epoch-1', revision: 1 })
    expect(await opened().findOperations('course-1', [operationIdOf(9)])).toMatchObject([
      { status: 'rejected', revision: 1, error: { code: 'out-of-schema' }, storedAt: 1_800_000_000_000 },
    ])
    expect(await opened().commit([author.save()])).toMatchObject([{ status: 'committed', revision: 2 }])
  })

  it('[P4] does not compare what a rejection expects', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.save()])

    expect(await opened().commit([new CourseAuthor().reject(rejection(9))])).toMatchObject([{ status: 'committed' }])
  })

  it('[P4] writes a rejection once', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.reject(rejection(9))])

    const results = await opened().commit([author.reject(rejection(9), rejection(10))])

    expect(results).toMatchObject([{ status: 'duplicate', operations: [{ status: 'rejected' }] }])
    expect(await opened().findOperations('course-1', [operationIdOf(10)])).toEqual([])
  })

  it('[P4] remembers a rejection of a course that does not exist, which then begins as any other', async () => {
    const author = new CourseAuthor()
    expect(await opened().commit([author.reject(rejection(9))])).toMatchObject([{ status: 'committed', revision: 0 }])

    expect(await opened().listCourses()).toEqual([])
    expect(await opened().loadSummary('course-1')).toBeUndefined()
    expect(await opened().readCourse('course-1')).toBeUndefined()
    expect(await opened().setDeleted('course-1', 1)).toBe(false)
    expect(await opened().findOperations('course-1', [operationIdOf(9)])).toHaveLength(1)

    expect(await opened().commit([author.save()])).toMatchObject([{ status: 'committed', revision: 1 }])
  })

  it('[P1] takes commits that are called at once in the order of the calls', async () => {
    const author = new CourseAuthor()
    const commits = Array.from({ length: 20 }, () => author.save())

    const results = await Promise.all(commits.map(commit => opened().commit([commit])))

    const revisions = results.map(([result]) => result?.status === 'committed' && result.revision)
    expect(revisions).toEqual(commits.map((_, i) => i + 1))
  })

  it('[P1] leaves the bytes of a commit with its caller, also where they are a part of a larger buffer', async () => {
    const frame = new Uint8Array(1000).fill(7)
    const commit = new CourseAuthor().save()
    const bytes = frame.subarray(3, 10)

    await opened().commit([{ ...commit, ...(commit.update && { update: { ...commit.update, bytes } }) }])

    expect(frame.byteLength).toBe(1000)
    expect((await opened().loadUpdates('course-1', 0))[0]?.bytes).toEqual(new Uint8Array(7).fill(7))
  })

  it('[P3] refuses everything after it has been closed, as unavailable', async () => {
    await opened().close()
    await opened().close()

    await expect(opened().commit([new CourseAuthor().save()])).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(opened().loadSummary('course-1')).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(opened().check()).rejects.toMatchObject({ code: 'store-unavailable' })
  })

  it('[P3] says that it can read and write', async () => {
    await expect(opened().check()).resolves.toBeUndefined()
  })
}
