/** What an ack says became of each command. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../course/command.ts'
import { anaAndBo } from './fixtures/ana-and-bo.ts'
import { addChapter, addVideo, operationIdOf, renameChapter, renameVideo, toldAs } from './fixtures/commands.ts'
import { getHistory } from './fixtures/http.ts'
import { join, type TestClient } from './fixtures/test-client.ts'
import { startTestServer, type TestServer } from './fixtures/test-server.ts'

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
