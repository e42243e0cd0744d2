/** Items that begin in what the server has and end in what it has not. */
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { encodeSyncStep2 } from '../../course/wire/frame.ts'
import { craftUpdate, deletedValues, item } from './fixtures/crafted-update.ts'
import { stranger } from './fixtures/hostile-updates.ts'
import { errorOf, postSync } from './fixtures/http.ts'
import { expectUnnoticed, openScene } from './fixtures/scene.ts'
import { join } from './fixtures/test-client.ts'
import { startTestServer } from './fixtures/test-server.ts'

const described = craftUpdate([
  { clientId: stranger, clock: 0, structs: [item({ root: 'course', key: 'description', values: ['about'] })] },
])
/** The first half is the description; the second takes the title, which hangs onto the description then. */
const takesTitle = craftUpdate([
  { clientId: stranger, clock: 0, structs: [deletedValues({ root: 'course', key: 'title', length: 2 })] },
])

it('[A2] An item that is known in part is not taken: documents that read it from different places would differ', async () => {
  const all = await openScene()
  all.eve.sendUpdate(described)
  await all.bo.until(({ info }) => info.description === 'about')
  const before = all.bo.doc.toJSON()
  const answer = await postSync(all.server, { device: 'eve', updates: [takesTitle] })
  expect(await errorOf(answer)).toMatchObject({ code: 'causal-gap' })
  all.eve.sendUpdate(takesTitle)
  all.eve.send(encodeSyncStep2(takesTitle))
  expect(await all.eve.closed).toEqual({ code: 4422, reason: 'causal-gap' })
  await expectUnnoticed(all, before)
})

it('[A2][C8] A stock client that loads its mirror while it connects is asked once, and hands over what it wrote offline', async () => {
  const server = await startTestServer()
  const mirror = new Y.Doc()
  const course = mirror.getMap('course')
  for (const title of ['Logic', 'Ethics']) course.set('title', title)
  const before = await join(server, { device: null, doc: mirror })
  await before.sync()
  await before.leave()
  for (const title of ['Rhetoric', 'Grammar']) course.set('title', title)

  const ana = await join(server)
  const doc = new Y.Doc()
  const WebSocketPolyfill = WebSocket as never
  const address = `${server.url.replace('http', 'ws')}/sync`
  const provider = new WebsocketProvider(address, 'course-1', doc, { WebSocketPolyfill, disableBc: true })
  onTestFinished(() => {
    provider.destroy()
    doc.destroy()
  })
  provider.on('status', ({ status }) => {
    if (status === 'connected') Y.applyUpdate(doc, Y.encodeStateAsUpdate(mirror))
  })
  await ana.until(({ info }) => info.title === 'Grammar')
  expect(provider.wsconnected).toBe(true)
})
