/** The days that recordings/ are of: what happens in each, and which tab's recording is kept. */
import type { Step, StepKind } from '../simulation/steps.ts'

export interface LibraryDay {
  /** Of the file, without its ending. */
  readonly name: string
  readonly shows: string
  readonly seed: number
  readonly steps: readonly Step[]
  readonly tabId: string
}

/** `who` of a step: a browser, and a tab of it. */
const ada = 1
const bob = 0
const bobsOtherTab = 18

const adasTab = 'device-1-0'
const bobsSecondTab = 'device-0-1'

/** Of steps whose random numbers say something. */
const seeds = { typesTooLongTitle: 52, switchesOn: 7, killsDuringCommit: 1 }

export const library: readonly LibraryDay[] = [
  {
    name: 'two-authors',
    shows: 'two authors edit and save one course at the same time',
    ...{ seed: 1, tabId: adasTab },
    steps: day(
      [ada, 'edit'],
      [bob, 'edit'],
      [bob, 'save'],
      [ada, 'batch'],
      [ada, 'save'],
      [bob, 'batch'],
      [bob, 'save'],
    ),
  },
  {
    name: 'offline',
    shows: 'the line is cut; a save, an undo and a redo without it; both sides have changed when it is back',
    ...{ seed: 2, tabId: adasTab },
    steps: day(
      ...([
        [ada, 'edit'],
        [ada, 'save'],
        [ada, 'cut-line'],
        [ada, 'batch', 9000],
        [ada, 'save'],
      ] as const),
      ...([
        [bob, 'batch'],
        [bob, 'save'],
        [ada, 'edit'],
        [ada, 'undo'],
        [ada, 'redo'],
        [ada, 'heal-line', 20_000],
      ] as const),
      [ada, 'save'],
    ),
  },
  {
    name: 'slower-connection',
    shows:
      'no WebSocket gets through: the session goes over HTTP, where exchanges are lost, doubled or answered by a portal',
    ...{ seed: 3, tabId: adasTab },
    steps: day(
      [ada, 'refuse-upgrades', 12_000],
      [ada, 'batch'],
      [ada, 'save', 9000],
      [ada, 'edit'],
      [ada, 'save', 9000],
    ),
  },
  {
    name: 'refused',
    shows:
      'the server refuses a save for good: the document is made anew without it, its commands are in the draft again',
    ...{ seed: 4, tabId: adasTab },
    steps: day(
      ...([
        [ada, 'batch'],
        [ada, 'save', 4000],
        [ada, 'edit', 200, seeds.typesTooLongTitle],
        [ada, 'save', 6000],
      ] as const),
      ...([
        [ada, 'discard'],
        [ada, 'edit'],
        [ada, 'save', 4000],
      ] as const),
    ),
  },
  {
    name: 'second-tab',
    shows: 'a tab beside another of the same browser: one draft for both, and what either saves is told once',
    ...{ seed: 5, tabId: bobsSecondTab },
    steps: day(
      ...([
        [bob, 'edit'],
        [bobsOtherTab, 'edit'],
        [bobsOtherTab, 'save', 3000],
        [bob, 'batch'],
        [bob, 'save', 3000],
      ] as const),
      ...([
        [bobsOtherTab, 'batch'],
        [bob, 'save', 3000],
      ] as const),
    ),
  },
  {
    name: 'killed-server',
    shows: 'the server is killed under a save: nothing answers for a while, the save is sent again and stored once',
    ...{ seed: 6, tabId: adasTab },
    steps: day(
      ...([
        [ada, 'batch'],
        [ada, 'kill-server', 100, seeds.killsDuringCommit],
        [ada, 'save', 9000],
      ] as const),
      ...([
        [ada, 'edit'],
        [ada, 'save'],
      ] as const),
    ),
  },
  {
    name: 'full-disk',
    shows:
      "the browser's disk is full for a while: saves go on without it, and all of it is written when there is room",
    ...{ seed: 7, tabId: adasTab },
    steps: day(
      ...([
        [ada, 'edit'],
        [ada, 'full-browser'],
        [ada, 'batch'],
        [ada, 'save', 4000],
        [ada, 'edit'],
        [ada, 'save'],
      ] as const),
      [ada, 'full-browser', 9000],
    ),
  },
  {
    name: 'autosave',
    shows: 'the autosave switch is on: what is edited is saved by itself, over a line that breaks',
    ...{ seed: 8, tabId: adasTab },
    steps: day(
      ...([
        [ada, 'autosave', 100, seeds.switchesOn],
        [ada, 'batch', 3000],
        [ada, 'break-line', 800],
      ] as const),
      ...([
        [ada, 'edit', 5000],
        [ada, 'batch', 3000],
      ] as const),
    ),
  },
]

type Happens = readonly [who: number, kind: StepKind, thenMs?: number, seed?: number]

/** Each step with random numbers of its own, where it does not name a seed. */
function day(...steps: readonly Happens[]): readonly Step[] {
  return steps.map(([who, kind, thenMs = 300, seed], index) => ({ kind, who, seed: seed ?? 1000 + index, thenMs }))
}
