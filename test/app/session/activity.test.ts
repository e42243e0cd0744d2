/** The list of what happened lately: whose saves, whose values met; never a toast's business. */
import { expect, it } from 'vitest'
import { ActivityLog } from '../../../app/session/activity.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { Browser, saveOne, type Tab, World } from './fixtures/world.ts'

const listOf = ({ session }: Tab) => session.activity.getActivity()

it("lists a colleague's save as unread with what it changed, and the author's own as read", async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  const first = await saveOne(author, addChapter('basics', 'Basics'))
  await world.advance(1000)
  const second = await saveOne(other, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(1000)

  const { entries, unread } = listOf(author)
  expect(entries).toMatchObject([
    { kind: 'saved', id: second, isOwn: false, by: { name: 'Ada' }, commands: [{ title: 'Foundations' }] },
    { kind: 'saved', id: first, isOwn: true },
  ])
  expect([...unread]).toEqual([second])
  author.session.activity.markRead()
  expect(listOf(author).unread.size).toBe(0)
  expect(author.session.activity.authorOf('basics/title', 'Foundations')).toMatchObject({ id: 'device-1' })
  expect(author.events.filter(({ kind }) => kind !== 'saved')).toEqual([])
})

it('lists what others saved while the author was offline, and nothing from before they first came', async () => {
  const world = new World()
  const other = await world.openOnlineTab()
  await saveOne(other, addChapter('basics', 'Basics'))
  await world.advance(1000)
  const author = await world.openOnlineTab()
  await world.advance(1000)
  expect(listOf(author).entries).toEqual([])

  author.session.dropConnection()
  await saveOne(other, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(5000)
  expect(listOf(author).entries).toMatchObject([{ commands: [{ title: 'Foundations' }] }])
})

it('[A8] lists as unread with both values what somebody replaced without having seen it', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await saveOne(author, addChapter('basics', 'Basics'))
  await world.advance(1000)
  other.session.edit([renameChapter('basics', 'Grundlagen', 'Basics')])
  await saveOne(author, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(1000)
  await other.session.save()
  await world.advance(1000)

  const { entries, unread } = listOf(author)
  const told = entries.find(({ kind }) => kind === 'conflict')
  expect(told).toMatchObject({
    conflict: { kind: 'overwritten', mine: { title: 'Foundations' }, theirs: 'Grundlagen', by: { name: 'Ada' } },
  })
  expect(unread.has(told?.id ?? '')).toBe(true)
  const replaced = listOf(other).entries.find(({ kind }) => kind === 'conflict')
  expect(replaced).toMatchObject({ conflict: { kind: 'overrode', theirs: 'Foundations' } })
})

it('[A8] tells it too where it happened while the author was not there', async () => {
  const world = new World()
  const browser = new Browser('ada')
  const [before, other] = [await world.openOnlineTab({ browser }), await world.openOnlineTab()]
  await saveOne(before, addChapter('basics', 'Basics'))
  await world.advance(1000)
  other.session.edit([renameChapter('basics', 'Grundlagen', 'Basics')])
  await saveOne(before, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(2000)
  await before.session.close()
  await other.session.save()
  await world.advance(1000)

  const author = await world.openOnlineTab({ browser })
  await world.advance(1000)
  const told = listOf(author).entries.filter(({ kind }) => kind === 'conflict')
  expect(told).toMatchObject([
    { conflict: { kind: 'overwritten', mine: { title: 'Foundations' }, theirs: 'Grundlagen' } },
  ])
})

it('reads no more of a record than it shows, and nothing of what is none', () => {
  const log = new ActivityLog({ clock: { now: () => 1000 }, device: 'mine' })
  const record = {
    operationId: '01990000-0000-7000-8000-000000000001',
    device: 'theirs',
    by: { id: 'ben', name: 'Ben' },
    savedAt: 9_000_000,
    commands: [7, ...Array.from({ length: 10_000 }, () => renameChapter('basics', 'Foundations', 'Basics'))],
  }
  log.read(record, false)
  log.read(record, true)
  for (const other of [undefined, 'text', { ...record, by: 'Ben' }, { ...record, device: 'mine' }])
    log.read(other, true)
  const { entries } = log.getActivity()
  expect(entries).toMatchObject([{ at: 1000, commandCount: 10_001 }])
  expect(entries[0]?.kind === 'saved' && entries[0].commands).toHaveLength(49)
})

it('forgets the oldest of very many', () => {
  const log = new ActivityLog({ clock: { now: () => 1000 }, device: 'mine' })
  const rename = renameChapter('basics', 'Foundations', 'Basics')
  for (let count = 0; count < 300; count++) log.noteConflicts([{ kind: 'deleted', mine: rename }])
  const { entries, unread } = log.getActivity()
  expect([entries.length, unread.size]).toEqual([200, 200])
})
