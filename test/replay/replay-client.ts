/** Runs a recorded session again: the real client, in the time, on the disk and on the network that the recording tells of. */
import { openCourseSession } from '../../app/session/course-session.ts'
import type { CourseSession } from '../../app/session/session-state.ts'
import type { Recording, RecordingEvent } from '../../course/recording.ts'
import { FakeClock } from '../app/session/fixtures/fake-clock.ts'
import { Harvest } from './harvest.ts'
import { PlayedLock } from './played-lock.ts'
import { PlayedNetwork } from './played-network.ts'
import { PlayedRandom } from './played-random.ts'
import { PlayedStore } from './played-store.ts'
import { type FirstNumbers, firstNumbersIn, greetingFor, loadAs, preludeOf } from './prelude.ts'
import { type Step, stepsOf } from './steps.ts'

export interface Replayed {
  /** As it is after the last event; closed by whoever has asked for it. */
  readonly session: CourseSession
  /** What it has recorded, numbered as in the recording it was made from. */
  readonly events: readonly RecordingEvent[]
  /** What nobody expected. */
  readonly bugs: readonly unknown[]
}

const stepsPerHarvest = 1000

export async function replayClient(recording: Recording): Promise<Replayed> {
  const { header, events } = recording
  const stage = setStage(recording, await clockAt(header.startedAt))
  const { session, network, random, lock, clock, wall } = stage
  const begunAt = clock.monotonicMs()
  const harvest = new Harvest(begunAt)
  if (header.earlierEvents > 0) {
    await playPrelude(recording, stage)
    harvest.skip(session)
  }
  random.begin()
  network.begin()
  for (const [place, step] of stepsOf(events).entries()) {
    wall.savedAt = step.savedAt
    await clock.advance(Math.max(0, begunAt + step.at - clock.monotonicMs()))
    play(step, stage)
    if (step.kind === 'event') lock.played(step.event)
    if (place % stepsPerHarvest === 0) harvest.take(session)
  }
  await clock.advance(0)
  harvest.take(session)
  const first = firstNumbersIn(events)
  return { session, events: harvest.wanted.map(event => renumbered(event, first)), bugs: stage.bugs }
}

async function clockAt(time: number): Promise<FakeClock> {
  const clock = new FakeClock()
  await clock.advance(time - clock.now())
  return clock
}

interface Stage {
  readonly session: CourseSession
  readonly network: PlayedNetwork
  readonly localStore: PlayedStore
  readonly lock: PlayedLock
  readonly random: PlayedRandom
  readonly clock: FakeClock
  /** A wall clock and a monotonic one drift apart, and the ids of saves are made of the first. */
  readonly wall: { savedAt: number | undefined }
  readonly bugs: unknown[]
}

/** The session is opened. */
function setStage(recording: Recording, clock: FakeClock): Stage {
  const { header, events } = recording
  const parts = {
    network: new PlayedNetwork(events, firstNumbersIn(events)),
    localStore: new PlayedStore(recording),
    lock: new PlayedLock(events),
    random: new PlayedRandom(events, header.earlierEvents > 0 ? preludeOf(recording).clientId : undefined),
    ...{ clock, wall: { savedAt: undefined as number | undefined }, bugs: [] as unknown[] },
  }
  const { network, localStore, lock, random, wall, bugs } = parts
  const session = openCourseSession({
    ...{ courseId: header.courseId, tabId: header.tabId, localStore, lock, transport: network.transport },
    clock: { ...clock, now: () => wall.savedAt ?? Math.floor(clock.now()) },
    profile: { device: header.device, author: header.by },
    randomBytes: random.bytes,
    report: error => bugs.push(error),
  })
  return { ...parts, session }
}

/** Without an author, up to where the recording begins; nothing of it is compared. */
async function playPrelude(recording: Recording, { session, network, localStore, clock }: Stage): Promise<void> {
  const { clientId, socket, isOpen, isAutosaving } = preludeOf(recording)
  await loadAs(clientId, async () => {
    await clock.advance(0)
    localStore.begin()
    await clock.advance(0)
  })
  if (socket === undefined) network.refuseFirst()
  else if (isOpen) network.greet(greetingFor(recording.header.document))
  await clock.advance(0)
  session.setAutosaving(isAutosaving)
}

function renumbered(event: RecordingEvent, first: FirstNumbers): RecordingEvent {
  if ('socket' in event) return { ...event, socket: event.socket + first.socket - 1 }
  return 'request' in event ? { ...event, request: event.request + first.request - 1 } : event
}

function play(step: Step, { session, network, localStore }: Stage): void {
  if (step.kind === 'heard') return localStore.hear(step.call, step.askedCount)
  const { event } = step
  switch (event.kind) {
    case 'online':
      return network.playOnline()
    case 'open':
    case 'close':
    case 'frame':
      return network.playSocket(event)
    case 'answer':
    case 'no-answer':
      return network.playAnswer(event)
    case 'random':
      if (step.writes) localStore.runAhead(step.writes)
      return
    case 'local':
      return localStore.play(event)
    default:
      return ask(event, session)
  }
}

/** What the author asked, asked again. */
export function ask(event: RecordingEvent, session: CourseSession): void {
  switch (event.kind) {
    case 'edit':
      return session.edit(event.commands)
    case 'undo':
      return session.undo()
    case 'redo':
      return session.redo()
    case 'discard':
      return session.discard()
    case 'revert':
      return session.revert(event.draftIds)
    case 'adopt-upload':
      session.adoptUpload(event).catch(() => undefined)
      return
    case 'save':
      // Autosave presses by itself.
      if (!event.isQuiet) session.save({ adding: event.adding }).catch(() => undefined)
      return
    case 'autosave':
      return session.setAutosaving(event.isOn)
    case 'drop-connection':
      return session.dropConnection()
    case 'delay-acks':
      return session.inspection.acks.setDelay(event.delayMs)
    default:
  }
}
