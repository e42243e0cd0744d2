/** A course is opened for the first time after the server's start, by a client that has nothing of it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BenchAuthor, type CourseSize, makeId, type Save } from './bench-author.ts'
import { Connection } from './connection.ts'
import { bare, type Contestant, lectern } from './contestant.ts'
import type { RunOptions } from './latency.ts'
import { ServerProcess } from './server-process.ts'
import { median } from './statistics.ts'

export interface OpenPlan {
  readonly size: CourseSize
  /** Saves after the import: from 500 on there is a snapshot. */
  readonly saves: number
  readonly restarts: number
}

export interface OpenResult {
  readonly plan: OpenPlan
  /** What arrives at the client. */
  readonly sizeBytes: number
  readonly bareMs: number
  readonly lecternMs: number
}

/** The bare server holds the bytes that Lectern sends: both move the same amount. */
export async function measureOpen(plan: OpenPlan, { workDir }: RunOptions): Promise<OpenResult> {
  const courseId = makeId()
  const dirOf = ({ name }: Contestant) => join(workDir, `open-${plan.saves}-${name}`)
  const author = new BenchAuthor()
  const course = author.importCourse(plan.size)
  author.prepare(plan.saves)
  const saves = [course, ...Array.from({ length: plan.saves }, () => author.takeSave())]
  await fill({ contestant: lectern, dataDir: dirOf(lectern), courseId, saves, device: author.device })
  const frames: Uint8Array[] = []
  await openOnce({ contestant: lectern, dataDir: dirOf(lectern), courseId }, frames)
  const whole = Buffer.concat(frames)
  mkdirSync(dirOf(bare), { recursive: true })
  writeFileSync(join(dirOf(bare), 'messages'), whole)
  const bareDurationsMs: number[] = []
  const lecternDurationsMs: number[] = []
  for (let i = 0; i < plan.restarts; i++) {
    bareDurationsMs.push(await openOnce({ contestant: bare, courseId, dataDir: dirOf(bare) }))
    lecternDurationsMs.push(await openOnce({ contestant: lectern, courseId, dataDir: dirOf(lectern) }))
  }
  return { plan, sizeBytes: whole.length, bareMs: median(bareDurationsMs), lecternMs: median(lecternDurationsMs) }
}

interface StoredCourse {
  readonly contestant: Contestant
  readonly dataDir: string
  readonly courseId: string
}

/** Saves everything, and waits until a snapshot is written where one is due. */
async function fill(options: StoredCourse & { saves: readonly Save[]; device: string }): Promise<void> {
  const server = await ServerProcess.start(options)
  const connection = await Connection.open(server, options.courseId, options.device)
  for (const save of options.saves) await connection.save(save)
  await server.idle()
  connection.close()
  await server.stop()
}

/** Returns the ms from the first byte of the handshake to the last byte of the course. */
async function openOnce({ courseId, ...options }: StoredCourse, frames?: Uint8Array[]): Promise<number> {
  const server = await ServerProcess.start(options)
  await server.idle()
  const startedMs = performance.now()
  const connection = await Connection.open(server, courseId, makeId())
  await connection.sync(frames)
  const durationMs = performance.now() - startedMs
  connection.close()
  await server.stop()
  return durationMs
}
