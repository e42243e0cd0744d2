import { expect, it } from 'vitest'
import { encodeAwareness } from '../../../course/wire/frame.ts'
import { MemoryProfile } from '../../../persistence/memory-local/memory-profile.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { Browser, saveOne, toldAsSaved, World } from './fixtures/world.ts'

it('[S1] takes a save to the disk, to the server and back, and tells it once', async () => {
  const world = new World()
  const { session, events, bugs } = await world.openOnlineTab()
  expect(session.getState().connection).toEqual({ kind: 'online' })

  session.edit([addChapter('basics', 'Basics')])
  expect(session.getState().course.chapters.get('basics')?.title).toBe('Basics')
  const operationId = await session.save()
  await world.settle()

  expect(events).toMatchObject([
    { kind: 'saved', outcome: { operation: { operationId }, ack: { status: 'stored' }, isQuiet: false } },
  ])
  expect(session.getState()).toMatchObject({ draft: [], pending: [], server: { revision: 1 } })
  expect(session.getState().saved.chapters.get('basics')?.title).toBe('Basics')
  expect(bugs).toEqual([])
  expect(world.server.bugs).toEqual([])
})

it('[S1] names where a save is: on the device while offline, sent when there is a line, then gone from the list', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.cut()
  await world.settle()
  expect(tab.session.getState().connection.kind).toBe('offline')

  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  expect(tab.session.getState().pending).toMatchObject([{ stage: 'on-device', operation: { operationId } }])
  expect(tab.events).toEqual([{ kind: 'saved-on-device', operationId }])

  world.network.isDeaf = true
  world.network.mend()
  await world.settle()
  // Nothing of the server arrives, not even its question, so nothing has been handed over.
  expect(tab.session.getState().pending).toMatchObject([{ stage: 'on-device' }])
  world.network.isDeaf = false
  world.network.reset()
  await world.advance(10_000)
  expect(tab.session.getState().pending).toEqual([])
})

it('[S1] sends nothing that is not on this device yet', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const { hold, release } = holdCommits(browser)
  const tab = await world.openOnlineTab({ browser })
  const [socket] = world.network.sockets
  const sentBefore = socket?.sent.length ?? 0

  tab.session.edit([addChapter('basics', 'Basics')])
  await world.settle()
  hold()
  const saving = tab.session.save()
  await world.settle()
  expect(tab.session.getState().saved.chapters.has('basics')).toBe(true)
  expect(socket?.sent.length).toBe(sentBefore)

  release()
  await saving
  await world.settle()
  expect(socket?.sent.length).toBe(sentBefore + 1)
  expect(toldAsSaved(tab)).toHaveLength(1)
})

it('[S1] does not answer the question of a new connection either while the disk is behind', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const { hold, release } = holdCommits(browser)
  const tab = await world.openOnlineTab({ browser })
  hold()
  tab.session.edit([addChapter('basics', 'Basics')])
  const saving = tab.session.save()
  await world.settle()
  world.network.reset()
  await world.advance(5000)
  expect(tab.session.getState().connection.kind).toBe('online')
  expect(await world.server.store.listCourses()).toEqual([])

  release()
  await saving
  await world.settle()
  expect(toldAsSaved(tab)).toHaveLength(1)
})

it('[S2] tells each of several saves made offline once, when the line is back', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.cut()
  await world.settle()
  const saved = [
    await saveOne(tab, addChapter('one', 'One')),
    await saveOne(tab, addChapter('two', 'Two')),
    await saveOne(tab, renameChapter('one', 'First', 'One')),
  ]
  world.network.mend()
  await world.advance(15_000)

  expect(toldAsSaved(tab).sort()).toEqual(saved.sort())
  expect(tab.session.getState()).toMatchObject({ pending: [], connection: { kind: 'online' } })
})

it('[S2] tells a save once whose first ack was lost with the line', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.isDeaf = true
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  expect(tab.events).toEqual([])
  expect(await world.server.store.findOperations('course-1', [operationId])).toHaveLength(1)

  world.network.isDeaf = false
  world.network.reset()
  await world.advance(15_000)
  world.network.reset()
  await world.advance(15_000)
  expect(toldAsSaved(tab)).toEqual([operationId])
})

it('[S2] tells in the tab that saved, and in no other', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const [one, two] = [await world.openOnlineTab({ browser }), await world.openOnlineTab({ browser })]
  const operationId = await saveOne(one, addChapter('basics', 'Basics'))
  await world.advance(5000)

  expect(toldAsSaved(one)).toEqual([operationId])
  expect(two.events).toEqual([])
  expect(two.session.getState().pending).toEqual([])
  expect(two.session.getState().saved.chapters.has('basics')).toBe(true)
})

it('[S2] sums up in one event what was pending when the app was opened again', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  world.network.isUp = false
  const before = world.openTab({ browser })
  const saved = [await saveOne(before, addChapter('one', 'One')), await saveOne(before, addChapter('two', 'Two'))]
  await before.session.close()

  world.network.isUp = true
  const after = await world.openOnlineTab({ browser })
  await world.advance(5000)
  expect(after.events).toMatchObject([{ kind: 'saved-before' }])
  const [summary] = after.events
  const told = summary?.kind === 'saved-before' ? summary.outcomes.map(outcome => outcome.operation.operationId) : []
  expect(told.sort()).toEqual(saved.sort())
  await after.session.close()

  const third = await world.openOnlineTab({ browser })
  await world.advance(5000)
  expect(third.events).toEqual([])
})

it('[S2] lets the disk say which tab tells, also where tabs do not hear each other', async () => {
  const world = new World()
  const browser = new Browser('device-a', new SilentDisk())
  world.network.isUp = false
  const dying = world.openTab({ browser })
  await saveOne(dying, addChapter('basics', 'Basics'))
  dying.kill()
  const others = [world.openTab({ browser }), world.openTab({ browser })]
  await world.settle()
  world.network.mend()
  await world.advance(15_000)
  expect(others.flatMap(tab => tab.events)).toMatchObject([{ kind: 'saved-before', outcomes: [{}] }])
  for (const tab of others) expect(tab.session.getState().pending).toEqual([])
})

it('[S3] says after eight seconds that it is still saving, once, and goes on', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.isDeaf = true
  world.network.isHttpBlocked = true
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.advance(7900)
  expect(tab.events).toEqual([])
  await world.advance(200)
  expect(tab.events).toEqual([{ kind: 'still-saving', operationId }])

  world.network.isHttpBlocked = false
  await world.advance(3000)
  expect(tab.events).toMatchObject([{ kind: 'still-saving' }, { kind: 'saved' }])
})

it('[A1] believes no ack but the one in the one state that has the key server', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.isHttpBlocked = true
  const [socket] = world.network.sockets
  if (socket) socket.isMute = true
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  const ack = { operationId, status: 'stored', revision: 1, storedAt: 1, events: [], notes: [], results: [] }
  const server = { version: 1, epoch: 'epoch', revision: 1 }
  const forged = [
    { acks: { [operationId]: ack } },
    { Server: server, acks: { [operationId]: ack }, uploads: {} },
    { server, acks: { [operationId]: ack }, uploads: {} },
  ]
  for (const [place, state] of forged.entries()) {
    socket?.deliver(encodeAwareness([{ clientId: 4711 + place, clock: 1, state: JSON.stringify(state) }]))
  }
  await world.advance(5000)
  expect(tab.events).toEqual([])
})

class SilentDisk extends MemoryProfile {
  override announce(): void {}
}

/** Commits to the disk wait between `hold` and `release`. */
function holdCommits(browser: Browser) {
  const open = browser.openStore.bind(browser)
  let held: Promise<void> | undefined
  let release = () => {}
  browser.openStore = () => {
    const store = open()
    const save = store.save.bind(store)
    store.save = async write => {
      const saved = await save(write)
      await held
      return saved
    }
    return store
  }
  return {
    hold: () => {
      held = new Promise(resolve => {
        release = resolve
      })
    },
    release: () => release(),
  }
}
