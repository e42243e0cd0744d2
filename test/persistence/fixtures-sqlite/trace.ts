/** Reads what strace wrote: which syncs of which files succeeded, and what the process said in between. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type TraceStep = { readonly synced: string } | { readonly said: string }

/** What a script syncs between its words: which files, for each thing that it says it was asked for. @param dataDir its first argument */
export function traceSyncs(script: string, dataDir: string, ...more: readonly string[]): Map<string, string[]> {
  const trace = join(dataDir, 'trace')
  const watched = ['-f', '-y', '-e', 'trace=fsync,fdatasync,write', '-o', trace]
  execFileSync('strace', [...watched, process.execPath, script, dataDir, ...more], { stdio: 'pipe' })
  return syncsOfGroups(readTrace(readFileSync(trace, 'utf8')))
}

/** Lines of `strace -f -y -e trace=fsync,fdatasync,write`, in the order in which the calls ended. */
function readTrace(trace: string): TraceStep[] {
  const unfinished = new Map<string, string>()
  return trace.split('\n').flatMap((line): TraceStep[] => {
    const thread = /^\d+/.exec(line)?.[0] ?? ''
    const said = /write\(1<[^"]*"(.*?)\\n"/.exec(line)?.[1]
    if (said !== undefined) return [{ said }]
    const path = /\bf(?:data)?sync\(\d+<(.*?)>/.exec(line)?.[1]
    if (path !== undefined && line.includes('<unfinished')) unfinished.set(thread, path)
    const synced = path ?? (/f(?:data)?sync resumed/.test(line) ? unfinished.get(thread) : undefined)
    return synced !== undefined && /= 0$/.test(line) ? [{ synced }] : []
  })
}

/** For each group the files that were synced after it was requested and before it resolved. */
function syncsOfGroups(steps: readonly TraceStep[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  let current: string[] | undefined
  for (const step of steps) {
    if ('synced' in step) {
      current?.push(step.synced)
      continue
    }
    current = step.said.startsWith('requested') ? [] : undefined
    if (current) groups.set(step.said, current)
  }
  return groups
}
