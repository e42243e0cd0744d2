/** y-websocket's own clients, of three versions, against the server: nothing of ours on their side. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider as Provider3 } from 'y-websocket'
import { WebsocketProvider as Provider1 } from 'y-websocket-1'
import { WebsocketProvider as Provider2 } from 'y-websocket-2'
import * as Y from 'yjs'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { join } from './fixtures/test-client.ts'
import { countOpen, startTestServer, type TestServer } from './fixtures/test-server.ts'

const providers = { '1.5': Provider1, '2.1': Provider2, '3.1': Provider3 }
type Version = keyof typeof providers

function connect({ url }: TestServer, version: Version, doc = new Y.Doc()) {
  const Provider = providers[version]
  const WebSocketPolyfill = WebSocket as never
  const provider = new Provider(`${url.replace('http', 'ws')}/sync`, 'course-1', doc, {
    WebSocketPolyfill,
    disableBc: true,
  })
  onTestFinished(() => {
    provider.destroy()
    doc.destroy()
  })
  return { doc, provider }
}

/** Resolves when the document is as `isAwaited` says. */
function until(doc: Y.Doc, isAwaited: (doc: Y.Doc) => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (!isAwaited(doc)) return
      doc.off('update', look)
      resolve()
    }
    doc.on('update', look)
    look()
  })
}

function synced({ provider }: ReturnType<typeof connect>): Promise<void> {
  return new Promise(resolve => {
    if (provider.synced) return resolve()
    // The three versions type their events differently.
    const events: { once(name: 'sync', run: () => void): void } = provider as never
    events.once('sync', resolve)
  })
}

const titleOf = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('chapters').get('basics')?.get('title')

function addBasics(doc: Y.Doc): void {
  doc.getMap('chapters').set(
    'basics',
    new Y.Map<unknown>([
      ['title', 'Basics'],
      ['position', 'a0'],
    ]),
  )
}

describe.each(Object.keys(providers) as Version[])('A stock client of y-websocket %s', version => {
  it('[C8] joins, edits, and sees what others do, ours and its own kind', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const stock = connect(server, version)
    const other = connect(server, version)
    await Promise.all([synced(stock), synced(other)])
    addBasics(stock.doc)
    await ana.until(({ chapters }) => chapters.has('basics'))
    await until(other.doc, doc => titleOf(doc) === 'Basics')
    ana.save([renameChapter('basics', 'Foundations', 'Basics')])
    await until(stock.doc, doc => titleOf(doc) === 'Foundations')
    await until(other.doc, doc => titleOf(doc) === 'Foundations')
  })

  it('[C8][A7] has its changes recorded as unclaimed', async () => {
    const engine = new MemoryCourseStore()
    const commits: unknown[] = []
    const commit = engine.commit.bind(engine)
    engine.commit = group => {
      commits.push(...group.flatMap(({ unclaimed, userId }) => unclaimed.map(change => ({ ...change, userId }))))
      return commit(group)
    }
    const server = await startTestServer(engine)
    const ana = await join(server)
    const stock = connect(server, version)
    await synced(stock)
    addBasics(stock.doc)
    await ana.until(({ chapters }) => chapters.has('basics'))
    await ana.store([renameChapter('basics', 'Foundations', 'Basics')])
    expect(commits).toEqual([
      { entity: 'chapter', id: 'basics', fields: expect.arrayContaining(['title', 'position']), userId: 'anonymous' },
    ])
  })

  it('[C8] hands over what it deleted offline, though its state vector is the same as before', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([{ type: 'edit-course', title: 'Logic', description: 'All of it', was: { description: null } }])
    const stock = connect(server, version)
    await until(stock.doc, doc => doc.getMap('course').has('description'))
    stock.provider.disconnect()
    stock.doc.getMap('course').delete('description')
    stock.provider.connect()
    await ana.until(({ info }) => info.description === undefined)
    const newcomer = await join(server, { device: 'bo' })
    expect(newcomer.course.info).toEqual({ title: 'Logic' })
  })

  it('[C8][P5] that comes back with nothing new writes nothing and loads no document', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    const stock = connect(server, version)
    await until(stock.doc, doc => titleOf(doc) !== undefined)
    await synced(stock)
    for (const leave of [() => ana.leave(), () => stock.provider.disconnect()]) {
      const gone = server.log.nextDisconnected()
      await leave()
      await gone
    }
    server.clock.advance(10_000)
    expect(await countOpen(server)).toEqual({ rooms: 0, sockets: 0 })

    const readsBefore = server.store.loadUpdatesCount
    const again = connect(server, version, stock.doc)
    await synced(again)
    const bo = await join(server, { device: 'bo' })
    expect(bo.states.at(-1)?.server.revision).toBe(1)
    expect(server.store.commitCount).toBe(1)
    // One read for each of the two first syncs, none for a document.
    expect(server.store.loadUpdatesCount - readsBefore).toBe(2)
  })

  it('[A1] hears from the server every 15 seconds, or it would hang up', async () => {
    const server = await startTestServer()
    const stock = connect(server, version)
    await synced(stock)
    const heard = new Promise(resolve => stock.provider.awareness.once('update', resolve))
    server.clock.advance(15_000)
    await heard
    const states = [...stock.provider.awareness.getStates().values()]
    expect(states.filter(state => 'server' in state)).toHaveLength(1)
  })
})
