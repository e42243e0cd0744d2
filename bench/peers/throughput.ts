/** Many courses, each with an author that waits for its ack and then sends the next save. */
import type { Save } from '../bench-author.ts'
import type { Connection } from '../connection.ts'
import type { ServerProcess } from '../server-process.ts'
import { ownCpuMs } from '../server-side.ts'
import { median } from '../statistics.ts'
import { type Entry, openAuthor, type PeerRun, type Script, startPeer, writeScript } from './lanes.ts'

/** Medians of the rounds. CPU: cores in use, of the server's process and of the load's. */
export interface Throughput {
  readonly acksPerSecond: number
  readonly serverCores: number
  readonly loadCores: number
}

interface Seat {
  readonly connection: Connection
  readonly coming: Save[]
}

interface Lane {
  readonly server: ServerProcess
  readonly seats: readonly Seat[]
  readonly rounds: Throughput[]
}

interface Round {
  readonly savesEach: number
  /** A server that needs longer for all saves is measured by what it has done until then. */
  readonly limitMs: number
}

const size = { chapters: 20, videosPerChapter: 10 }
const warmUp = { savesEach: 30, limitMs: 2000 }

export async function measureThroughput(run: PeerRun): Promise<Entry<Throughput>[]> {
  const [courses, rounds] = run.isQuick ? [50, 2] : [100, 6]
  const round = run.isQuick ? { savesEach: 60, limitMs: 2000 } : { savesEach: 200, limitMs: 4000 }
  const scripts = Array.from({ length: courses }, () => writeScript(size, warmUp.savesEach + rounds * round.savesEach))
  const lanes: Lane[] = []
  for (const peer of run.peers) {
    const server = await startPeer(peer, 'throughput', run)
    lanes.push({ server, seats: await openSeats(server, scripts), rounds: [] })
  }
  for (const lane of lanes) await measureRound(lane, warmUp)
  for (let i = 0; i < rounds; i++) for (const lane of lanes) lane.rounds.push(await measureRound(lane, round))
  for (const { server, seats } of lanes) {
    for (const { connection } of seats) connection.close()
    await server.stop()
  }
  return lanes.map(lane => ({ peer: lane.server.contestant.name, value: summaryOf(lane.rounds) }))
}

async function openSeats(server: ServerProcess, scripts: readonly Script[]): Promise<Seat[]> {
  const seats: Seat[] = []
  for (const script of scripts) seats.push({ connection: await openAuthor(server, script), coming: [...script.saves] })
  return seats
}

async function measureRound({ server, seats }: Lane, { savesEach, limitMs }: Round): Promise<Throughput> {
  await server.idle()
  const serverBefore = await server.cpuMs()
  const loadBefore = ownCpuMs()
  const startedMs = performance.now()
  const work = seats.map(seat => saveUntil(seat, savesEach, startedMs + limitMs))
  const acks = (await Promise.all(work)).reduce((sum, count) => sum + count, 0)
  const durationMs = performance.now() - startedMs
  return {
    acksPerSecond: (acks / durationMs) * 1000,
    loadCores: (ownCpuMs() - loadBefore) / durationMs,
    serverCores: ((await server.cpuMs()) - serverBefore) / durationMs,
  }
}

async function saveUntil({ connection, coming }: Seat, most: number, endMs: number): Promise<number> {
  let count = 0
  while (count < most && performance.now() < endMs) {
    const save = coming.shift()
    if (!save) break
    await connection.save(save)
    count++
  }
  return count
}

function summaryOf(rounds: readonly Throughput[]): Throughput {
  const medianOf = (key: keyof Throughput) => median(rounds.map(round => round[key]))
  return {
    acksPerSecond: medianOf('acksPerSecond'),
    serverCores: medianOf('serverCores'),
    loadCores: medianOf('loadCores'),
  }
}
