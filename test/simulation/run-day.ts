/** One day of the simulation: first whatever the steps say, then everything heals; what must hold, is looked at. */

import { recordingText } from '../../app/recording/recording-text.ts'
import type { CourseUploads } from '../../app/screens/course/uploads/course-uploads.ts'
import type { UploadState } from '../../app/uploads/upload-state.ts'
import type { Command } from '../../course/command.ts'
import type { FaultCounts } from './faults.ts'
import { pinGlobals } from './pinned-globals.ts'
import type { PlantedBug } from './planted-bugs.ts'
import type { AskedSave } from './scene.ts'
import { simulateTus } from './sim-tus.ts'
import { SimWorld, type Violation } from './sim-world.ts'
import type { Step } from './steps.ts'
import { takeStep } from './take-step.ts'
import { judge } from './verdict.ts'

export interface DayResult {
  readonly violations: readonly Violation[]
  readonly faults: FaultCounts
  readonly saves: number
  /** Of every operation that was ever acknowledged, the last status told. The same in every run of a day. */
  readonly told: ReadonlyMap<string, string>
  /** Of each tab that lived to the end, as its author would have exported it: docs/recording.md. By the tab's name. */
  readonly recordings: ReadonlyMap<string, string>
}

/** Everything must be resolved when all has been well for so long. */
const healingMs = 240_000

const beginning: readonly Command[] = [
  { type: 'edit-course', title: 'Knots', was: {} },
  ...['Basics', 'Hitches', 'Bends'].map((title, place): Command => {
    return { type: 'add-chapter', chapterId: title.toLowerCase(), title, position: `a${place}` }
  }),
]

export interface Day {
  readonly seed: number
  readonly steps: readonly Step[]
  readonly bug?: PlantedBug | undefined
  /** Whether recordings are wanted. */
  readonly isRecorded?: boolean
}

export async function runDay({ seed, steps, bug, isRecorded = false }: Day): Promise<DayResult> {
  const world = new SimWorld(seed, bug)
  const { clock, random } = world
  simulateTus()
  pinGlobals({
    ...clock,
    now: clock.now,
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    randomBytes: random.bytes,
  })
  try {
    const saves = await live(world, steps)
    await heal(world)
    await judge(world, saves)
    const { violations, faults, acks } = world
    const recordings = isRecorded ? recordingsOf(world) : new Map<string, string>()
    for (const { session } of world.browsers.flatMap(browser => browser.living)) void session.close()
    await clock.advance(60_000)
    return { violations, faults, saves: saves.length, told: acks.told, recordings }
  } finally {
    pinGlobals(undefined)
    // Providers of tabs that were killed never take theirs away.
    process.removeAllListeners('exit')
  }
}

/** Its author takes in a new version of the app only when all heals. */
function growOld({ browsers, faults, kind }: SimWorld): void {
  const browser = browsers.at(-1)
  if (!kind.hasOldClient || !browser) return
  faults.count('old-version')
  browser.line.version = '0'
}

async function live(world: SimWorld, steps: readonly Step[]): Promise<AskedSave[]> {
  const saves: AskedSave[] = []
  growOld(world)
  for (const browser of [...world.browsers, ...world.browsers.slice(0, 1)]) browser.openTab()
  const [author] = world.browsers.flatMap(({ living }) => living)
  author?.session.edit(beginning)
  void author?.session.save()
  await world.clock.advance(1000)
  for (const step of steps) {
    takeStep(world, saves, step)
    await world.clock.advance(step.thenMs)
  }
  return saves
}

async function heal(world: SimWorld): Promise<void> {
  const { disk, media, browsers, clock, kind } = world
  disk.isFull = false
  disk.syncMs = media.syncMs = 5
  media.isFull = false
  disk.nextFault = undefined
  disk.duringNextGroup = undefined
  world.startServer()
  for (const browser of browsers) {
    browser.disk.isFull = false
    browser.line.heal()
    if (browser.line.version !== undefined) for (const tab of browser.living) tab.kill()
    browser.line.version = undefined
    if (browser.living.length === 0) browser.openTab()
  }
  await clock.advance(healingMs)
  for (let round = 0; round < 2 && kind.isWide; round++) {
    for (const { uploads } of browsers.flatMap(({ living }) => living)) if (uploads) decide(uploads)
    await clock.advance(healingMs / 2)
  }
}

/** What waits for its author gets their word: the paused goes on, what this browser has lost is given up. */
function decide({ queue }: CourseUploads): void {
  const { items } = queue.getSnapshot()
  const idsOf = (isMeant: (state: UploadState) => boolean) =>
    items.filter(({ state }) => isMeant(state)).map(({ uploadId }) => uploadId)
  void queue.resume(idsOf(state => state.status === 'paused'))
  void queue.cancel(idsOf(state => state.status === 'failed'))
}

function recordingsOf({ browsers }: SimWorld): Map<string, string> {
  const sessions = browsers.flatMap(({ living }) => living.map(({ session }) => session.inspection))
  return new Map(sessions.map(({ recorder, options }) => [options.tabId, recordingText(recorder.recorded(), options)]))
}
