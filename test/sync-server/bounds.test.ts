/** Readers that are too slow, writers that are too fast, work that is large, and the end of the server. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { encodeSyncStep1, encodeUpdate } from '../../course/wire/frame.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { Committer } from '../../sync-server/committer.ts'
import { Presence } from '../../sync-server/presence.ts'
import { Room } from '../../sync-server/room.ts'
import { ServerVoice } from '../../sync-server/server-voice.ts'
import { Session, type SessionSocket } from '../../sync-server/session.ts'
import { commandsOfCourse } from '../course/course-doc.ts'
import { makeDataDir, openStore } from '../persistence/fixtures-sqlite/data-dir.ts'
import { addChapter, renameChapter, renameVideo } from './fixtures/commands.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { HeldStore } from './fixtures/held-store.ts'
import { join, TestClient } from './fixtures/test-client.ts'
import { startTestServer } from './fixtures/test-server.ts'

/** A socket whose other end reads nothing. */
class SlowSocket implements SessionSocket {
  bufferedAmount = 0
  isPaused = false
  closed: { code: number; reason: string } | undefined
  #waiting: { readonly isAwaited: () => boolean; readonly resolve: () => void }[] = []

  /** Resolves when the socket is as `isAwaited` says. */
  until(isAwaited: () => boolean): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push({ isAwaited, resolve })
      this.#look()
    })
  }

  send(bytes: Uint8Array): void {
    this.bufferedAmount += bytes.length
    this.#look()
  }

  #look(): void {
    for (const { isAwaited, resolve } of this.#waiting) if (isAwaited()) resolve()
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason }
  }

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    this.isPaused = false
    this.#look()
  }
}

async function openSession() {
  const clock = new FakeClock()
  const store = new HeldStore(new MemoryCourseStore())
  const seams = { clock, randomBytes: (length: number) => new Uint8Array(length).fill(7) }
  const voice = new ServerVoice(seams.randomBytes)
  const committer = new Committer(store, clock, { committed() {} })
  const room = new Room('course-1', {
    store,
    seams,
    committer,
    inTurn: run => run(),
    onStored() {},
    onFailed() {},
    uploadsText: () => '{}',
  })
  await room.load()
  const socket = new SlowSocket()
  const presence = new Presence(clock, voice.clientId)
  const rejected: string[] = []
  const session = new Session({
    userId: 'device:ana',
    device: 'ana',
    revision: 0,
    room,
    presence,
    store,
    voice,
    socket,
    onRejected: ({ code }) => rejected.push(code),
  })
  await room.enter(session)
  session.start()
  return { session, socket, room, store, presence }
}

describe('A reader that does not read', () => {
  it('[P3] is cut off at a bound, and not waited for', async () => {
    const { session, socket } = await openSession()
    const update = new Uint8Array(1024 * 1024)
    for (let revision = 1; revision <= 8; revision++) session.sendUpdate(update, revision)
    expect(socket.closed).toEqual({ code: 1013, reason: 'too-slow' })
    expect(socket.bufferedAmount).toBeLessThan(10 * 1024 * 1024)
    const buffered = socket.bufferedAmount
    session.sendUpdate(update, 9)
    expect(socket.bufferedAmount).toBe(buffered)
  })

  it('[A3] may take as much as its first sync needs', async () => {
    const { session, socket, room, store } = await openSession()
    const author = new Y.Doc()
    author.getMap('course').set('description', 'x'.repeat(100_000))
    for (let index = 0; index < 100; index++) {
      const before = Y.encodeStateVector(author)
      author.getMap('course').set('description', `${index}${'x'.repeat(99_000)}`)
      const update = index === 0 ? Y.encodeStateAsUpdate(author) : Y.encodeStateAsUpdate(author, before)
      const outcome = await room.receive(new Uint8Array(update), { ...noPeer, userId: 'anonymous' })
      expect(outcome.kind).toBe('committed')
      socket.bufferedAmount = 0
    }
    const stored = (await store.loadSummary('course-1'))?.storedBytes ?? 0
    expect(stored).toBeGreaterThan(9 * 1024 * 1024)
    session.receive(encodeSyncStep1(new Uint8Array([0])))
    await socket.until(() => socket.bufferedAmount > stored)
    expect(socket.closed).toBeUndefined()
  })
})

const noPeer = { userId: 'device:bo', device: undefined, sendUpdate() {}, sendState() {}, ask() {}, close() {} }

describe('A room that has ended', () => {
  it('[P3] lets nobody in who was still on the way to it', async () => {
    const { room } = await openSession()
    room.close()
    await expect(room.enter(noPeer)).rejects.toMatchObject({ code: 'store-unavailable' })
  })
})

describe('A writer that does not wait', () => {
  it('[P2] is not read from while much of its work is unanswered, and again when it is done', async () => {
    const { session, socket, room, store } = await openSession()
    store.hold()
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => session.receive(encodeUpdate(update)))
    for (let index = 0; index < 255; index++) doc.getMap('course').set('title', `${index}`)
    expect(socket.isPaused).toBe(false)
    doc.getMap('course').set('title', '255')
    expect(socket.isPaused).toBe(true)
    for (let index = 0; index < 10; index++) doc.getMap('course').set('title', `more ${index}`)
    store.release()
    await socket.until(() => !socket.isPaused)
    await room.settled()
    expect((await store.loadSummary('course-1'))?.revision).toBe(266)
  })
})

describe('The end of the server', () => {
  it('[A1][P3] waits for what is being committed and tells it, before sockets close with 1012', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server), join(server, { device: 'bo' })])
    server.store.hold()
    const { operationId } = ana.save([addChapter('basics')])
    await server.store.nextCommit()
    const ended = server.close()
    server.store.release()
    expect(await ana.ack(operationId)).toMatchObject({ status: 'stored', revision: 1 })
    expect(await ana.closed).toEqual({ code: 1012, reason: 'restarting' })
    expect(await bo.closed).toEqual({ code: 1012, reason: 'restarting' })
    expect(bo.course.chapters.has('basics')).toBe(true)
    await ended
  })

  it('[P3] comes, though authors go on saving: what is sent after it began is not taken, and not acknowledged', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    server.store.hold()
    const first = ana.save([addChapter('basics')])
    await server.store.nextCommit()
    const ended = server.close()
    const second = ana.save([renameChapter('basics', 'Foundations')])
    server.store.release()
    expect(await ana.ack(first.operationId)).toMatchObject({ status: 'stored' })
    expect(await ana.closed).toEqual({ code: 1012, reason: 'restarting' })
    expect(Object.keys(ana.fates)).not.toContain(second.operationId)
    await ended
    expect(server.store.commitCount).toBe(1)
  })

  it('[P3] twice is once, and after it nobody is let in', async () => {
    const server = await startTestServer()
    await Promise.all([server.close(), server.close()])
    await expect(new TestClient(server, {}).opened()).rejects.toThrow('ECONNREFUSED')
  })
})

describe('Large work', () => {
  const course = commandsOfCourse(200, 49)

  it('[P1][S4] an import of 10,000 chapters and videos and then a save of 1,000 commands are stored and acknowledged', async () => {
    const server = await startTestServer(await openStore({ dataDir: makeDataDir() }))
    const ana = await join(server)
    const { operationId } = ana.save(course)
    const { acks } = await ana.state(state => operationId in state.acks)
    expect(acks[operationId]).toMatchObject({ status: 'stored', revision: 1, more: true })

    const thousand: Command[] = course.slice(0, 1000).map((command): Command => {
      if (command.type === 'add-video') return renameVideo(command.videoId, 'New', command.title)
      return renameChapter('c0', 'New', 'Chapter 0')
    })
    const renames = ana.save(thousand)
    const { acks: later } = await ana.state(state => renames.operationId in state.acks)
    expect(later[renames.operationId]).toMatchObject({ status: 'stored', revision: 2, notes: [] })
    const bo = await join(server, { device: 'bo' })
    expect(bo.course.chapters.size).toBe(200)
    expect(bo.course.videos.get('c0-v0')?.title).toBe('New')
    expect(bo.course.videos.size).toBe(9800)
  }, 30_000)

  it('[P3] of several authors is taken one at a time, and small work in other courses goes on', async () => {
    const server = await startTestServer()
    const names = ['a', 'b', 'c']
    const authors = await Promise.all(names.map(courseId => join(server, { courseId })))
    const small = await join(server, { courseId: 'small' })
    server.store.hold()
    const saves = authors.map(author => author.save(commandsOfCourse(20, 100)))
    const { operationId } = small.save([addChapter('basics')])
    await server.store.nextCommit()
    server.store.release()
    expect(await small.ack(operationId)).toMatchObject({ status: 'stored' })
    for (const [index, author] of authors.entries()) {
      await author.state(({ acks }) => (saves[index]?.operationId ?? '') in acks)
    }
  })
})
