import { describe, expect, it } from 'vitest'
import { AuthorProfile } from '../../../app/screens/author-profile.ts'
import { OpenSessions } from '../../../app/screens/open-sessions.ts'
import { createQueryClient, queryKeys } from '../../../app/server-state/query-client.ts'
import { receiveOutcome } from '../../../app/server-state/receive-outcome.ts'
import { mergeCourses } from '../../../app/server-state/use-course-list.ts'
import type { HistoryPages } from '../../../app/server-state/use-operations.ts'
import type { CourseSession } from '../../../app/session/session-state.ts'
import type { CourseList } from '../../../course/wire/http.ts'
import { operationId, outcomeOf, renameBasics, renameIntro, stateWith } from './session-fixtures.ts'

const listed = { id: 'wood', title: 'Wood', revision: 1, updatedAt: 10 }

describe('the course list', () => {
  it('[C1] shows the courses of this device beside those of the server, newest first', () => {
    const known = [
      { courseId: 'wood', title: 'Old title', openedAt: 40 },
      { courseId: 'metal', title: 'Metal', openedAt: 30 },
    ]
    expect(mergeCourses([listed], known)).toEqual([
      { id: 'metal', title: 'Metal', at: 30, isOnServer: false },
      { id: 'wood', title: 'Wood', at: 10, isOnServer: true },
    ])
  })

  it('[C3] does not list a course that is in the trash of the server', () => {
    const known = [{ courseId: 'wood', title: 'Wood', openedAt: 40 }]
    expect(mergeCourses([{ ...listed, deletedAt: 20 }], known)).toEqual([])
  })

  it('[C5] takes the title and the time of a save from its ack', () => {
    const client = createQueryClient()
    client.setQueryData<CourseList>(queryKeys.courses, { courses: [listed] })
    receiveOutcome(client, outcomeOf([renameBasics]), { id: 'wood', title: 'Woodworking' })
    expect(client.getQueryData<CourseList>(queryKeys.courses)?.courses).toEqual([
      { id: 'wood', title: 'Woodworking', revision: 7, updatedAt: 2000 },
    ])
  })
})

describe('the history', () => {
  it('[C5] grows by an ack, once', () => {
    const client = createQueryClient()
    const key = queryKeys.history('wood')
    const older = outcomeOf([renameIntro], { operationId: `${operationId.slice(0, -1)}2`, revision: 3 })
    const { by, savedAt, commands } = older.operation
    const pages = [{ operations: [], next: 4 }, { operations: [{ ...older.ack, by, savedAt, commands }] }]
    client.setQueryData<HistoryPages>(key, { pages, pageParams: [0, 4] })
    const outcome = outcomeOf([renameBasics])
    receiveOutcome(client, outcome, { id: 'wood', title: 'Wood' })
    receiveOutcome(client, outcome, { id: 'wood', title: 'Wood' })
    expect(client.getQueryData<HistoryPages>(key)?.pages).toMatchObject([
      { operations: [{ operationId, commands: [renameBasics] }], next: 4 },
      { operations: [{ revision: 3, commands: [renameIntro] }] },
    ])
  })
})

describe('sessions of a tab', () => {
  function countSessions() {
    const counts = { opened: 0, closed: 0 }
    const sessions = new OpenSessions(async () => {
      counts.opened++
      return { getState: () => stateWith({}), close: async () => void counts.closed++ } as CourseSession
    })
    return { counts, sessions }
  }

  it('[S2] opens a course once for a screen that is mounted twice', async () => {
    const { counts, sessions } = countSessions()
    const first = sessions.lease('wood')
    first.end()
    const second = sessions.lease('wood')
    await second.session
    expect(counts).toEqual({ opened: 1, closed: 0 })
  })

  it('[S2] closes a course when its last screen is gone, before it is opened again', async () => {
    const { counts, sessions } = countSessions()
    const [one, two] = [sessions.lease('wood'), sessions.lease('wood')]
    await one.session
    one.end()
    one.end()
    await Promise.resolve()
    expect(counts.closed).toBe(0)
    two.end()
    await Promise.resolve()
    await sessions.lease('wood').session
    expect(counts).toEqual({ opened: 2, closed: 1 })
  })
})

describe('the author', () => {
  it('[C1] saves under a new name at once, and keeps it', async () => {
    const kept: string[] = []
    const stored = { device: 'device', author: { id: 'bo', name: 'Bo' } }
    const profile = new AuthorProfile(stored, { saveProfile: async ({ author }) => void kept.push(author.name) })
    await profile.rename('Robert')
    expect(profile.author).toEqual({ id: 'bo', name: 'Robert' })
    expect(kept).toEqual(['Robert'])
  })
})
