/** What a reload waits for: everything the author did is on this device. */
import { expect, it } from 'vitest'
import { OpenSessions } from '../../../app/screens/open-sessions.ts'
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
