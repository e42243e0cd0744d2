/**
 * Saves of the app's own sessions over lines that fail at every 50th: cut at once, cut with the answer lost, or silent and
 * then cut. Each save has to be told exactly once, and no line may become an error.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { FaultLine } from './fault-line.ts'
import { type Random, seededRandom } from './random.ts'
import { startServer } from './server-process.ts'
import { SessionAuthor } from './session-author.ts'
import { readFolder } from './stored-courses.ts'

export interface CutCampaignOptions {
  readonly seed: number
  readonly saves: number
  readonly onProgress?: (line: string) => void
}

export interface CutCampaignOutcome {
  readonly saves: number
  /** How often a line failed. */
  readonly cut: number
  readonly told: number
  readonly broken: readonly string[]
}

const authors = 8
const savesPerCut = 50
/** Of one author; then another begins with a course of its own. */
const savesPerCourse = 1000
const latestMs = 8
const silentMs = 30

export async function runCutCampaign(options: CutCampaignOptions): Promise<CutCampaignOutcome> {
  // Each connection listens for the end of the process.
  process.setMaxListeners(0)
  const dataDir = await mkdtemp(join(tmpdir(), 'lectern-cuts-'))
  const server = await startServer({ dataDir })
  const campaign = new CutCampaign(server.url, options)
  try {
    await campaign.run()
    server.send('SIGTERM')
    await server.exited
    campaign.compare(dataDir)
  } finally {
    server.send('SIGKILL')
    await server.exited
    await rm(dataDir, { recursive: true, force: true })
  }
  return campaign.outcome
}

class CutCampaign {
  readonly #url: string
  readonly #options: CutCampaignOptions
  readonly #random: Random
  readonly #broken: string[] = []
  /** By course: how many operations its ledger has to have. */
  readonly #expected = new Map<string, number>()
  /** To be begun. */
  #left: number
  #done = 0
  #cut = 0
  #told = 0

  constructor(url: string, options: CutCampaignOptions) {
    this.#url = url
    this.#options = options
    this.#random = seededRandom(options.seed)
    this.#left = options.saves
  }

  get outcome(): CutCampaignOutcome {
    return { saves: this.#options.saves, cut: this.#cut, told: this.#told, broken: this.#broken }
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: authors }, () => this.#keepSaving()))
  }

  /** The ledger of each course has each save once, and no other. */
  compare(dataDir: string): void {
    const { courses, damage } = readFolder(dataDir)
    this.#broken.push(...damage)
    for (const [courseId, expected] of this.#expected) {
      const found = courses.get(courseId)?.ledger.filter(({ status }) => status === 'stored').length ?? 0
      if (found !== expected) this.#broken.push(`${courseId}: ${expected} saves, ${found} in the ledger`)
    }
  }

  async #keepSaving(): Promise<void> {
    while (this.#left > 0) await this.#fillCourse()
  }

  async #fillCourse(): Promise<void> {
    const line = new FaultLine(this.#url)
    await line.open()
    const author = new SessionAuthor(line.url)
    let saves = 0
    try {
      for (; saves < savesPerCourse && this.#left > 0; saves++) {
        this.#left--
        const isCut = saves % savesPerCut === savesPerCut - 1
        const failing = isCut ? this.#fail(line) : undefined
        await author.heard(await author.save())
        await failing
        this.#progress()
      }
    } catch (error) {
      this.#broken.push(String(error))
    }
    this.#expected.set(author.courseId, saves)
    this.#told += author.told.size
    this.#broken.push(...author.broken)
    await author.session.close()
    await line.close()
  }

  /** At some moment of the save that is being made. */
  async #fail(line: FaultLine): Promise<void> {
    this.#cut++
    const way = this.#random.below(3)
    await wait(this.#random.below(latestMs))
    if (way === 1) line.fault = { kind: 'answers-lost' }
    if (way === 2) line.fault = { kind: 'half-open' }
    if (way > 0) await wait(silentMs)
    line.cut()
    line.fault = { kind: 'none' }
  }

  #progress(): void {
    this.#done++
    if (this.#done % 5000 > 0) return
    this.#options.onProgress?.(`${this.#done} saves, ${this.#cut} cuts, ${this.#broken.length} faults`)
  }
}
