/** Lies of a server to the real app session: nothing is thrown, nothing is told as saved, nothing is lost. */
import { type Chance, chanceOf } from '../chance.ts'
import type { FuzzOptions } from '../report.ts'
import { Victim } from './victim.ts'

const stepsPerScene = 40

/** Each scene has a seed of its own. A run is a frame or an answer that was bent. */
export async function fuzzServerWords({ runs, seed, report }: FuzzOptions): Promise<number> {
  const before = report.runs
  let scene = seed
  for (; report.runs - before < runs && report.failures.length === 0; scene++) {
    await playScene({ runs, seed: scene, report })
  }
  return scene
}

async function playScene({ seed, report }: FuzzOptions): Promise<void> {
  const chance = chanceOf(seed)
  const thrown: string[] = []
  const keep = (error: unknown) => thrown.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.on('uncaughtException', keep)
  const victim = new Victim(chance, kind => report.count(kind))
  try {
    for (let step = 0; step < stepsPerScene; step++) {
      await takeStep(victim, chance)
      const [what] = [...thrown, ...victim.judge()]
      if (what !== undefined) return report.failed({ seed, what: `after ${step} steps: ${what}` })
    }
  } finally {
    await victim.session.close()
    process.off('uncaughtException', keep)
  }
}

async function takeStep(victim: Victim, chance: Chance): Promise<void> {
  switch (chance.below(8)) {
    case 0:
    case 1:
      return victim.save(chance.pick(['Basics', 'Knots', '']))
    case 2:
      victim.lie()
      return victim.clock.advance(10)
    case 3:
      victim.network.isWebSocketBlocked = chance.oneIn(2)
      if (victim.network.isWebSocketBlocked) victim.network.reset()
      return victim.clock.advance(5000)
    case 4:
      victim.network.reset()
      return victim.clock.advance(chance.below(5000))
    default:
      return victim.clock.advance(chance.pick([10, 300, 3000, 20_000]))
  }
}
