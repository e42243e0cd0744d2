import { expect, it } from 'vitest'
import { frameDetailOf } from '../../../app/recording/frame-detail.ts'
import type { RecordedOf } from '../../../app/recording/recorded-event.ts'
import { addChapter } from '../session/fixtures/commands.ts'
import { saveOne, World } from '../session/fixtures/world.ts'

it('says of each frame what is in it', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  const frames = tab.session.inspection.recorder
    .recorded()
    .events.filter((event): event is RecordedOf<'frame'> => event.kind === 'frame')
    .map(event => ({ direction: event.direction, ...frameDetailOf(event) }))
  expect(frames).toContainEqual(
    expect.objectContaining({ direction: 'out', kind: 'update', operations: [{ operationId, commandCount: 1 }] }),
  )
  expect(frames).toContainEqual(
    expect.objectContaining({
      direction: 'in',
      server: { revision: 1, fates: [{ operationId, status: 'stored' }], repeated: 0 },
    }),
  )
  expect(frameDetailOf({ kind: 'frame', at: 0, socket: 1, direction: 'in', bytes: Uint8Array.of(9, 9) })).toMatchObject(
    {
      kind: 'unreadable',
    },
  )
})
