/** One author, many readers: how long a change takes to each of them, and what it costs the server. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Save } from '../bench-author.ts'
import type { Connection } from '../connection.ts'
import type { ServerProcess } from '../server-process.ts'
import { median, quantile } from '../statistics.ts'
import { type Entry, openAuthor, openReader, type PeerRun, startPeer, writeScript } from './lanes.ts'
import { isUpdate } from './peer.ts'

export interface FanOut {
  /** From the frame handed to the author's socket to its arrival at a reader. */
  readonly medianMs: number
  readonly p99Ms: number
  /** Of all the server's threads, for one change to all readers. */
  readonly cpuMs: number
}

export interface FanOuts {
  readonly readers: number
  readonly entries: readonly Entry<FanOut>[]
}

interface Lane {
  readonly server: ServerProcess
  readonly author: Connection
  readonly arrivals: Arrivals
  readonly readers: readonly Connection[]
  readonly coming: Save[]
  readonly durationsMs: number[]
  readonly cpuMs: number[]
}

const size = { chapters: 20, videosPerChapter: 10 }
/** A change so often, or as soon as all readers have the one before. */
const paceMs = 50
const warmUpSaves = 20

/** Notes when each reader gets the change that is under way. */
class Arrivals {
  #atMs: number[] = []
  #expected = 0
  #resolve: (() => void) | undefined

  note(frame: Uint8Array): void {
    if (!isUpdate(frame)) return
    this.#atMs.push(performance.now())
    if (this.#atMs.length === this.#expected) this.#resolve?.()
  }

  /** Resolves when so many have it. */
  next(expected: number): Promise<readonly number[]> {
    this.#atMs = []
    this.#expected = expected
    return new Promise(resolve => {
      this.#resolve = () => resolve(this.#atMs)
    })
  }
}

export async function measureFanOut(readers: number, run: PeerRun): Promise<FanOuts> {
  const [rounds, savesPerRound] = run.isQuick ? [2, 10] : [8, 40]
  const script = writeScript(size, warmUpSaves + rounds * savesPerRound)
  const lanes: Lane[] = []
  for (const peer of run.peers.filter(({ isFanningOut }) => isFanningOut)) {
    const server = await startPeer(peer, `fan-out-${readers}`, run)
    const author = await openAuthor(server, script)
    const arrivals = new Arrivals()
    const lane = { server, author, arrivals, coming: [...script.saves], durationsMs: [], cpuMs: [] }
    lanes.push({ ...lane, readers: await openReaders(server, script.courseId, { readers, arrivals }) })
  }
  for (const lane of lanes) await send(lane, warmUpSaves)
  for (let round = 0; round < rounds; round++) for (const lane of lanes) await measureRound(lane, savesPerRound)
  for (const { server, author, readers } of lanes) {
    for (const connection of [author, ...readers]) connection.close()
    await server.stop()
  }
  return { readers, entries: lanes.map(entryOf) }
}

async function openReaders(
  server: ServerProcess,
  courseId: string,
  { readers, arrivals }: { readers: number; arrivals: Arrivals },
): Promise<Connection[]> {
  const connections: Connection[] = []
  while (connections.length < readers) connections.push(await openReader(server, courseId))
  for (const connection of connections) connection.watch(frame => arrivals.note(frame))
  return connections
}

async function measureRound(lane: Lane, count: number): Promise<void> {
  await lane.server.idle()
  const before = await lane.server.cpuMs()
  lane.durationsMs.push(...(await send(lane, count)))
  // What is told later belongs to these changes too.
  await sleep(700)
  lane.cpuMs.push(((await lane.server.cpuMs()) - before) / count)
}

async function send({ author, arrivals, readers, coming }: Lane, count: number): Promise<number[]> {
  const durationsMs: number[] = []
  for (const save of coming.splice(0, count)) {
    const arrived = arrivals.next(readers.length)
    const startedMs = performance.now()
    await author.save(save)
    for (const atMs of await arrived) durationsMs.push(atMs - startedMs)
    await sleep(Math.max(0, startedMs + paceMs - performance.now()))
  }
  return durationsMs
}

function entryOf({ server, durationsMs, cpuMs }: Lane): Entry<FanOut> {
  const latency = { medianMs: median(durationsMs), p99Ms: quantile(durationsMs, 0.99) }
  return { peer: server.contestant.name, value: { ...latency, cpuMs: median(cpuMs) } }
}
