import { expect, it } from 'vitest'
import { HttpSync } from '../../../app/session/http-sync.ts'
import { LiveDocument } from '../../../app/session/live-document.ts'
import { Outbox } from '../../../app/session/outbox.ts'
import { ServerApi } from '../../../app/session/server-api.ts'
import type { SessionTransport } from '../../../app/session/session-seams.ts'
import { newId } from '../../../course/id.ts'
import { writeOperation } from '../../../course/write-operation.ts'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { addChapter, operationOf } from '../../sync-server/fixtures/commands.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { TestServer } from './fixtures/test-server.ts'

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

it('[S5] more saves that go alone than one exchange takes go with the next', async () => {
  const clock = new FakeClock()
  const store = new MemoryCourseStore()
  const server = new TestServer(store, { clock, randomBytes })
  const live = new LiveDocument({ courseId: 'course-1', randomBytes, onChange() {} })
  const separate = new Map<string, Uint8Array>()
  for (let n = 0; n < 1100; n++) {
    const operation = operationOf([addChapter(newId(randomBytes))])
    separate.set(operation.operationId, writeOperation(live.doc, { operation, awaited: new Set(separate.keys()) }))
  }
  const awaited = new Set(separate.keys())
  const transport: SessionTransport = {
    ...{ baseUrl: 'http://server', WebSocket, onOnline: () => () => {}, isOnline: () => true },
    fetch: (url, init) => server.fetch(new Request(url, init)),
  }
  const refused: string[] = []
  const sync = new HttpSync({
    ...{ clock, live, api: new ServerApi({ transport, courseId: 'course-1', device: 'ana' }) },
    outbox: new Outbox({ live, separate, settled: async () => {}, awaited: () => awaited }),
    ...{ epoch: () => undefined, receive() {}, onServer() {}, onSent() {}, onReachable() {} },
    onAck: ({ operationId }) => awaited.delete(operationId),
    onRefused: code => refused.push(code),
    onBroken: error => refused.push(String(error)),
  })

  sync.try()
  for (let polls = 0; polls < 4; polls++) await clock.advance(2000)

  expect({ refused, awaited: awaited.size }).toEqual({ refused: [], awaited: 0 })
  expect((await store.loadSummary('course-1'))?.revision).toBe(1100)
})
