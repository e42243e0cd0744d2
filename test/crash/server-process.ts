/** The real server in a process of its own, to be killed. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Failpoint } from '../../persistence/failpoint.ts'

const serverMain = fileURLToPath(new URL('./server-main.ts', import.meta.url))
const armFailpoint = new URL('./arm-failpoint.ts', import.meta.url)

export interface ServerExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface ServerOptions {
  readonly dataDir: string
  /** A program that runs the server, as strace does: it may not put a process of its own in the server's place. */
  readonly under?: readonly string[]
  /** The file that is run; the honest server without it. */
  readonly main?: string
  /** Where it kills itself, and at which passing of it. */
  readonly failpoint?: { readonly point: Failpoint; readonly nth: number }
  /** A file to which it writes the name of each failpoint that it passes. */
  readonly passed?: string
  /** By how many ms its wall clock is wrong from the start. */
  readonly clockOffMs?: number
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** Folder for compiled code, which makes a start faster. */
  readonly compileCache?: string
}

export class ServerProcess {
  /** Resolves when the process is gone and all it has said was read. */
  readonly exited: Promise<ServerExit>
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  #output = ''
  #complaint = ''

  constructor(child: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.#child = child
    this.exited = once(child, 'close').then(([code, signal]) => ({ code, signal }))
    child.stdout.setEncoding('utf8').on('data', text => {
      this.#output += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      this.#complaint += text
    })
  }

  get url(): string {
    return /Lectern is open at (\S+)\n/.exec(this.#output)?.[1] ?? ''
  }

  /** What it wrote to its standard error. */
  get complaint(): string {
    return this.#complaint
  }

  /** @throws where it ended instead */
  async listening(): Promise<void> {
    const ended = this.exited.then(() => {
      throw new Error(`the server did not start: ${this.complaint}`)
    })
    while (this.url === '') await Promise.race([once(this.#child.stdout, 'data'), ended])
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Resolves when its wall clock is so many ms off. */
  async setClockOff(ms: number): Promise<void> {
    this.#child.stdin.write(String(ms))
    while (!this.#output.includes(`clock ${ms}\n`)) await once(this.#child.stdout, 'data')
  }

  /** At once: the signal is on its way when this returns. */
  send(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }
}

/** Starts it, whether it will get to listening or not. */
export function spawnServer(options: ServerOptions): ServerProcess {
  const { dataDir, under = [], main = serverMain } = options
  const [program = '', ...args] = [...under, process.execPath, main, '--data', dataDir]
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...options.env, ...ownEnv(options) }
  return new ServerProcess(spawn(program, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] }))
}

function ownEnv({ failpoint, passed, compileCache, clockOffMs }: ServerOptions): Record<string, string> {
  const isWatched = failpoint !== undefined || passed !== undefined
  return {
    ...(clockOffMs !== undefined && { LECTERN_CLOCK_OFF_MS: String(clockOffMs) }),
    ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }),
    // Unlike the command line's, these options reach the store's threads too.
    ...(isWatched && { NODE_OPTIONS: `--import=${armFailpoint}` }),
    ...(failpoint && { LECTERN_FAILPOINT: `${failpoint.point}:${failpoint.nth}` }),
    ...(passed !== undefined && { LECTERN_PASSED: passed }),
  }
}

/** @returns a server that listens, on a free port */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const server = spawnServer(options)
  await server.listening()
  return server
}
