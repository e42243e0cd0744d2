/** What a reload waits for: everything the author did is on this device. */
import { expect, it } from 'vitest'
import { OpenSessions } from '../../../app/screens/open-sessions.ts'
import type { CourseSession, SessionEvent } from '../../../app/session/session-state.ts'
import { UnkeptProfile } from '../../../persistence/memory-local/unkept-profile.ts'
import { addChapter } from '../session/fixtures/commands.ts'
import { Browser, courseId, World } from '../session/fixtures/world.ts'

async function openCourse(browser: Browser) {
  const world = new World()
  const tab = await world.openOnlineTab({ browser })
  const sessions = new OpenSessions(async () => tab.session)
  await sessions.lease(courseId).session
  return { world, tab, sessions }
}

it('[S3] an unsaved change that was typed a moment ago is on this device when the page may be loaded anew', async () => {
  const browser = new Browser('device-a')
  const { world, tab, sessions } = await openCourse(browser)
  tab.session.edit([addChapter('basics', 'Basics')])
  expect(await sessions.settle()).toBe(true)
  tab.kill()
  const after = await world.openOnlineTab({ browser })
  expect(after.session.getState().draft).toMatchObject([{ command: { title: 'Basics' } }])
})

it('[S3] where this device keeps nothing, unsaved changes hold the page until the server has them', async () => {
  const { world, tab, sessions } = await openCourse(new Browser('device-a', new UnkeptProfile()))
  expect(await sessions.settle()).toBe(true)
  tab.session.edit([addChapter('basics', 'Basics')])
  expect(await sessions.settle()).toBe(false)
  await tab.session.save()
  await world.settle()
  expect(await sessions.settle()).toBe(true)
})

it('[S3] a course that could not be opened holds nothing up', async () => {
  const sessions = new OpenSessions(() => Promise.reject(new Error('not opened')))
  await expect(sessions.lease(courseId).session).rejects.toThrow('not opened')
  expect(await sessions.settle()).toBe(true)
})

it('[S3] a save made offline gets to the server though its course was left, and whoever left is told once', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const [told, closed]: [string[], string[]] = [[], []]
  const unheld = {
    onEvent: (_session: unknown, { kind }: SessionEvent) => told.push(kind),
    onClosing: (session: CourseSession) => closed.push(session.getState().courseId),
  }
  const sessions = new OpenSessions(async () => tab.session, unheld, world.clock)
  const lease = sessions.lease(courseId)
  await lease.session
  world.network.cut()
  tab.session.edit([addChapter('basics', 'Basics')])
  const operationId = await tab.session.save()
  await world.settle()
  lease.end()
  await world.advance(60_000)
  expect({ told, closed }).toEqual({ told: [], closed: [] })

  world.network.mend()
  await world.advance(30_000)

  expect({ told, closed }).toEqual({ told: ['saved'], closed: [courseId] })
  const [stored] = await world.server.store.findOperations(courseId, [operationId ?? ''])
  expect(stored).toMatchObject({ status: 'stored' })
})

it('[S3] a course that is opened again while its saves are on their way is the same one, and speaks to its screen alone', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const told: string[] = []
  const sessions = new OpenSessions(async () => tab.session, { onEvent: (_session, { kind }) => told.push(kind) })
  const lease = sessions.lease(courseId)
  await lease.session
  world.network.cut()
  tab.session.edit([addChapter('basics', 'Basics')])
  await tab.session.save()
  lease.end()
  await world.settle()
  expect(await sessions.lease(courseId).session).toBe(tab.session)
  world.network.mend()
  await world.advance(30_000)
  expect(told).toEqual([])
  expect(tab.session.getState().connection).toEqual({ kind: 'online' })
})
