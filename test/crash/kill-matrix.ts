/**
 * The real server under load, killed at a named place of its code, again and again on the same data folder. After each
 * kill the folder is held against what was acknowledged; at the end of a folder a server has to bring everything to its end.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failpoint } from '../../persistence/failpoint.ts'
import { comeBack, readAfresh } from './coming-back.ts'
import { CrashLoad } from './crash-load.ts'
import { findingsOf } from './findings.ts'
import { isClosing, type PlannedKill } from './matrix-plan.ts'
import { type Random, seededRandom } from './random.ts'
import { type ServerProcess, spawnServer, startServer } from './server-process.ts'
import { readFolder } from './stored-courses.ts'
import { emptyVerdict, judgeFolder, type Verdict } from './verdict.ts'

export interface MatrixOptions {
  readonly seed: number
  /** For each data folder its kills, in order. */
  readonly plan: readonly (readonly PlannedKill[])[]
  /** The server's file; the honest one without it. */
  readonly main?: string
  /** After each folder, with what was found so far. */
  readonly onFolder?: (points: ReadonlyMap<Failpoint, PointCounts>, verdict: Verdict) => void
}

export interface PointCounts {
  readonly planned: number
  readonly hit: number
  /** Acknowledged while a server lived that died here. */
  readonly acknowledged: number
  readonly lost: number
  readonly twice: number
}

export interface MatrixOutcome extends Verdict {
  readonly points: ReadonlyMap<Failpoint, PointCounts>
  readonly uploads: number
}

/** A failpoint that was not passed by then is not on the way of this load. */
const patienceMs = 60_000
/** How many of each author's saves are offered again at the end of a folder. */
const offeredAgain = 40

export async function runKillMatrix(options: MatrixOptions): Promise<MatrixOutcome> {
  const random = seededRandom(options.seed)
  const compileCache = await mkdtemp(join(tmpdir(), 'lectern-matrix-code-'))
  const verdict = emptyVerdict()
  const points = new Map<Failpoint, PointCounts>()
  let uploads = 0
  try {
    for (const kills of options.plan) {
      const folder = new MatrixFolder({ random, verdict, points, compileCache, main: options.main })
      uploads += await folder.live(kills)
      options.onFolder?.(points, verdict)
    }
  } finally {
    await rm(compileCache, { recursive: true, force: true })
  }
  return { ...verdict, points, uploads }
}

interface FolderContext {
  readonly random: Random
  readonly verdict: Verdict
  readonly points: Map<Failpoint, PointCounts>
  readonly compileCache: string
  readonly main: string | undefined
}

class MatrixFolder {
  readonly #context: FolderContext
  readonly #load: CrashLoad
  #dataDir = ''

  constructor(context: FolderContext) {
    this.#context = context
    this.#load = new CrashLoad(context.random)
  }

  /** @returns how many uploads came to their end */
  async live(kills: readonly PlannedKill[]): Promise<number> {
    this.#dataDir = await mkdtemp(join(tmpdir(), 'lectern-matrix-'))
    try {
      for (const kill of kills) await this.#killOnce(kill)
      await this.#recover()
    } catch (error) {
      this.#wrong(error instanceof Error ? `${error.stack}` : String(error))
    } finally {
      await rm(this.#dataDir, { recursive: true, force: true })
    }
    return this.#load.uploader.finished
  }

  async #killOnce(failpoint: PlannedKill): Promise<void> {
    const { verdict } = this.#context
    const before = { acked: this.#acked, lost: verdict.lost.length, twice: verdict.twice.length }
    // Written once and never again: to be written, it has to be missing.
    if (failpoint.point === 'reserve-written') await rm(join(this.#dataDir, 'reserve'), { force: true })
    const isHit = await this.#liveUntilDeath(failpoint)
    const stored = judgeFolder(readFolder(this.#dataDir), this.#writers, verdict)
    if (stored.size > 0) await this.#askDoctor(finding => finding.startsWith('upload-'))
    this.#count(failpoint.point, {
      hit: isHit ? 1 : 0,
      acknowledged: this.#acked - before.acked,
      lost: verdict.lost.length - before.lost,
      twice: verdict.twice.length - before.twice,
    })
    if (!isHit) this.#wrong(`${failpoint.point}: not passed ${failpoint.nth} times`)
  }

  async #liveUntilDeath(failpoint: PlannedKill): Promise<boolean> {
    const server = this.#spawn(failpoint)
    const patience = setTimeout(() => server.send('SIGTERM'), patienceMs)
    const despair = setTimeout(() => server.send('SIGKILL'), patienceMs + 10_000)
    try {
      const isListening = await server.listening().then(
        () => true,
        () => false,
      )
      if (isListening) await this.#bear(server, failpoint)
      const { signal } = await server.exited
      if (signal !== 'SIGKILL') this.#wrong(`${failpoint.point}: ended otherwise. ${server.complaint}`)
      return signal === 'SIGKILL'
    } finally {
      clearTimeout(patience)
      clearTimeout(despair)
    }
  }

  async #bear(server: ServerProcess, { point }: PlannedKill): Promise<void> {
    const acknowledged = this.#load.acknowledged(1 + this.#context.random.below(30))
    if (isClosing(point)) acknowledged.then(() => server.send('SIGTERM'))
    const codes = await this.#load.until(server)
    const expected = isClosing(point) ? [1006, 1012] : [1006]
    for (const code of codes) if (!expected.includes(code)) this.#wrong(`${point}: a connection closed with ${code}`)
  }

  /** A server that lives: what is unanswered gets its answer, and the doctor finds nothing. */
  async #recover(): Promise<void> {
    const server = await startServer({ dataDir: this.#dataDir, ...this.#serverOptions })
    const { uploader } = this.#load
    try {
      for (const author of this.#writers) await this.#comeBack(server, author)
      await uploader.finishAll(server.url)
      this.#context.verdict.wrong.push(...uploader.broken)
    } finally {
      server.send('SIGTERM')
      await server.exited
    }
    const folder = readFolder(this.#dataDir)
    judgeFolder(folder, this.#writers, this.#context.verdict)
    const open = [...folder.courses.values()].flatMap(({ ledger }) =>
      ledger.filter(({ status }) => status !== 'stored'),
    )
    for (const { operationId, status } of open) this.#wrong(`${operationId}: ${status} at the end`)
    await this.#askDoctor(() => false)
  }

  async #comeBack(server: ServerProcess, author: CrashLoad['authors'][number]): Promise<void> {
    const first = Math.max(0, author.saves.length - offeredAgain)
    const { wrong } = this.#context.verdict
    wrong.push(...(await comeBack(server, { author, first })))
    wrong.push(...(await readAfresh(server, { author, count: author.saves.length })))
  }

  /** @param isExpected by its code: between two steps of an upload rows and files differ until the next start */
  async #askDoctor(isExpected: (code: string) => boolean): Promise<void> {
    const findings = await findingsOf(this.#dataDir)
    for (const finding of findings) if (!isExpected(finding.code)) this.#wrong(JSON.stringify(finding))
  }

  get #writers() {
    return this.#load.authors.filter(({ saves }) => saves.length > 0)
  }

  get #acked(): number {
    return this.#load.authors.reduce((sum, { acked }) => sum + acked.size, 0)
  }

  get #serverOptions() {
    const { compileCache, main } = this.#context
    return { compileCache, ...(main !== undefined && { main }) }
  }

  #spawn(failpoint: PlannedKill): ServerProcess {
    return spawnServer({ dataDir: this.#dataDir, failpoint, ...this.#serverOptions })
  }

  #count(point: Failpoint, more: Omit<PointCounts, 'planned'>): void {
    const { points } = this.#context
    const { planned, hit, acknowledged, lost, twice } = points.get(point) ?? none
    points.set(point, {
      planned: planned + 1,
      hit: hit + more.hit,
      acknowledged: acknowledged + more.acknowledged,
      lost: lost + more.lost,
      twice: twice + more.twice,
    })
  }

  #wrong(line: string): void {
    this.#context.verdict.wrong.push(line)
  }
}

const none: PointCounts = { planned: 0, hit: 0, acknowledged: 0, lost: 0, twice: 0 }
