/** A server in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Contestant, Program } from './contestant.ts'
import type { Memory, Question, Report } from './server-side.ts'

export interface ServerOptions<Of extends Program> {
  readonly contestant: Of
  /** Made where it is missing. */
  readonly dataDir: string
  /** Where Lectern's CPU profile goes, if one is wanted. */
  readonly profileDir?: string
  /** Beside what this process has. */
  readonly environment?: Readonly<Record<string, string>>
}

const pollMs = 100
const idleCpuMs = 10
const maxIdleWaitMs = 30_000

export class ServerProcess<Of extends Program = Contestant> {
  readonly contestant: Of
  readonly port: number
  readonly #child: ChildProcess

  private constructor(contestant: Of, port: number, child: ChildProcess) {
    this.contestant = contestant
    this.port = port
    this.#child = child
  }

  /** Resolves when it listens. */
  static async start<Of extends Program>({
    contestant,
    dataDir,
    profileDir,
    environment,
  }: ServerOptions<Of>): Promise<ServerProcess<Of>> {
    mkdirSync(dataDir, { recursive: true })
    const isProfiled = profileDir !== undefined && contestant.name === 'Lectern'
    const execArgv = isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []
    const env = { ...process.env, ...environment }
    const child = fork(join(import.meta.dirname, contestant.program), [dataDir, ...contestant.flags], { execArgv, env })
    const report = await nextReport(child)
    if (report.kind !== 'listening') throw new Error(`${contestant.name} did not start`)
    return new ServerProcess(contestant, report.port, child)
  }

  /** User and system time of all its threads since its start, in ms. */
  async cpuMs(): Promise<number> {
    return (await this.#usage()).cpuMs
  }

  /** The most memory that it ever had. */
  async peakBytes(): Promise<number> {
    return (await this.#usage()).peakBytes
  }

  async memory(): Promise<Memory> {
    const answer = nextReport(this.#child)
    this.#ask('memory')
    const report = await answer
    if (report.kind !== 'memory') throw new Error(`${this.contestant.name} said ${report.kind}`)
    return report
  }

  /** Waits for housekeeping to end, so that it does not slow down the other server's round. */
  async idle(): Promise<void> {
    const deadlineMs = performance.now() + maxIdleWaitMs
    let before = await this.cpuMs()
    while (performance.now() < deadlineMs) {
      await sleep(pollMs)
      const after = await this.cpuMs()
      if (after - before < idleCpuMs) return
      before = after
    }
  }

  async stop(): Promise<void> {
    const exit = new Promise(resolve => this.#child.once('exit', resolve))
    this.#ask('stop')
    await exit
  }

  /** Ends it at once, as `kill -9` does. */
  async kill(): Promise<void> {
    const exit = new Promise(resolve => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await exit
  }

  async #usage(): Promise<{ readonly cpuMs: number; readonly peakBytes: number }> {
    const answer = nextReport(this.#child)
    this.#ask('cpu')
    const report = await answer
    return report.kind === 'cpu' ? report : { cpuMs: 0, peakBytes: 0 }
  }

  #ask(question: Question): void {
    this.#child.send(question)
  }
}

function nextReport(child: ChildProcess): Promise<Report> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a server ended with ${code}`))
    child.once('exit', onExit)
    child.once('message', (report: Report) => {
      child.off('exit', onExit)
      resolve(report)
    })
  })
}
