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
import { sendUpload } from './upload-load.ts'

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
  /** The most memory that Lectern's server ever had, and what it had before the first upload. */
  readonly peakBytes: number
  readonly restingBytes: number
  /** Of another author's saves. */
  readonly idleP99Ms: number
  readonly meanwhileP99Ms: number
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
  const author = await WorkingAuthor.open(ours)
  const restingBytes = await ours.peakBytes()
  const tus: number[] = []
  const lecterns: number[] = []
  for (let round = 0; round < plan.rounds; round++) {
    tus.push(await measureRound(theirs, plan))
    lecterns.push(await measureRound(ours, plan))
  }
  const peakBytes = await ours.peakBytes()
  const idleMs = await author.save(idleSaves)
  const meanwhileMs = await author.saveDuring(measureRound(ours, plan))
  author.close()
  for (const server of [theirs, ours]) await server.stop()
  for (const name of ['tus', 'lectern']) await rm(dirOf(name), { recursive: true, force: true })
  return {
    plan,
    tusBytesPerSecond: median(tus),
    lecternBytesPerSecond: median(lecterns),
    ...{ peakBytes, restingBytes },
    idleP99Ms: quantile(idleMs, 0.99),
    meanwhileP99Ms: quantile(meanwhileMs, 0.99),
  }
}

/** @returns bytes a second of all uploads together, from a disk that has nothing else to write */
async function measureRound(server: ServerProcess<Program>, { uploads, sizeBytes }: UploadPlan): Promise<number> {
  const courseId = makeId()
  execFileSync('sync')
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: uploads }, () => sendUpload(server.port, courseId, sizeBytes)))
  const durationMs = performance.now() - startedMs
  await server.idle()
  return (uploads * sizeBytes * 1000) / durationMs
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
