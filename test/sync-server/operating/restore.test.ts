import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { CourseSession } from '../../../app/session/session-state.ts'
import { MemoryProfile } from '../../../persistence/memory-local/memory-profile.ts'
import { openCourse, type Person, signIn, startAuthServer } from '../auth/fixtures/auth-server.ts'
import { addChapter, addVideo, renameChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { openAuthor, saveOne } from './fixtures/author.ts'
import { makeDataFolder, newFolder, serve } from './fixtures/data-folder.ts'
import { findingsIn, lectern } from './fixtures/lectern.ts'

// A command is a process: on a busy machine it takes a second to start.
vi.setConfig({ testTimeout: 60_000 })

/** A reconnecting client waits a few seconds between its tries. */
const patience = { timeout: 20_000 }

function allStored(session: CourseSession) {
  return expect.poll(() => session.getState().pending, patience).toEqual([])
}

interface Invitation {
  readonly token: string
  readonly invitationId: string
}

async function invite(owner: Person): Promise<Invitation> {
  const made = await owner.ask('POST', '/api/courses/course-1/invitations', { role: 'editor', expiresInDays: 90 })
  return (await made.json()) as Invitation
}

function accept(person: Person, { token }: Invitation): Promise<Response> {
  return person.ask('POST', `/api/invitations/${token}/acceptance`)
}

const chaptersOf = (session: CourseSession) => [...session.getState().saved.chapters.keys()].sort()

it('[S5] after a restore, clients begin again in the new epoch and send what they still have pending', async () => {
  const [dataDir, backup, restored] = [newFolder('data'), newFolder('backup'), newFolder('data')]
  const server = await serve(dataDir)
  const { url } = server
  const ana = openAuthor({ url, device: 'ana', disk: new MemoryProfile() })
  const bo = openAuthor({ url, device: 'bo', disk: new MemoryProfile() })
  await saveOne(ana, addChapter('before'))
  await allStored(ana)
  const epoch = ana.getState().server?.epoch
  expect(await lectern('backup', '--data', dataDir, '--to', backup)).toMatchObject({ exitCode: 0 })
  await saveOne(bo, addChapter('after'))
  await allStored(bo)
  await server.close()
  const pending = await saveOne(ana, addVideo('offline', 'before'))

  expect(await lectern('restore', '--from', backup, '--data', restored)).toMatchObject({ exitCode: 0 })
  await serve(restored, Number(new URL(url).port))
  await allStored(ana)

  expect(ana.getState().server?.epoch).not.toBe(epoch)
  expect(ana.getState().saved.videos.has('offline')).toBe(true)
  // What was acknowledged after the backup is not in it: that is what a backup's age means.
  expect(chaptersOf(ana)).toEqual(['before'])
  const fate = await fetch(`${url}/api/courses/course-1/operations/${pending}`)
  expect(await fate.json()).toMatchObject({ status: 'stored' })

  await saveOne(bo, renameChapter('before', 'Again', 'Chapter before'))
  await allStored(bo)
  await expect.poll(() => ana.getState().saved.chapters.get('before')?.title, patience).toBe('Again')
  expect(chaptersOf(bo)).toEqual(['before'])
  expect(await findingsIn(restored)).toEqual([])
})

it('[C8] takes again from a stock client, which knows no epochs, all that it still has', async () => {
  const [dataDir, backup, restored] = [newFolder('data'), newFolder('backup'), newFolder('data')]
  const server = await serve(dataDir)
  const stock = await join(server, { device: null })
  await stock.store([addChapter('before')])
  expect(await lectern('backup', '--data', dataDir, '--to', backup)).toMatchObject({ exitCode: 0 })
  await stock.store([addChapter('after')])
  await stock.leave()
  await server.close()

  expect(await lectern('restore', '--from', backup, '--data', restored)).toMatchObject({ exitCode: 0 })
  const again = await serve(restored)
  const back = await join(again, { device: null, doc: stock.doc })
  await back.store([addChapter('now')])
  const newcomer = await join(again, { device: 'cai' })
  expect([...newcomer.course.chapters.keys()].sort()).toEqual(['after', 'before', 'now'])
  expect(await findingsIn(restored)).toEqual([])
})

it('[R3] a link that was taken back or used since the backup is no good again after a restore; members are those of the backup', async () => {
  const [dataDir, backup, restored] = [newFolder('data'), newFolder('backup'), newFolder('data')]
  const server = await startAuthServer({ dataDir })
  const { ana, sam } = await openCourse(server)
  const [takenBack, used, unused] = [await invite(ana), await invite(ana), await invite(ana)]
  expect(await lectern('backup', '--data', dataDir, '--to', backup)).toMatchObject({ exitCode: 0 })
  expect((await ana.ask('DELETE', `/api/courses/course-1/invitations/${takenBack.invitationId}`)).status).toBe(200)
  // A backup changes nothing of the server beside which it is made.
  expect((await accept(sam, used)).status).toBe(200)
  await server.close()

  expect(await lectern('restore', '--from', backup, '--data', restored)).toMatchObject({ exitCode: 0 })
  const again = await startAuthServer({ dataDir: restored })
  const eve = await signIn(again, 'eve')
  for (const link of [takenBack, used, unused]) expect((await accept(eve, link)).status).toBe(404)
  const owner = await signIn(again, 'ana')
  const { members } = (await (await owner.ask('GET', '/api/courses/course-1/members')).json()) as {
    members: { userId: string }[]
  }
  expect(members.map(({ userId }) => userId).sort()).toEqual(['user:ana', 'user:ed', 'user:vi'])
})

it('restores into an empty folder only, and only what is sound', async () => {
  const dataDir = await makeDataFolder()
  const backup = newFolder('backup')
  expect(await lectern('restore', '--from', dataDir, '--data', backup)).toMatchObject({ exitCode: 2 })
  await lectern('backup', '--data', dataDir, '--to', backup)
  const restored = newFolder('data')
  mkdirSync(restored)
  writeFileSync(joinPath(restored, 'note.txt'), 'mine')
  expect(await lectern('restore', '--from', backup, '--data', restored)).toMatchObject({
    exitCode: 2,
    complaint: expect.stringContaining('not empty'),
  })
  expect(readdirSync(restored)).toEqual(['note.txt'])

  writeFileSync(joinPath(backup, 'lectern.db'), 'x', { flag: 'r+' })
  const refused = newFolder('data')
  expect(await lectern('restore', '--from', backup, '--data', refused)).toMatchObject({
    exitCode: 2,
    output: expect.stringContaining('lectern.db is not as it was written'),
  })
  const manifest = joinPath(backup, 'manifest.json')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"lectern.db"', '"../data/lectern.db"'))
  expect(await lectern('restore', '--from', backup, '--data', refused)).toMatchObject({
    exitCode: 2,
    complaint: expect.stringContaining('no backup that this Lectern knows'),
  })
  expect(await lectern('restore', '--from', newFolder('nothing'), '--data', refused)).toMatchObject({ exitCode: 2 })
})
