/** Hostile frames over real sockets to the real server, beside an author whose saves go on being acknowledged in time. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { defineRoots, readCourse } from '../../../course/document.ts'
import { courseDetailsOf } from '../../../persistence/course-details.ts'
import { CrashAuthor } from '../../crash/crash-author.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { type FuzzServer, startFuzzServer } from '../fuzz-server.ts'
import type { Fuzz, FuzzOptions } from '../report.ts'
import { anyAwareness } from './any-awareness.ts'
import { anyFrame, type Heard } from './any-frame.ts'
import { Attacker, sendBareBytes } from './attacker.ts'
import { Watcher } from './watcher.ts'

/** From a save to its ack while somebody attacks, on a machine that does much else. */
const maxAckMs = 3000
const framesPerScene = 500

interface Scene {
  readonly server: FuzzServer
  readonly courseId: string
  readonly author: CrashAuthor
  readonly watcher: Watcher
  readonly chance: Chance
  readonly options: FuzzOptions
}

type SendSome = (attacker: Attacker, scene: Scene) => number

export const fuzzFrames = fuzzSockets((attacker, { chance, author }) => {
  const heard: Heard = { clientIds: [], updates: author.saves.map(({ update }) => update) }
  // The first that is refused ends the connection: most come alone.
  const count = 1 + (chance.oneIn(3) ? chance.below(6) : 0)
  for (let sent = 0; sent < count; sent++) attacker.send(anyFrame(chance, heard), chance)
  return count
})

export const fuzzAwareness = fuzzSockets((attacker, { chance, watcher }) => {
  const crowd = { clientIds: [...watcher.awareness.getStates().keys()] }
  const count = chance.pick([1, 3, 10, 100])
  for (let sent = 0; sent < count; sent++) attacker.send(anyAwareness(chance, crowd), chance)
  return count
})

function fuzzSockets(sendSome: SendSome): Fuzz {
  return async options => {
    const server = await startFuzzServer()
    let scene = options.seed
    try {
      for (let sent = 0; sent < options.runs && options.report.failures.length === 0; scene++) {
        const runs = Math.min(framesPerScene, options.runs - sent)
        sent += await playScene(server, { runs, seed: scene, report: options.report }, sendSome)
      }
    } finally {
      await server.close()
    }
    return scene
  }
}

/** @returns how many frames were sent */
async function playScene(server: FuzzServer, options: FuzzOptions, sendSome: SendSome): Promise<number> {
  const courseId = `course-${options.seed}`
  const chance = chanceOf(options.seed)
  const author = new CrashAuthor({ courseId, device: 'ana', random: chance })
  const watcher = new Watcher(`${server.url.replace('http', 'ws')}/sync/${courseId}?device=watcher`)
  const scene: Scene = { server, courseId, author, watcher, chance, options }
  await author.connect(server.url)
  await saveInTime(scene)
  let sent = 0
  while (sent < options.runs && server.faults.length === 0) sent += await attack(scene, sendSome)
  await judge(scene)
  watcher.close()
  author.link.cut()
  return sent
}

async function attack(scene: Scene, sendSome: SendSome): Promise<number> {
  const { server, courseId, chance, options } = scene
  const address = `${server.url.replace('http', 'ws')}/sync/${courseId}`
  const query = chance.pick(['', '?v=1&device=eve', `?v=1&device=eve-${chance.below(9)}`, '?v=1&device=ana'])
  if (chance.oneIn(10)) {
    await sendBareBytes(`${address}${query}`, chance)
    options.report.count('bare bytes')
    return 1
  }
  const attacker = new Attacker(`${address}${query}`)
  await attacker.opened()
  const count = sendSome(attacker, scene)
  await saveInTime(scene)
  for (let frame = 0; frame < count; frame++) options.report.count(attacker.isOpen ? 'stays open' : 'closed')
  attacker.leave(chance)
  return count
}

async function saveInTime({ author, options }: Scene): Promise<void> {
  const startedMs = performance.now()
  author.save()
  await author.saved()
  const tookMs = performance.now() - startedMs
  options.report.took(tookMs)
  if (tookMs > maxAckMs) options.report.failed({ seed: options.seed, what: `an ack after ${tookMs.toFixed(0)} ms` })
}

async function judge({ server, courseId, author, watcher, options }: Scene): Promise<void> {
  // The last word about who left.
  await sleep(120)
  const unstored = [...author.acked.values()].filter(({ status }) => status !== 'stored')
  const faults = [...server.faults, ...watcher.faults, ...unstored.map(({ operationId }) => `${operationId} refused`)]
  const document = new Y.Doc()
  defineRoots(document)
  for (const { bytes } of await server.store.loadUpdates(courseId, 0)) Y.applyUpdate(document, bytes)
  const rows = await server.store.readCourse(courseId)
  if (!rows) faults.push('the course is gone')
  else {
    const { id, epoch, revision, updatedAt } = rows
    const told = courseDetailsOf({ id, epoch, revision, updatedAt }, readCourse(document))
    if (JSON.stringify(rows) !== JSON.stringify(told)) faults.push('the rows are not the document')
  }
  for (const what of new Set(faults)) options.report.failed({ seed: options.seed, what })
}
