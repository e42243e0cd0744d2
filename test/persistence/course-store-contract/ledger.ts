import { expect, it } from 'vitest'
import type { CourseStore } from '../../../persistence/course-store.ts'
import { CourseAuthor, ledgerEntry, operationIdOf, rejection } from '../fixtures.ts'

export function ledgerRules(opened: () => CourseStore): void {
  const numbersOf = (operations: readonly { readonly operationId: string }[]) =>
    operations.map(({ operationId }) => Number(operationId.slice(-12)))

  it('[A4] gives back all that the ledger was given', async () => {
    const by = { id: 'ben', name: 'Bén 🎬' }
    const entry = ledgerEntry(1, {
      by,
      status: 'committed',
      notes: [{ code: 'overrode', command: 0, by, value: 'Old' }],
    })
    await opened().commit([new CourseAuthor().save({ operations: [entry], at: 77 })])

    const [operation] = await opened().findOperations('course-1', [entry.operationId])

    expect(operation).toEqual({ ...entry, revision: 1, storedAt: 77 })
  })

  it('[A4] finds operations in the order they are asked for, and only those it has', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.save(), author.save()])

    const asked = [2, 5, 1].map(operationIdOf)
    expect(numbersOf(await opened().findOperations('course-1', asked))).toEqual([2, 1])
    expect(await opened().findOperations('course-2', asked)).toEqual([])
  })

  it('[A6] names the newest operations of a device, newest first, rejections among them', async () => {
    const author = new CourseAuthor()
    const phone = ledgerEntry(50, { device: 'phone' })
    await opened().commit([author.save(), author.save({ operations: [phone] }), author.save()])
    await opened().commit([author.reject(rejection(9)), author.save()])

    expect(numbersOf(await opened().recentOperations('course-1', 'laptop', 3))).toEqual([4, 9, 3])
    expect(numbersOf(await opened().recentOperations('course-1', 'phone', 3))).toEqual([50])
    expect(await opened().recentOperations('course-1', 'tablet', 3)).toEqual([])
  })

  it('[A4] turns the pages of a history from the newest to the oldest, each operation once', async () => {
    const author = new CourseAuthor()
    await opened().commit(Array.from({ length: 5 }, () => author.save()))

    const first = await opened().readOperations('course-1', { limit: 2 })
    expect(numbersOf(first.operations)).toEqual([5, 4])
    expect(first.next).toBe(4)
    const second = await opened().readOperations('course-1', { before: 4, limit: 2 })
    expect(numbersOf(second.operations)).toEqual([3, 2])
    const last = await opened().readOperations('course-1', { before: second.next ?? 0, limit: 2 })
    expect(last).toEqual({ operations: [expect.objectContaining({ operationId: operationIdOf(1) })] })
  })

  it('[A4] never parts the operations of one revision between two pages', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.save({ operations: [ledgerEntry(1), ledgerEntry(2)] })])
    await opened().commit([author.save({ operations: [ledgerEntry(3), ledgerEntry(4)] })])

    const page = await opened().readOperations('course-1', { limit: 3 })
    expect(numbersOf(page.operations)).toEqual([4, 3])
    expect(page.next).toBe(2)
    const rest = await opened().readOperations('course-1', { before: 2, limit: 3 })
    expect(numbersOf(rest.operations)).toEqual([2, 1])
    expect(rest.next).toBeUndefined()
  })

  it('[A4] gives a revision with more operations than the limit as a page of its own', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.save(), author.save({ operations: [10, 11, 12].map(number => ledgerEntry(number)) })])

    const page = await opened().readOperations('course-1', { limit: 2 })
    expect(numbersOf(page.operations)).toEqual([12, 11, 10])
    expect(page.next).toBe(2)
  })

  it('[P4] shows rejections in the history beside the revision they were refused at', async () => {
    const author = new CourseAuthor()
    await opened().commit([author.reject(rejection(8)), author.save(), author.reject(rejection(9)), author.save()])

    const { operations, next } = await opened().readOperations('course-1', { limit: 10 })
    expect(numbersOf(operations)).toEqual([2, 9, 1, 8])
    expect(next).toBeUndefined()
    expect(numbersOf((await opened().readOperations('course-1', { before: 1, limit: 10 })).operations)).toEqual([8])
  })

  it('[A4] has an empty history for a course it does not know', async () => {
    expect(await opened().readOperations('nowhere', { limit: 10 })).toEqual({ operations: [] })
  })
}
