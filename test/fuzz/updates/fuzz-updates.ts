/** Hostile updates against the real gate, room, committer and store, beside two authors who work on. */
import * as Y from 'yjs'
import { type Chance, chanceOf } from '../chance.ts'
import { bendBytes } from '../mutate-bytes.ts'
import type { FuzzOptions } from '../report.ts'
import { bendUpdate, type Surroundings } from './bend-update.ts'
import { Origins } from './origins.ts'
import { FuzzScene, nameOf, type Sent } from './scene.ts'
import { shrinkSent } from './shrink.ts'
import { isSlow, threadMs } from './thread-time.ts'

const mutantsPerScene = 250
const beforeCheck = 25

/** Each scene has a seed of its own, so that one that fails is played again alone. */
export async function fuzzUpdates({ runs, seed, report }: FuzzOptions): Promise<number> {
  let scene = seed
  for (let played = 0; played < runs && report.failures.length === 0; scene++) {
    const count = Math.min(mutantsPerScene, runs - played)
    await playScene(scene, { runs: count, seed: scene, report })
    played += count
  }
  return scene
}

interface Play {
  readonly scene: FuzzScene
  readonly chance: Chance
  readonly origins: Origins
  readonly options: FuzzOptions
}

async function playScene(seed: number, { runs, report }: FuzzOptions): Promise<void> {
  const chance = chanceOf(seed)
  const scene = new FuzzScene()
  await scene.open()
  // Both own their clientIDs before anybody could take them.
  for (const from of ['ana', 'bo'] as const) await scene.save(from, scene[from].write(chance))
  for (let saves = 1 + chance.below(8); saves > 0; saves--) await saveHonestly(scene, chance)
  const play: Play = { scene, chance, origins: new Origins(scene, chance), options: { seed, runs, report } }
  for (let run = 0; run < runs && scene.violations.length === 0; run++) {
    await playMutant(play)
    if (chance.oneIn(10)) await saveHonestly(scene, chance)
    if (chance.oneIn(60)) await scene.compact()
    if (chance.oneIn(60)) await scene.reopen()
    if (run % beforeCheck === 0) await scene.check()
  }
  await saveHonestly(scene, chance)
  await scene.reopen()
  await saveHonestly(scene, chance)
  await scene.check()
  const [what] = scene.violations
  if (what !== undefined) report.failed({ seed, what, smallest: await shrinkSent(what, scene.sent) })
}

async function playMutant(play: Play): Promise<void> {
  const { scene, chance, origins, options } = play
  const { seed, report } = options
  const from = chance.oneIn(8) ? 'stock' : 'eve'
  const mutant = anyMutant(play)
  const startedMs = threadMs()
  const outcome = await scene.receive(from, mutant)
  const tookMs = threadMs() - startedMs
  if (outcome.kind === 'committed') origins.renew()
  report.count(nameOf(outcome))
  if (!isSlow(tookMs)) return report.took(tookMs)
  const aloneMs = await quickestAlone(scene.sent.slice(0, -1), { from, update: mutant })
  report.took(aloneMs)
  if (isSlow(aloneMs)) report.failed({ seed, what: `took ${tookMs.toFixed(1)} ms, alone ${aloneMs.toFixed(1)} ms` })
}

/** What took long once, while memory was cleared for one, is measured again: three times, each in a scene of its own. */
async function quickestAlone(before: readonly Sent[], { from, update }: Sent): Promise<number> {
  const times: number[] = []
  for (let again = 0; again < 3; again++) {
    const scene = new FuzzScene()
    await scene.open()
    for (const sent of before) await scene.receive(sent.from, sent.update)
    const startedMs = threadMs()
    await scene.receive(from, update)
    times.push(threadMs() - startedMs)
  }
  return Math.min(...times)
}

async function saveHonestly(scene: FuzzScene, chance: Chance): Promise<void> {
  const from = chance.pick(['ana', 'bo'])
  await scene.save(from, scene[from].write(chance))
}

function anyMutant({ scene, chance, origins }: Play): Uint8Array {
  const others = [chance.pickAny(scene.sent)?.update ?? new Uint8Array([0, 0])]
  const origin = origins.next()
  switch (chance.below(10)) {
    case 0:
      return origin
    case 1:
    case 2:
    case 3:
      return bendBytes(origin, chance, others)
    case 4:
      return attempt(() => Y.convertUpdateFormatV1ToV2(origin), origin)
    case 5:
      return attempt(() => Y.mergeUpdates([origin, ...others, chance.pickAny(scene.sent)?.update ?? origin]), origin)
    default: {
      const bent = attempt(() => bendUpdate(origin, chance, surroundingsOf(scene)), bendBytes(origin, chance, others))
      return chance.oneIn(8) ? bendBytes(bent, chance, others) : bent
    }
  }
}

function surroundingsOf({ bo }: FuzzScene): Surroundings {
  const ids = ['chapters', 'videos'].flatMap(root => [...bo.doc.getMap(root).keys()])
  return { clocks: [...Y.decodeStateVector(Y.encodeStateVector(bo.doc))], ids }
}

function attempt(make: () => Uint8Array, otherwise: Uint8Array): Uint8Array {
  try {
    return make()
  } catch {
    // What is bent twice can often not be taken apart any more.
    return otherwise
  }
}
