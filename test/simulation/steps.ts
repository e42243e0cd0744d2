/** A day as data: what happens, to whom, and how long nothing happens after it. Made from a seed, cut down by the shrinker. */
import { type Random, seededRandom } from '../crash/random.ts'
import { dayKindOf } from './day-kind.ts'

export const uploadStepKinds = [
  ...['upload', 'bad-file', 'replace-file', 'cancel-upload', 'pause-uploads', 'resume-uploads'],
  ...['full-media', 'fortnight'],
] as const

export type UploadStepKind = (typeof uploadStepKinds)[number]

export const stepKinds = [
  ...['edit', 'batch', 'save', 'undo', 'redo', 'discard', 'autosave'],
  ...['open-tab', 'close-tab', 'kill-tab'],
  ...['cut-line', 'heal-line', 'break-line', 'mute', 'deaf', 'slow-line', 'refuse-upgrades'],
  ...['kill-server', 'slow-disk', 'full-disk', 'failing-commit', 'full-browser', 'evict', 'turn-clock', 'hostile'],
] as const

export type StepKind = (typeof stepKinds)[number] | UploadStepKind

export interface Step {
  readonly kind: StepKind
  /** Which browser and tab: taken modulo what there is. */
  readonly who: number
  /** Of the step's own random numbers, so that leaving out another step changes nothing here. */
  readonly seed: number
  readonly thenMs: number
}

/** How often each kind is drawn, at most: every day draws its own rates, zeros included. */
const authorWeights: Partial<Record<StepKind, number>> = { edit: 40, batch: 6, save: 22, undo: 4, redo: 2 }
const rareWeights: Partial<Record<StepKind, number>> = {
  ...{ discard: 1, autosave: 1, 'open-tab': 5, 'close-tab': 3, 'kill-tab': 4 },
  ...{ 'cut-line': 5, 'heal-line': 9, 'break-line': 4, mute: 3, deaf: 3, 'slow-line': 4 },
  ...{ 'refuse-upgrades': 6, 'kill-server': 5, 'slow-disk': 3, 'full-disk': 3 },
  ...{ 'failing-commit': 4, 'full-browser': 3, evict: 1, 'turn-clock': 1 },
}
const hostileWeight = 8
const fileWeights: Partial<Record<StepKind, number>> = {
  ...{ upload: 24, 'bad-file': 2, 'replace-file': 6, 'cancel-upload': 2, 'pause-uploads': 2, 'resume-uploads': 3 },
  ...{ 'full-media': 3, fortnight: 3 },
}

const maxSteps = 60

export function drawDay(seed: number): Step[] {
  const random = seededRandom(seed)
  const weights = drawWeights(random, seed)
  const pauses = [30, 300, 4000].slice(0, 1 + random.below(3))
  const length = 10 + random.below(maxSteps)
  return Array.from({ length }, () => ({
    kind: pick(weights, random),
    who: random.below(1 << 16),
    seed: random.below(2 ** 31),
    thenMs: random.below(pauses[random.below(pauses.length)] ?? 30),
  }))
}

type Weights = readonly (readonly [StepKind, number])[]

function drawWeights(random: Random, seed: number): Weights {
  const authors = Object.entries(authorWeights) as [StepKind, number][]
  const rare = Object.entries(rareWeights) as [StepKind, number][]
  const drawn = rare.map(([kind, most]) => [kind, random.below(3) === 0 ? 0 : random.below(most * 2 + 1)] as const)
  const files = dayKindOf(seed).isWide ? (Object.entries(fileWeights) as [StepKind, number][]) : []
  return [...authors, ...drawn, ['hostile', seed % 5 === 0 ? hostileWeight : 0] as const, ...files]
}

function pick(weights: Weights, random: Random): StepKind {
  let left = random.below(weights.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [kind, weight] of weights) {
    if (left < weight) return kind
    left -= weight
  }
  return 'edit'
}
