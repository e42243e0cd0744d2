/** Two who write one title at once: what each is told, and what the server knows of it afterwards. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { anaAndBo } from './fixtures/ana-and-bo.ts'
import { renameChapter, toldAs } from './fixtures/commands.ts'
import { join } from './fixtures/test-client.ts'
import { startTestServer } from './fixtures/test-server.ts'

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
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
