import { expect, it } from 'vitest'
import { addChapter } from './fixtures/commands.ts'
import { Browser, saveOne, toldAsSaved, World } from './fixtures/world.ts'

it('keeps acks back for as long as it is told to, and forgets none', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  tab.session.inspection.acks.setDelay(1000)
  const first = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.advance(999)
  expect(toldAsSaved(tab)).toEqual([])
  expect(tab.session.getState().pending).toMatchObject([{ stage: 'sent', operation: { operationId: first } }])
  await world.advance(1)
  expect(toldAsSaved(tab)).toEqual([first])

  const second = await saveOne(tab, addChapter('knots', 'Knots'))
  await world.settle()
  tab.session.inspection.acks.setDelay(0)
  await world.settle()
  expect(toldAsSaved(tab)).toEqual([first, second])
})

it('an ack that is kept back when the page is closed comes again in the next one', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const tab = await world.openOnlineTab({ browser })
  tab.session.inspection.acks.setDelay(5000)
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  await tab.session.close()

  const next = world.openTab({ browser })
  await world.advance(5000)
  expect(next.events).toMatchObject([{ kind: 'saved-before', outcomes: [{ operation: { operationId } }] }])
})
