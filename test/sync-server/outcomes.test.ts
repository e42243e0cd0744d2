/** What an ack says became of each command. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { addChapter, addVideo, operationIdOf, renameChapter, renameVideo, toldAs } from './fixtures/commands.ts'
import { getHistory } from './fixtures/http.ts'
import { join, type TestClient } from './fixtures/test-client.ts'
import { startTestServer, type TestServer } from './fixtures/test-server.ts'

function docWith(clientId: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return doc
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** Ana and Bo, with the course `basics`, clientIDs as given: of two concurrent values the higher one's wins. */
async function anaAndBo(
  server: TestServer,
  clientIds = { ana: 1, bo: 2 },
): Promise<{ ana: TestClient; bo: TestClient }> {
  const ana = await join(server, { doc: docWith(clientIds.ana) })
  const bo = await join(server, { device: 'bo', doc: docWith(clientIds.bo) })
  await ana.store([addChapter('basics'), addVideo('intro', 'basics')])
  await bo.until(({ videos }) => videos.has('intro'))
  return { ana, bo }
}

describe('Two authors who rename the same chapter at once', () => {
  it.each([
    {
      winner: 'the second to arrive',
      clientIds: { ana: 1, bo: 2 },
      title: 'Bo’s',
      outcome: 'overrode',
      value: 'Ana’s',
    },
    {
      winner: 'the first to arrive',
      clientIds: { ana: 2, bo: 1 },
      title: 'Ana’s',
      outcome: 'superseded',
      value: 'Ana’s',
    },
  ])(
    '[A5][C7] end with one title, here of $winner, and the other is told',
    async ({ clientIds, title, outcome, value }) => {
      const server = await startTestServer()
      const { ana, bo } = await anaAndBo(server, clientIds)
      const bos = bo.write([renameChapter('basics', 'Bo’s')])
      const anas = ana.save([renameChapter('basics', 'Ana’s')])
      const { results } = await ana.ack(anas.operationId)
      expect(results).toEqual([{ command: 'rename-chapter', outcome: 'applied' }])

      bo.sendUpdate(bos.update)
      const ack = await bo.ack(bos.operationId)
      expect(ack.results).toEqual([{ command: 'rename-chapter', outcome, by: toldAs('ana'), value }])
      expect(ack.notes).toEqual([{ code: outcome, command: 0, by: toldAs('ana'), value }])
      expect(ack.events[0]).toEqual({ type: 'chapter-update-complete', chapterId: 'basics', newTitle: title })
      await Promise.all([ana.sync(), bo.sync()])
      expect([ana, bo].map(({ course }) => course.chapters.get('basics')?.title)).toEqual([title, title])
    },
  )

  it.each([{ clientIds: { ana: 1, bo: 2 } }, { clientIds: { ana: 2, bo: 1 } }])(
    '[P5] come back with nothing new, though no update says whose title is gone: nothing is written',
    async ({ clientIds }) => {
      const server = await startTestServer()
      const { ana, bo } = await anaAndBo(server, clientIds)
      const bos = bo.write([renameChapter('basics', 'Bo’s')])
      await ana.store([renameChapter('basics', 'Ana’s')])
      bo.sendUpdate(bos.update)
      await bo.ack(bos.operationId)
      await Promise.all([ana.sync(), bo.sync()])
      const { commitCount } = server.store
      // To the room as it is, and to one that is loaded from the store.
      for (const leaving of [[], [ana, bo]]) {
        for (const client of leaving) {
          const gone = server.log.nextDisconnected()
          await client.leave()
          await gone
        }
        if (leaving.length > 0) server.clock.advance(10_000)
        const again = await join(server, { device: 'ana', doc: copyOf(ana.doc) })
        await again.sync()
        expect(again.states.at(-1)?.server.revision).toBe(3)
        const gone = server.log.nextDisconnected()
        await again.leave()
        await gone
      }
      expect(server.store.commitCount).toBe(commitCount)
    },
  )

  it('[A5] are told nothing when both ask for the same title', async () => {
    const server = await startTestServer()
    const { ana, bo } = await anaAndBo(server)
    const { operationId, update } = bo.write([renameChapter('basics', 'Foundations')])
    await ana.store([renameChapter('basics', 'Foundations')])
    bo.sendUpdate(update)
    expect(await bo.ack(operationId)).toMatchObject({ results: [{ outcome: 'applied' }], notes: [] })
  })

  it('[A5][C7] are told nothing when the second saw the first one’s title before editing', async () => {
    const server = await startTestServer()
    const { ana, bo } = await anaAndBo(server)
    await ana.store([renameChapter('basics', 'Foundations')])
    await bo.until(({ chapters }) => chapters.get('basics')?.title === 'Foundations')
    const ack = await bo.store([renameChapter('basics', 'Fundamentals', 'Foundations')])
    expect(ack).toMatchObject({ results: [{ command: 'rename-chapter', outcome: 'applied' }], notes: [] })
  })
})

describe('Several operations in one update', () => {
  it('[A5] are judged by savedAt, and what a later one of the same author replaced counts as applied', async () => {
    const server = await startTestServer()
    const { ana } = await anaAndBo(server)
    await ana.leave()
    const later = ana.write([renameChapter('basics', 'Third', 'Second')], { savedAt: 3000 })
    const earlier = ana.write([renameChapter('basics', 'Second')], { savedAt: 2000 })
    ana.write([renameChapter('basics', 'Third', 'Second')], { savedAt: 4000 })
    const { operations } = await historyAfter(server, ana)
    expect(operations.map(({ savedAt }) => savedAt).slice(0, 3)).toEqual([4000, 3000, 2000])
    for (const { operationId } of [earlier, later]) {
      const row = operations.find(operation => operation.operationId === operationId)
      expect(row).toMatchObject({ results: [{ command: 'rename-chapter', outcome: 'applied' }], notes: [] })
    }
  })

  it('[A5] with equal times are judged by operationId', async () => {
    const server = await startTestServer()
    const { ana } = await anaAndBo(server)
    await ana.leave()
    const ids = [operationIdOf(900_002), operationIdOf(900_001)]
    for (const operationId of ids) ana.write([renameChapter('basics', operationId)], { operationId, savedAt: 5000 })
    const { operations } = await historyAfter(server, ana)
    expect(operations.slice(0, 2).map(({ operationId }) => operationId)).toEqual(ids)
  })

  it('[A5][P1] 20 saves made offline, deletions among them, arrive as one update and get 20 fates', async () => {
    const server = await startTestServer()
    const { ana, bo } = await anaAndBo(server)
    await ana.leave()
    const saves = Array.from({ length: 20 }, (_, index) => ana.write(commandsOfSave(index)))
    const again = await join(server, { doc: ana.doc })
    const { acks } = await again.state(({ server: { revision } }) => revision === 2)
    expect(saves.map(({ operationId }) => acks[operationId]?.status)).toEqual(saves.map(() => 'stored'))
    await bo.until(({ chapters }) => chapters.get('c18')?.title === 'Renamed')
    expect(bo.doc.toJSON()).toEqual(again.doc.toJSON())
  })
})

/** The ledger after the client has come back with what it wrote, all in one update. */
async function historyAfter(server: TestServer, { doc }: TestClient) {
  const again = await join(server, { doc })
  await again.state(({ server: { revision } }) => revision === 2)
  return getHistory(server)
}

/** Adds, renames, deletes and restores in turn. */
function commandsOfSave(index: number): Command[] {
  const chapterId = `c${index - (index % 3)}`
  if (index % 3 === 0) return [addChapter(chapterId), renameChapter(chapterId, 'Renamed')]
  if (index % 3 === 1) return [{ type: 'delete-chapter', chapterId, videoIds: [] }]
  return [{ type: 'restore-chapter', chapterId }]
}

describe('The ack of an edit', () => {
  it('[A5][C3] of what somebody deleted meanwhile is applied, with a note', async () => {
    const server = await startTestServer()
    const { ana, bo } = await anaAndBo(server)
    const { operationId, update } = bo.write([renameVideo('intro', 'Welcome')])
    await ana.store([{ type: 'delete-video', videoId: 'intro' }])
    bo.sendUpdate(update)
    const ack = await bo.ack(operationId)
    expect(ack.results).toEqual([{ command: 'rename-video', outcome: 'applied' }])
    expect(ack.notes).toEqual([{ code: 'deleted-meanwhile', command: 0, by: toldAs('ana') }])
  })

  it('[A5] does not call a value overridden whose keys merely stand in another order', async () => {
    const server = await startTestServer()
    const { ana, bo } = await anaAndBo(server)
    const source = { url: 'https://example.org/1', kind: 'link' as const }
    await ana.store([{ type: 'replace-video', videoId: 'intro', source, was: null }])
    await bo.until(({ videos }) => videos.get('intro')?.source !== undefined)
    const other = { kind: 'link' as const, url: 'https://example.org/2' }
    const ack = await bo.store([{ type: 'replace-video', videoId: 'intro', source: other, was: source }])
    expect(ack).toMatchObject({ results: [{ command: 'replace-video', outcome: 'applied' }], notes: [] })
  })

  it('[A5] has one event for each command and the batch’s completion last', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const link = { kind: 'link', url: 'https://example.org' } as const
    const { operationId, events, results } = await ana.store([
      { type: 'edit-course', title: 'Logic', description: 'All of it', was: { title: '', description: null } },
      addChapter('basics'),
      { ...renameChapter('basics', 'Foundations') },
      { type: 'move-chapter', chapterId: 'basics', position: 'a1', was: 'a0' },
      addVideo('intro', 'basics'),
      renameVideo('intro', 'Welcome'),
      { type: 'move-video', videoId: 'intro', place: ['basics', 'a5'], was: ['basics', 'a0'] },
      { type: 'replace-video', videoId: 'intro', source: link, was: null },
      { type: 'set-captions', videoId: 'intro', captions: null, was: null },
      { type: 'delete-video', videoId: 'intro' },
      { type: 'restore-video', videoId: 'intro' },
      { type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro'] },
      { type: 'restore-chapter', chapterId: 'basics' },
    ])
    expect(results.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 13 }, () => 'applied'))
    expect(events).toEqual([
      { type: 'course-update-complete', title: 'Logic', description: 'All of it' },
      { type: 'chapter-create-complete', chapterId: 'basics', tempId: 'basics' },
      { type: 'chapter-update-complete', chapterId: 'basics', newTitle: 'Foundations' },
      { type: 'chapter-move-complete', chapterId: 'basics' },
      { type: 'video-create-complete', videoId: 'intro', chapterId: 'basics' },
      { type: 'video-update-complete', videoId: 'intro', newTitle: 'Welcome' },
      { type: 'video-move-complete', videoId: 'intro', chapterId: 'basics' },
      { type: 'video-replace-complete', videoId: 'intro' },
      { type: 'video-captions-complete', videoId: 'intro' },
      { type: 'video-delete-complete', videoId: 'intro' },
      { type: 'video-restore-complete', videoId: 'intro' },
      { type: 'chapter-delete-complete', chapterId: 'basics' },
      { type: 'chapter-restore-complete', chapterId: 'basics' },
      { type: 'batch-operation-complete', operationId, results },
    ])
  })

  it('[A5][S1] of an operation with an upload says committed, and its completion is not among the events', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const source = { kind: 'upload', uploadId: 'u1', fileName: 'a.mp4', sizeBytes: 1, type: 'video/mp4' } as const
    const ack = await ana.store([addChapter('basics'), { ...addVideo('intro', 'basics'), source } as Command])
    expect(ack.status).toBe('committed')
    expect(ack.events.map(({ type }) => type)).toEqual(['chapter-create-complete', 'video-create-complete'])
  })
})

describe('A record', () => {
  it('[A7] that names what the document does not hold is told so', async () => {
    const server = await startTestServer()
    const { ana } = await anaAndBo(server)
    const { operation } = ana.write([addChapter('advanced')])
    const lie = {
      ...operation,
      operationId: operationIdOf(900_003),
      commands: [renameChapter('basics', 'Never written'), renameChapter('nowhere', 'Never there')],
    }
    ana.doc.getMap('operations').set(`${ana.doc.clientID}.7`, lie)
    ana.sendAll()
    const ack = await ana.ack(lie.operationId)
    expect(ack.events[0]).toEqual({ type: 'chapter-update-complete', chapterId: 'basics', newTitle: 'Chapter basics' })
    expect(ack.notes).toContainEqual({ code: 'refused', command: 1, reason: 'missing-target' })
    expect(ack.results[1]).toEqual({ command: 'rename-chapter', outcome: 'superseded' })
  })
})
