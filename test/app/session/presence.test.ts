/** Who is here, on which row, with what unsaved: between real sessions, over the real server. */
import { expect, it } from 'vitest'
import { type Colleague, Presence } from '../../../app/session/presence.ts'
import { presenceToSend } from '../../../app/session/presence-state.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { Browser, saveOne, type Tab, World } from './fixtures/world.ts'

const basics = { kind: 'chapter', id: 'basics' } as const

function colleaguesOf({ session }: Tab): readonly Colleague[] {
  return session.presence.getColleagues().shown
}

it('shows a colleague with their row, and that it is gone when they are', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  other.session.presence.moveTo({ row: basics, isEditing: true })
  await world.advance(500)
  expect(colleaguesOf(author)).toEqual([
    { id: 'device-1', name: 'Ada', places: [{ row: basics, isEditing: true }], unsaved: { count: 0, ids: [] } },
  ])
  expect(colleaguesOf(other)).toHaveLength(1)

  await other.session.close()
  await world.advance(500)
  expect(colleaguesOf(author)).toEqual([])
})

it('tells which rows a colleague has changed and not saved', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await saveOne(author, addChapter('basics', 'Basics'))
  await world.advance(1000)
  other.session.edit([renameChapter('basics', 'Foundations', 'Basics')])
  await world.advance(500)
  expect(colleaguesOf(author)).toMatchObject([{ unsaved: { count: 1, ids: ['basics'] } }])

  await other.session.save()
  await world.advance(500)
  expect(colleaguesOf(author)).toMatchObject([{ unsaved: { count: 0, ids: [] } }])
})

it("counts a colleague's tabs as one colleague, and the author's own other tabs as none", async () => {
  const world = new World()
  const author = await world.openOnlineTab()
  const browser = new Browser('twice')
  const [first, second] = [await world.openOnlineTab({ browser }), await world.openOnlineTab({ browser })]
  first.session.presence.moveTo({ row: basics, isEditing: false })
  await world.advance(500)
  expect(colleaguesOf(author)).toMatchObject([{ id: 'twice', places: [{ row: basics }] }])
  expect(colleaguesOf(second)).toMatchObject([{ id: 'device-0' }])
})

it('knows nobody while it is offline, and everybody again after', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await world.advance(500)
  world.network.cut()
  await world.advance(500)
  expect([author, other].map(tab => colleaguesOf(tab).length)).toEqual([0, 0])

  world.network.mend()
  await world.advance(2000)
  expect([author, other].map(tab => colleaguesOf(tab).length)).toEqual([1, 1])
})

it('is seen again at once by those who stayed when its own connection breaks and comes back', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await world.advance(500)
  other.session.dropConnection()
  await world.advance(100)
  expect(colleaguesOf(author)).toHaveLength(0)
  await world.advance(2000)
  expect(colleaguesOf(author)).toHaveLength(1)
})

it('tells many movements in a moment as few', async () => {
  const world = new World()
  const author = await world.openOnlineTab()
  await world.advance(500)
  const [socket] = world.network.sockets
  const before = socket?.sent.length ?? 0
  for (let step = 0; step < 100; step++) {
    author.session.presence.moveTo({ row: { kind: 'video', id: `v${step}` }, isEditing: false })
    await world.advance(10)
  }
  await world.advance(1000)
  const frames = (socket?.sent.length ?? 0) - before
  expect(frames).toBeGreaterThan(1)
  expect(frames).toBeLessThanOrEqual(6)
})

it('shows fifty of a crowd and counts the others, however many tabs say they are one person', () => {
  const presence = new Presence({ clock: new FakeClock(), author: () => ({ id: 'me', name: 'Me' }) })
  const place = { row: basics, isEditing: false }
  const stateOf = (id: string) => presenceToSend({ user: { id, name: id }, place, unsaved: { count: 1, ids: [id] } })
  const crowd = Array.from({ length: 1000 }, (_, client) => [client, stateOf(`person-${client}`)] as const)
  presence.heard(new Map(crowd))
  expect(presence.getColleagues()).toMatchObject({ total: 500 })
  expect(presence.getColleagues().shown).toHaveLength(50)

  presence.heard(new Map(crowd.map(([client]) => [client, undefined])))
  expect(presence.getColleagues().total).toBe(0)
  presence.heard(new Map(crowd.map(([client]) => [client, stateOf('one')])))
  const [one] = presence.getColleagues().shown
  expect([presence.getColleagues().total, one?.places.length]).toEqual([1, 8])
})
