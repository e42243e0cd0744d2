/** Uploads beside @tus/server with a plain file store, and another author's saves meanwhile. */
import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BenchAuthor, makeId } from './bench-author.ts'
import { Connection } from './connection.ts'
import { lectern, type Program, tusServer } from './contestant.ts'
import type { RunOptions } from './latency.ts'
import { ServerProcess } from './server-process.ts'
import { median, quantile } from './statistics.ts'
import { UploadSender } from './upload-sender.ts'

export interface UploadPlan {
  /** At the same time. */
  readonly uploads: number
  /** Of each; whole mebibytes. */
  readonly sizeBytes: number
  readonly rounds: number
}

export interface UploadResult {
  readonly plan: UploadPlan
  /** Of all uploads together, medians over the rounds. */
  readonly tusBytesPerSecond: number
  readonly lecternBytesPerSecond: number
  /** What a gigabyte costs each server, all threads together: the machine's other work changes it less than the time. */
  readonly tusCpuMs: number
  readonly lecternCpuMs: number
  /** The most memory that Lectern's server ever had, and what it had before the first upload. */
  readonly peakBytes: number
  readonly restingBytes: number
  /** Of another author's saves, medians over the rounds. */
  readonly idleP99Ms: number
  readonly meanwhileP99Ms: number
}

interface Throughput {
  readonly bytesPerSecond: number
  readonly cpuMs: number
}

interface Round {
  readonly tus: Throughput
  readonly lectern: Throughput
  readonly idleP99Ms: number
  readonly meanwhileP99Ms: number
}

interface Parties {
  readonly theirs: ServerProcess<Program>
  readonly ours: ServerProcess
  readonly sender: UploadSender
  readonly author: WorkingAuthor
}

const warmUpSaves = 300
const idleSaves = 500
/** An author who saves so often is busy. */
const pauseMs = 5

/** @param yardstick a tus server that only writes */
export async function measureUploads(
  plan: UploadPlan,
  { workDir }: RunOptions,
  yardstick: Program = tusServer,
): Promise<UploadResult> {
  const dirOf = (name: string) => join(workDir, `uploads-${plan.uploads}-${name}`)
  const theirs = await ServerProcess.start({ contestant: yardstick, dataDir: dirOf('tus') })
  const ours = await ServerProcess.start({ contestant: lectern, dataDir: dirOf('lectern') })
  const sender = new UploadSender()
  const author = await WorkingAuthor.open(ours)
  const restingBytes = await ours.peakBytes()
  const rounds: Round[] = []
  while (rounds.length < plan.rounds) rounds.push(await measureRound(plan, { theirs, ours, sender, author }))
  const peakBytes = await ours.peakBytes()
  author.close()
  sender.stop()
  for (const server of [theirs, ours]) await server.stop()
  for (const name of ['tus', 'lectern']) await rm(dirOf(name), { recursive: true, force: true })
  const medianOf = (read: (round: Round) => number) => median(rounds.map(read))
  return {
    plan,
    tusBytesPerSecond: medianOf(({ tus }) => tus.bytesPerSecond),
    lecternBytesPerSecond: medianOf(({ lectern }) => lectern.bytesPerSecond),
    tusCpuMs: medianOf(({ tus }) => tus.cpuMs),
    lecternCpuMs: medianOf(({ lectern }) => lectern.cpuMs),
    ...{ peakBytes, restingBytes },
    idleP99Ms: medianOf(({ idleP99Ms }) => idleP99Ms),
    meanwhileP99Ms: medianOf(({ meanwhileP99Ms }) => meanwhileP99Ms),
  }
}

async function measureRound(plan: UploadPlan, { theirs, ours, sender, author }: Parties): Promise<Round> {
  const tus = await measureThroughput(theirs, plan, sender)
  const lectern = await measureThroughput(ours, plan, sender)
  const idleMs = await author.save(idleSaves)
  const meanwhileMs = await author.saveDuring(sendAll(ours, plan, sender))
  await ours.idle()
  return { tus, lectern, idleP99Ms: quantile(idleMs, 0.99), meanwhileP99Ms: quantile(meanwhileMs, 0.99) }
}

/** Ends when the server has nothing left to do. */
async function measureThroughput(
  server: ServerProcess<Program>,
  plan: UploadPlan,
  sender: UploadSender,
): Promise<Throughput> {
  const cpuBeforeMs = await server.cpuMs()
  const durationMs = await sendAll(server, plan, sender)
  const cpuMs = (await server.cpuMs()) - cpuBeforeMs
  await server.idle()
  const bytes = plan.uploads * plan.sizeBytes
  return { bytesPerSecond: (bytes * 1000) / durationMs, cpuMs: (cpuMs * 1e9) / bytes }
}

/** To a disk that has nothing else to write. @returns ms */
function sendAll({ port }: ServerProcess<Program>, plan: UploadPlan, sender: UploadSender): Promise<number> {
  const { uploads, sizeBytes } = plan
  execFileSync('sync')
  return sender.send({ port, courseId: makeId(), uploads, sizeBytes })
}

class WorkingAuthor {
  readonly #author: BenchAuthor
  readonly #connection: Connection

  private constructor(author: BenchAuthor, connection: Connection) {
    this.#author = author
    this.#connection = connection
  }

  static async open(server: ServerProcess): Promise<WorkingAuthor> {
    const author = new BenchAuthor()
    const course = author.importCourse({ chapters: 20, videosPerChapter: 10 })
    author.prepare(20_000)
    const connection = await Connection.open(server, makeId(), author.device)
    await connection.save(course)
    const working = new WorkingAuthor(author, connection)
    await working.save(warmUpSaves)
    return working
  }

  /** @returns ms from save to ack, of each */
  async save(count: number): Promise<number[]> {
    const durationsMs: number[] = []
    while (durationsMs.length < count) durationsMs.push(await this.#saveOnce())
    return durationsMs
  }

  async saveDuring(work: Promise<unknown>): Promise<number[]> {
    const durationsMs: number[] = []
    let isOver = false
    const over = work.then(() => {
      isOver = true
    })
    while (!isOver && this.#author.preparedCount > 0) durationsMs.push(await this.#saveOnce())
    await over
    return durationsMs
  }

  close(): void {
    this.#connection.close()
  }

  async #saveOnce(): Promise<number> {
    await new Promise(resolve => setTimeout(resolve, pauseMs))
    return this.#connection.save(this.#author.takeSave())
  }
}
