/**
 * Authors in several courses save to one server, again and again on the same data folder; each time it is killed in the
 * middle of it with SIGKILL, and what is left is held against what was acknowledged.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comeBack, readAfresh } from './coming-back.ts'
import { CrashAuthor } from './crash-author.ts'
import { type Random, seededRandom } from './random.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { holdDatabase, readFolder } from './stored-courses.ts'
import { emptyVerdict, judgeFolder, type Verdict } from './verdict.ts'

export interface CampaignOptions {
  readonly seed: number
  readonly kills: number
  /** What the server is killed at, or up to 3 ms later: the arrival of an ack, or the sending of a save. */
  readonly moment: 'ack' | 'save'
}

export interface CampaignOutcome extends Verdict {
  readonly kills: number
  readonly acknowledged: number
  /** Saves that no ack had come for when the server died: found stored, and found not stored. */
  readonly unanswered: { readonly stored: number; readonly notStored: number }
  /** From the start of the process until it listens, on a folder with courses. */
  readonly startsMs: readonly number[]
}

const courseCount = 3
const authorsPerCourse = 2
/** A server is killed after at most so many acks or saves. */
const longestLife = 60
const latestMs = 3
/** The close code of a connection that ended without a goodbye (RFC 6455, 7.1.5). */
const crashed = 1006

export async function runCampaign(options: CampaignOptions): Promise<CampaignOutcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lectern-kill-'))
  const campaign = new KillCampaign(dataDir, options)
  try {
    for (let kill = 0; kill < options.kills; kill++) await campaign.killOnce()
    await campaign.recover()
  } catch (error) {
    await campaign.breakOff(error)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
  return campaign.outcome
}

class KillCampaign {
  readonly #dataDir: string
  readonly #random: Random
  readonly #authors: readonly CrashAuthor[]
  readonly #verdict = emptyVerdict()
  readonly #unanswered = { stored: 0, notStored: 0 }
  readonly #startsMs: number[] = []
  /** How many of each author's saves the last server left. */
  #stored = new Map<CrashAuthor, number>()
  /** How many saves each author had made before the last server. */
  #before = new Map<CrashAuthor, number>()
  #kills = 0
  #onMoment = () => {}
  #server: ServerProcess | undefined

  constructor(dataDir: string, { seed, moment }: CampaignOptions) {
    this.#dataDir = dataDir
    this.#random = seededRandom(seed)
    const notice = () => this.#onMoment()
    this.#authors = Array.from({ length: courseCount * authorsPerCourse }, (_, index) => {
      const on = moment === 'ack' ? { onAck: notice } : { onSave: notice }
      const courseId = `course-${index % courseCount}`
      return new CrashAuthor({ courseId, device: `device-${index}`, random: this.#random, ...on })
    })
  }

  get outcome(): CampaignOutcome {
    const acknowledged = this.#authors.reduce((sum, { acked }) => sum + acked.size, 0)
    const { lost, twice, wrong } = this.#verdict
    const startsMs = this.#startsMs
    return { lost, twice, wrong, kills: this.#kills, acknowledged, unanswered: this.#unanswered, startsMs }
  }

  async killOnce(): Promise<void> {
    const server = await this.#start()
    this.#killAtSomeMoment(server)
    for (const author of this.#authors) {
      this.#expectCrash(server, author)
      author.keepSaving(1 + this.#random.below(3))
    }
    await this.#examine(server)
    this.#kills++
    for (const author of this.#authors) {
      const stored = this.#stored.get(author) ?? 0
      this.#unanswered.stored += stored - author.acked.size
      this.#unanswered.notStored += author.saves.length - stored
    }
  }

  /** The last server: it finds everything, and everything unanswered comes to its end. */
  async recover(): Promise<void> {
    const server = await this.#start()
    server.send('SIGKILL')
    await this.#examine(server)
    for (const author of this.#authors) {
      const missing = author.saves.length - (this.#stored.get(author) ?? 0)
      if (missing > 0) this.#verdict.wrong.push(`${author.device}: ${missing} saves did not come to their end`)
    }
  }

  /** Something did not happen that had to: says what, and what the folder holds all the same. */
  async breakOff(error: unknown): Promise<void> {
    this.#verdict.wrong.push(error instanceof Error ? `${error.stack}` : String(error))
    this.#server?.send('SIGKILL')
    await this.#server?.exited
    judgeFolder(readFolder(this.#dataDir), this.#authors, this.#verdict)
  }

  async #start(): Promise<ServerProcess> {
    const startedAtMs = performance.now()
    const server = await startServer({ dataDir: this.#dataDir })
    this.#server = server
    if (this.#kills > 0) this.#startsMs.push(performance.now() - startedAtMs)
    await Promise.all(this.#authors.map(author => this.#readAfresh(server, author)))
    await Promise.all(this.#authors.map(author => this.#comeBack(server, author)))
    return server
  }

  async #readAfresh(server: ServerProcess, author: CrashAuthor): Promise<void> {
    const count = this.#stored.get(author) ?? 0
    this.#verdict.wrong.push(...(await readAfresh(server, { author, count })))
  }

  async #comeBack(server: ServerProcess, author: CrashAuthor): Promise<void> {
    this.#verdict.wrong.push(...(await comeBack(server, { author, first: this.#before.get(author) ?? 0 })))
    this.#before.set(author, author.saves.length)
  }

  /**
   * At once, or a little later, or a little later on a disk that has become slow: another program holds the database from
   * that moment on, and what is acknowledged now cannot have been committed.
   */
  #killAtSomeMoment(server: ServerProcess): void {
    let momentsLeft = 1 + this.#random.below(longestLife)
    this.#onMoment = () => {
      momentsLeft--
      if (momentsLeft !== 0) return
      const way = this.#random.below(3)
      if (way === 0) return server.send('SIGKILL')
      const letGo = way === 1 ? () => {} : holdDatabase(this.#dataDir)
      setTimeout(
        () => {
          server.send('SIGKILL')
          server.exited.then(letGo)
        },
        this.#random.below(latestMs + 1),
      )
    }
  }

  /** A server that closes a connection itself has refused something: there is nothing to be learnt from going on. */
  #expectCrash(server: ServerProcess, { device, link }: CrashAuthor): void {
    link.closed.then(code => {
      if (code === crashed) return
      this.#verdict.wrong.push(`${device}: closed with ${code}`)
      server.send('SIGKILL')
    })
  }

  async #examine(server: ServerProcess): Promise<void> {
    await Promise.all([server.exited, ...this.#authors.map(({ link }) => link.closed)])
    this.#onMoment = () => {}
    this.#stored = judgeFolder(readFolder(this.#dataDir), this.#authors, this.#verdict)
  }
}
