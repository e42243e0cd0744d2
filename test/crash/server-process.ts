/** The real server in a process of its own, to be killed. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const serverMain = fileURLToPath(new URL('./server-main.ts', import.meta.url))

export interface ServerExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface ServerOptions {
  readonly dataDir: string
  /** A program that runs the server, as strace does: it may not put a process of its own in the server's place. */
  readonly under?: readonly string[]
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

  /** At once: the signal is on its way when this returns. */
  send(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }
}

/** Starts it, whether it will get to listening or not. */
export function spawnServer({ dataDir, under = [] }: ServerOptions): ServerProcess {
  const [program = '', ...args] = [...under, process.execPath, serverMain, '--data', dataDir]
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' }
  return new ServerProcess(spawn(program, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] }))
}

/** @returns a server that listens, on a free port */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const server = spawnServer(options)
  await server.listening()
  return server
}
