/** A recording is enough to run the same session again: the same code then says the same, byte for byte. */
import { expect, it, onTestFinished } from 'vitest'
import type { Recording, RecordingEvent } from '../../../course/recording.ts'
import { compare } from '../../replay/difference.ts'
import { exported } from '../../replay/harvest.ts'
import { replayClient } from '../../replay/replay-client.ts'
import { addChapter, refusedTitle, renameChapter } from './fixtures/commands.ts'
import { Browser, saveOne, type Tab, World } from './fixtures/world.ts'

it('[S1] A day with two authors, a broken line and a save offline runs again from its recording', async () => {
  const world = new World()
  const ada = await world.openOnlineTab()
  const bob = await world.openOnlineTab()
  await saveOne(ada, addChapter('basics', 'Basics'))
  await world.advance(300)
  await saveOne(bob, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(300)
  world.network.cut()
  await world.advance(4000)
  await saveOne(ada, addChapter('knots', 'Knots'))
  ada.session.undo()
  ada.session.redo()
  world.network.mend()
  await world.advance(20_000)
  await ada.session.save()
  await world.advance(5000)

  await expectSameAgain(ada)
})

it('[S1] A session that begins with a course on its device, and goes over HTTP, runs again from its recording', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const before = await world.openOnlineTab({ browser })
  await saveOne(before, addChapter('basics', 'Basics'))
  await world.settle()
  await before.session.close()

  world.network.isWebSocketBlocked = true
  const ada = world.openTab({ browser })
  await world.advance(10_000)
  await saveOne(ada, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(10_000)
  expect(ada.session.getState()).toMatchObject({ connection: { kind: 'http' }, pending: [] })

  await expectSameAgain(ada)
})

it('[S1] A session with autosave, and switches of the inspector, runs again from its recording', async () => {
  const world = new World()
  const ada = await world.openOnlineTab()
  const { session } = ada
  session.setAutosaving(true)
  session.edit([addChapter('basics', 'Basics')])
  await world.advance(3000)
  session.dropConnection()
  await world.advance(3000)
  session.inspection.acks.setDelay(1000)
  session.setAutosaving(false)
  session.edit([addChapter('knots', 'Knots'), addChapter('bends', 'Bends')])
  session.revert(
    session
      .getState()
      .draft.slice(1)
      .map(({ draftId }) => draftId),
  )
  await saveOne(ada, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(3000)
  session.edit([addChapter('hitches', 'Hitches')])
  session.discard()
  await world.advance(1000)

  await expectSameAgain(ada)
})

it('[S5] A save that the server refuses, and the document made anew after it, run again from the recording', async () => {
  const world = new World()
  const ada = await world.openOnlineTab()
  await saveOne(ada, addChapter('basics', 'Basics'))
  await world.advance(300)
  await saveOne(ada, renameChapter('basics', refusedTitle, 'Basics'))
  await world.advance(5000)
  await saveOne(ada, renameChapter('basics', 'Foundations', refusedTitle))
  await world.advance(5000)
  expect(ada.events.map(({ kind }) => kind)).toEqual(['saved', 'rejected', 'saved'])

  await expectSameAgain(ada)
})

it('[S1] What is left of a session that is longer than a recorder keeps runs again', async () => {
  const world = new World()
  const ada = await world.openOnlineTab()
  const bob = await world.openOnlineTab()
  await saveOne(ada, addChapter('basics', 'Basics'))
  for (let save = 0; save < 400; save++) {
    await saveOne(ada, renameChapter('basics', `Basics ${save}`, 'Basics'))
    if (save % 20 === 0) await saveOne(bob, addChapter(`b${save}`, `Bob's ${save}`))
    await world.advance(100)
  }
  world.network.cut()
  await world.advance(4000)
  await saveOne(ada, addChapter('knots', 'Knots'))
  world.network.mend()
  await world.advance(20_000)

  const recorded = exported(ada.session)
  expect(recorded.header.earlierEvents).toBeGreaterThan(0)
  const { session: again, events, bugs } = await replayClient(recorded)
  onTestFinished(() => again.close())
  expect(bugs).toEqual([])
  const { outcomes, difference } = compare(recorded.events, events)
  expect(difference).toBeUndefined()
  expect(outcomes.length).toBeGreaterThan(500)
  expect(again.getState().course).toEqual(ada.session.getState().course)
})

async function expectSameAgain({ session, events }: Tab): Promise<void> {
  const recorded = exported(session)
  const { session: again, bugs } = await replayClient(recorded)
  onTestFinished(() => again.close())
  expect(bugs).toEqual([])
  expect(outcomesOf(exported(again))).toEqual(outcomesOf(recorded))
  expect(outcomesOf(recorded).length).toBeGreaterThan(5)
  expect(events.length).toBeGreaterThan(0)
  expect(again.getState().course).toEqual(session.getState().course)
}

/** What the session sent, and what it told. */
function outcomesOf({ events }: Recording): readonly Partial<RecordingEvent>[] {
  return events.flatMap((event): Partial<RecordingEvent>[] => {
    if (event.kind === 'frame') return event.direction === 'out' ? [event] : []
    return event.kind === 'request' || event.kind === 'told' || event.kind === 'ack' ? [event] : []
  })
}
