/** What each kind of step does to the world. */
import { commandOf, type Gesture } from '../course/gesture.ts'
import { seededRandom } from '../crash/random.ts'
import type { AskedSave, Scene } from './scene.ts'
import { refusedTitle, type SimBrowser } from './sim-browser.ts'
import type { SimWorld } from './sim-world.ts'
import type { Step, StepKind } from './steps.ts'
import { uploadSteps } from './take-upload-step.ts'

type Taken = (scene: Scene) => void

const gestureKinds: readonly Gesture['kind'][] = [
  ...(['rename-video', 'rename-video', 'edit-chapter', 'edit-chapter', 'edit-course'] as const),
  ...(['add-chapter', 'add-chapter', 'move-chapter', 'delete-or-restore-chapter'] as const),
  ...(['add-video', 'add-video', 'add-video', 'move-video', 'move-video', 'delete-or-restore-video'] as const),
]

const percentRefused = 2

const onLine =
  (change: (line: SimBrowser['line'], scene: Scene) => void): Taken =>
  scene =>
    change(scene.browser.line, scene)

const steps: Record<StepKind, Taken> = {
  ...uploadSteps,
  edit: scene => gesture(scene, 0),
  batch: scene => {
    for (let index = 0; index < 10; index++) gesture(scene, index)
  },
  save,
  undo: ({ tab }) => tab?.session.undo(),
  redo: ({ tab }) => tab?.session.redo(),
  discard: ({ tab }) => tab?.session.discard(),
  autosave: ({ tab, random }) => tab?.session.setAutosaving(random.below(2) === 0),
  'open-tab': ({ browser }) => void (browser.living.length < 3 && browser.openTab()),
  'close-tab': ({ tab, world }) => {
    if (!tab) return
    world.faults.count('tab-closed')
    Promise.all([tab.session.close(), tab.uploads?.close()]).then(tab.kill, tab.kill)
  },
  'kill-tab': ({ tab, world }) => {
    if (!tab) return
    world.faults.count('tab-killed')
    tab.kill()
  },
  'cut-line': onLine((line, { world }) => {
    world.faults.count('cut')
    line.cut()
  }),
  'heal-line': onLine(line => line.heal()),
  'break-line': onLine((line, { world }) => {
    world.faults.count('half-open')
    line.breakAll()
  }),
  mute: onLine((line, { world }) => {
    world.faults.count('mute')
    line.isMute = true
  }),
  deaf: onLine((line, { world }) => {
    world.faults.count('deaf')
    line.isDeaf = true
  }),
  'slow-line': onLine((line, { random }) => {
    line.latencyMs = [1, 50, 400, 2000][random.below(4)] ?? 1
  }),
  'refuse-upgrades': onLine((line, { random }) => {
    line.refusesUpgrades = true
    line.httpFaultPercent = random.below(60)
    line.breakAll()
  }),
  'kill-server': ({ world, random }) => {
    const kill = () => {
      world.killServer()
      world.clock.setTimeout(() => world.startServer(), random.below(3000))
    }
    if (random.below(2) === 0) kill()
    else world.disk.duringNextGroup = kill
  },
  'slow-disk': ({ world: { disk, media }, random }) => {
    disk.syncMs = media.syncMs = [1, 20, 300, 3000][random.below(4)] ?? 1
  },
  'full-disk': ({ world: { disk } }) => {
    disk.isFull = !disk.isFull
  },
  'failing-commit': ({ world: { disk }, random }) => {
    disk.nextFault = random.below(2) === 0 ? 'commit-failed' : 'commit-unknown'
  },
  'full-browser': ({ browser }) => {
    browser.disk.isFull = !browser.disk.isFull
  },
  evict: ({ browser, world }) => {
    if (browser.living.length > 0) return
    world.faults.count('evicted')
    browser.evict()
  },
  'turn-clock': ({ browser, world, random }) => {
    world.faults.count('clock-wrong')
    browser.clockErrorMs = (random.below(2001) - 1000) * 86_400_000
  },
  hostile: ({ world, random }) => {
    world.faults.count('hostile')
    world.attack(random)
  },
}

export function takeStep(world: SimWorld, saves: AskedSave[], step: Step): void {
  const browser = world.browsers[step.who % world.browsers.length]
  if (!browser) return
  const tab = browser.living[(step.who >> 4) % Math.max(1, browser.living.length)]
  const random = seededRandom(step.seed)
  steps[step.kind]({ world, saves, random, browser, tab, gestureId: `g${step.seed.toString(36)}` })
}

function gesture({ tab, random, gestureId }: Scene, index: number): void {
  if (!tab) return
  const kind = gestureKinds[random.below(gestureKinds.length)] ?? 'add-chapter'
  const title = random.below(100) < percentRefused ? refusedTitle : `Title ${random.below(1000)}`
  const what = { kind, title, pick: random.below(50), to: random.below(50), source: null, captions: null }
  const command = commandOf(tab.session.getState().course, what, `${gestureId}-${index}`)
  if (command) tab.session.edit([command])
}

function save({ tab, saves, world }: Scene): void {
  if (!tab) return
  const { session, life } = tab
  session.save().then(
    operationId => {
      if (operationId === undefined) return
      const isOnDisk = session.getState().local.kind === 'ok'
      const evictions = tab.browser.evictions
      const isKept = () => isOnDisk || !life.isOver || tab.hasKeptAll
      const { pending } = session.getState()
      const operation = pending.map(view => view.operation).find(known => known.operationId === operationId)
      saves.push({
        operationId,
        operation,
        browser: tab.browser,
        isSafe: () => tab.browser.evictions === evictions && isKept(),
      })
    },
    error => life.isOver || world.violated('bug', `save: ${error}`),
  )
}
