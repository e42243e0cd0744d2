/** One author alone: save to ack. Strictly one save after the other. */
import { join } from 'node:path'
import { BenchAuthor, type CourseSize, makeId, type Save } from './bench-author.ts'
import { Connection } from './connection.ts'
import { bare, lectern } from './contestant.ts'
import { ServerProcess } from './server-process.ts'
import { median, quantile } from './statistics.ts'

export interface LatencyPlan {
  readonly size: CourseSize
  readonly rounds: number
  readonly savesPerRound: number
}

/** Milliseconds from the frame handed to the socket to its ack's arrival. */
export interface Latency {
  readonly medianMs: number
  readonly p99Ms: number
}

export interface LatencyResult {
  readonly size: CourseSize
  readonly saves: number
  readonly bare: Latency
  readonly lectern: Latency
}

export interface RunOptions {
  /** A folder for the servers' data, on the disk that is to be measured. */
  readonly workDir: string
  readonly profileDir?: string
}

/** So many saves come before the first that counts: the compiler has seen the code, the file has its length. */
const warmUpSaves = 300

interface Lane {
  readonly server: ServerProcess
  readonly connection: Connection
  readonly durationsMs: number[]
}

export async function measureLatency(plan: LatencyPlan, options: RunOptions): Promise<LatencyResult> {
  const author = new BenchAuthor()
  const course = author.importCourse(plan.size)
  author.prepare(warmUpSaves + plan.rounds * plan.savesPerRound)
  const saves = Array.from({ length: author.preparedCount }, () => author.takeSave())
  const lanes = await openLanes(author.device, plan.size, options)
  for (const lane of lanes) await warmUp(lane, [course, ...saves.slice(0, warmUpSaves)])
  for (let round = 0; round < plan.rounds; round++) {
    const start = warmUpSaves + round * plan.savesPerRound
    for (const lane of lanes) await measureRound(lane, saves.slice(start, start + plan.savesPerRound))
  }
  for (const { server, connection } of lanes) {
    connection.close()
    await server.stop()
  }
  const [theirs, ours] = lanes.map(({ durationsMs }) => summaryOf(durationsMs))
  if (!theirs || !ours) throw new Error('two servers are compared')
  return { size: plan.size, saves: plan.rounds * plan.savesPerRound, bare: theirs, lectern: ours }
}

async function openLanes(device: string, size: CourseSize, { workDir, profileDir }: RunOptions): Promise<Lane[]> {
  const courseId = makeId()
  const lanes: Lane[] = []
  for (const contestant of [bare, lectern]) {
    const dataDir = join(workDir, `latency-${size.chapters}-${contestant.name}`)
    const server = await ServerProcess.start({ contestant, dataDir, ...(profileDir !== undefined && { profileDir }) })
    lanes.push({ server, connection: await Connection.open(server, courseId, device), durationsMs: [] })
  }
  return lanes
}

async function warmUp({ server, connection }: Lane, saves: readonly Save[]): Promise<void> {
  for (const save of saves) await connection.save(save)
  await server.idle()
}

async function measureRound({ server, connection, durationsMs }: Lane, saves: readonly Save[]): Promise<void> {
  for (const save of saves) durationsMs.push(await connection.save(save))
  await server.idle()
}

function summaryOf(durationsMs: readonly number[]): Latency {
  return { medianMs: median(durationsMs), p99Ms: quantile(durationsMs, 0.99) }
}
