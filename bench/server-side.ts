/** What a server process and the benchmark say to each other. Runs in the server process. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export interface Running {
  readonly port: number
  close(): Promise<void>
}

export type Question = 'cpu' | 'memory' | 'stop'

export type Report =
  | { readonly kind: 'listening'; readonly port: number }
  /** User and system time of all the process's threads since its start, in ms; the most memory that it ever had. */
  | { readonly kind: 'cpu'; readonly cpuMs: number; readonly peakBytes: number }
  /** Of the process, and of what the main thread's JavaScript still reaches; after a collection of garbage. */
  | ({ readonly kind: 'memory' } & Memory)

export interface Memory {
  readonly residentBytes: number
  readonly reachableBytes: number
}

/** Starts the server on the folder that the first argument names; answers until it is told to stop. */
export async function serveBenchmark(start: (dataDir: string) => Promise<Running>): Promise<void> {
  const dataDir = process.argv[2]
  if (dataDir === undefined) throw new Error('a server is started on a folder')
  const server = await start(dataDir)
  process.on('message', (question: Question) => {
    if (question === 'cpu')
      return report({ kind: 'cpu', cpuMs: ownCpuMs(), peakBytes: process.resourceUsage().maxRSS * 1024 })
    if (question === 'memory') return report({ kind: 'memory', ...measureMemory() })
    server.close().then(() => process.disconnect())
  })
  // Also where the benchmark has died: a server that nobody asks any more would never end.
  process.once('disconnect', () => process.exit())
  report({ kind: 'listening', port: server.port })
}

/** Of this process. Twice: what the first collection frees may hold what the second one frees. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  collect()
}

function measureMemory(): Memory {
  collectGarbage()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { residentBytes: rss, reachableBytes: heapUsed + external }
}

function report(message: Report): void {
  process.send?.(message)
}

/** User and system time of all threads, in ms. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
