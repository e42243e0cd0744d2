/** Hostile updates against the real gate, room, committer and store, beside two authors who work on. */
import * as Y from 'yjs'
import { defineRoots } from '../../../course/document.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { bendBytes } from '../mutate-bytes.ts'
import type { FuzzOptions } from '../report.ts'
import { writeGestures } from './author.ts'
import { bendUpdate, type Surroundings } from './bend-update.ts'
import { FuzzScene, type Sent } from './scene.ts'
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

async function playScene(seed: number, { runs, report }: FuzzOptions): Promise<void> {
  const chance = chanceOf(seed)
  const scene = new FuzzScene()
  await scene.open()
  // Both own their clientIDs before anybody could take them.
  for (const from of ['ana', 'bo'] as const) await scene.save(from, scene[from].write(chance))
  for (let saves = 1 + chance.below(8); saves > 0; saves--) await saveHonestly(scene, chance)
  for (let run = 0; run < runs && scene.violations.length === 0; run++) {
    await playMutants(scene, chance, { seed, runs, report })
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

async function playMutants(scene: FuzzScene, chance: Chance, { seed, report }: FuzzOptions): Promise<void> {
  const from = chance.oneIn(8) ? 'stock' : 'eve'
  const mutant = await anyMutant(scene, chance)
  const startedMs = threadMs()
  const outcome = await scene.receive(from, mutant)
  const tookMs = threadMs() - startedMs
  report.count(outcome.kind === 'refused' ? outcome.error.code : outcome.kind)
  report.took(tookMs)
  if (!isSlow(tookMs)) return
  const slow: Sent = { from, update: mutant }
  const [, ...stays] = await slowAgain(scene.sent.slice(0, -1), slow)
  if (stays.length > 0) report.failed({ seed, what: `took ${tookMs.toFixed(1)} ms, alone ${stays.join(', ')}` })
}

/** The machine is shared: what took long once is measured again, three times, each in a scene of its own. */
async function slowAgain(before: readonly Sent[], { from, update }: Sent): Promise<readonly string[]> {
  const times: number[] = []
  for (let again = 0; again < 3; again++) {
    const scene = new FuzzScene()
    await scene.open()
    for (const sent of before) await scene.receive(sent.from, sent.update)
    const startedMs = threadMs()
    await scene.receive(from, update)
    times.push(threadMs() - startedMs)
  }
  return isSlow(Math.min(...times)) ? times.map(ms => `${ms.toFixed(1)} ms`) : []
}

async function saveHonestly(scene: FuzzScene, chance: Chance): Promise<void> {
  const from = chance.pick(['ana', 'bo'])
  await scene.save(from, scene[from].write(chance))
}

async function anyMutant(scene: FuzzScene, chance: Chance): Promise<Uint8Array> {
  const others = [chance.pickAny(scene.sent)?.update ?? new Uint8Array([0, 0])]
  const origin = anyOrigin(scene, chance)
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

/** What is bent: a save of the attacker's own on the present course, somebody's earlier one, or all there is. */
function anyOrigin(scene: FuzzScene, chance: Chance): Uint8Array {
  const earlier = chance.pickAny(scene.sent)?.update
  if (chance.oneIn(4) && earlier) return earlier
  const state = Y.encodeStateAsUpdate(scene.bo.doc)
  if (chance.oneIn(12)) return state
  const doc = new Y.Doc()
  defineRoots(doc)
  Y.applyUpdate(doc, state)
  // After it: a document that finds its clientID in use takes another at random.
  doc.clientID = chance.pick([303, 303, 303, 1 + chance.below(2 ** 32 - 1), 101])
  return writeGestures(doc, { chance, device: 'eve', prefix: `e${chance.below(1e6)}` })
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
