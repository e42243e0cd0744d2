/** Many authors at once: each waits for its ack, then sends its next save. */
import { join } from 'node:path'
import { BenchAuthor, type CourseSize, makeId } from './bench-author.ts'
import { Connection } from './connection.ts'
import { bare, bareGrouping, type Contestant, lectern } from './contestant.ts'
import type { RunOptions } from './latency.ts'
import { ServerProcess } from './server-process.ts'
import { collectGarbage, ownCpuMs } from './server-side.ts'
import { median } from './statistics.ts'

export interface LoopPlan {
  readonly courses: number
  readonly authorsPerCourse: number
  readonly size: CourseSize
  readonly rounds: number
  readonly roundMs: number
}

/** Medians of the rounds. CPU: cores in use, of the server's process and of the load's. */
export interface Throughput {
  readonly acksPerSecond: number
  readonly serverCores: number
  readonly loadCores: number
}

export interface LoopResult {
  readonly plan: LoopPlan
  readonly bare: Throughput
  readonly bareGrouping: Throughput
  readonly lectern: Throughput
}

/** Before the first round; later ones prepare what the fastest author used, and half as much again. */
const firstPrepared = 100
const warmUpMs = 1000

interface Seat {
  readonly author: BenchAuthor
  readonly connection: Connection
}

interface Lane {
  readonly server: ServerProcess
  readonly seats: readonly Seat[]
  readonly rounds: Throughput[]
}

export async function measureLoop(plan: LoopPlan, options: RunOptions): Promise<LoopResult> {
  const lanes: Lane[] = []
  for (const contestant of [bare, bareGrouping, lectern]) lanes.push(await openLane(contestant, plan, options))
  let prepared = firstPrepared
  for (let round = -1; round < plan.rounds; round++) {
    for (const { server, seats, rounds } of lanes) {
      for (const { author } of seats) author.prepare(prepared)
      // What was prepared for one server is not collected while another is measured.
      collectGarbage()
      await server.idle()
      const throughput = await measureRound({ server, seats }, round < 0 ? warmUpMs : plan.roundMs)
      if (round >= 0) rounds.push(throughput)
      const used = prepared - Math.min(...seats.map(({ author }) => author.preparedCount))
      prepared = Math.max(prepared, Math.ceil(used * 1.5 * (round < 0 ? plan.roundMs / warmUpMs : 1)))
    }
  }
  for (const { server, seats } of lanes) {
    for (const { connection } of seats) connection.close()
    await server.stop()
  }
  const [each, grouping, ours] = lanes.map(({ rounds }) => summaryOf(rounds))
  if (!each || !grouping || !ours) throw new Error('three servers are compared')
  return { plan, bare: each, bareGrouping: grouping, lectern: ours }
}

async function openLane(contestant: Contestant, plan: LoopPlan, options: RunOptions): Promise<Lane> {
  const { workDir, profileDir } = options
  const dataDir = join(workDir, `loop-${contestant.name}`)
  const server = await ServerProcess.start({ contestant, dataDir, ...(profileDir !== undefined && { profileDir }) })
  const seats: Seat[] = []
  for (let i = 0; i < plan.courses; i++) seats.push(...(await openCourse(server, plan)))
  return { server, seats, rounds: [] }
}

/** The first author imports the course, the others begin with it. */
async function openCourse(server: ServerProcess, { size, authorsPerCourse }: LoopPlan): Promise<Seat[]> {
  const courseId = makeId()
  const first = new BenchAuthor()
  const course = first.importCourse(size)
  const authors = [first, ...Array.from({ length: authorsPerCourse - 1 }, () => new BenchAuthor())]
  const seats: Seat[] = []
  for (const author of authors) {
    const connection = await Connection.open(server, courseId, author.device)
    if (author === first) await connection.save(course)
    else author.receive(first.encodeCourse())
    seats.push({ author, connection })
  }
  return seats
}

async function measureRound({ server, seats }: Omit<Lane, 'rounds'>, roundMs: number): Promise<Throughput> {
  const serverBefore = await server.cpuMs()
  const loadBefore = ownCpuMs()
  const startedMs = performance.now()
  const counts = await Promise.all(seats.map(seat => saveUntil(seat, startedMs + roundMs)))
  const durationMs = performance.now() - startedMs
  return {
    acksPerSecond: (counts.reduce((sum, count) => sum + count, 0) / durationMs) * 1000,
    loadCores: (ownCpuMs() - loadBefore) / durationMs,
    serverCores: ((await server.cpuMs()) - serverBefore) / durationMs,
  }
}

async function saveUntil({ author, connection }: Seat, endMs: number): Promise<number> {
  let count = 0
  while (performance.now() < endMs && author.preparedCount > 0) {
    await connection.save(author.takeSave())
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
