/** Updates that no honest client sends: whoever else is in the course notices nothing. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { chaptersMap } from '../../course/document.ts'
import { craftUpdate, item } from './fixtures/crafted-update.ts'
import { refusals, stranger } from './fixtures/hostile-updates.ts'
import { expectUnnoticed, openScene, settledAcks } from './fixtures/scene.ts'

describe('An update with', () => {
  it.each(refusals)('[P4] $name is refused, and others notice nothing', async ({ make, code, reasons }) => {
    const all = await openScene()
    const before = all.bo.doc.toJSON()
    all.eve.sendUpdate(make({ doc: all.eve.doc, victim: all.victim }))
    const closed = await all.eve.closed
    expect(reasons).toContain(closed.reason)
    expect(closed.code).toBe(code)
    expect(settledAcks(all.eve)).toEqual([])
    await expectUnnoticed(all, before)
  })

  it('[A2] a deletion of what somebody will write later is not taken, and does not kill what they write', async () => {
    const all = await openScene()
    const before = all.bo.doc.toJSON()
    const { clientId, clock } = all.victim
    all.eve.sendUpdate(craftUpdate([], [{ clientId, clock, length: 1000 }]))
    await all.eve.frames.next(frame => frame.kind === 'sync-step-1' || undefined)
    expect(settledAcks(all.eve)).toEqual([])
    await expectUnnoticed(all, before)
  })

  it('[P4] a key that its client has begun in an earlier one is refused', async () => {
    const all = await openScene()
    const begin = (clock: number) =>
      craftUpdate([{ clientId: stranger, clock, structs: [item({ root: 'course', key: 'language', values: ['en'] })] }])
    all.eve.sendUpdate(begin(0))
    await expect.poll(async () => (await all.server.store.loadSummary('course-1'))?.revision).toBe(2)
    const before = all.bo.doc.toJSON()
    all.eve.sendUpdate(begin(1))
    expect(await all.eve.closed).toEqual({ code: 4422, reason: 'out-of-schema' })
    await expectUnnoticed(all, before)
  })

  it('[P4] the encoding of version 2 is refused', async () => {
    const all = await openScene()
    const before = all.bo.doc.toJSON()
    chaptersMap(all.eve.doc).set(
      'new',
      new Y.Map<unknown>([
        ['title', 'New'],
        ['position', 'a0'],
      ]),
    )
    all.eve.sendUpdate(Y.encodeStateAsUpdateV2(all.eve.doc))
    expect((await all.eve.closed).code).toBe(4400)
    await expectUnnoticed(all, before)
  })
})
