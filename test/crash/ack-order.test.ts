/** What the server's process asks of the system, in which order: a sync of the log, and only then the ack. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { canTrace } from '../can-trace.ts'
import { connectAll, makeAuthors, makeDataDir, startTestServer } from './data-dir.ts'

const saves = 20

it.skipIf(!canTrace)(
  '[A1][P2] syncs the log between reading a save from the socket and writing its ack (seen by strace)',
  async () => {
    const dataDir = makeDataDir()
    const trace = join(makeDataDir(), 'trace')
    // -D: strace stands aside, and the server is the process that is started and stopped.
    const calls = 'trace=read,recvfrom,write,writev,sendto,sendmsg,fsync,fdatasync'
    const server = await startTestServer({
      dataDir,
      under: ['strace', '-D', '-f', '-y', '-s', '20000', '-e', calls, '-o', trace],
    })
    const [author] = makeAuthors(0)
    if (!author) throw new Error('there is one author')
    await connectAll([author], server)
    for (let save = 0; save < saves; save++) {
      author.save()
      await author.saved()
    }
    server.send('SIGTERM')
    await server.exited

    const steps = stepsOf(readFileSync(trace, 'utf8').split('\n'))

    for (const { operation } of author.saves) {
      const ack = steps.findIndex(step => step.kind === 'write' && step.text.includes(operation.operationId))
      const socket = steps[ack]?.file
      const request = steps.findLastIndex((step, i) => i < ack && step.kind === 'read' && step.file === socket)
      const synced = steps.slice(request, ack).flatMap(({ kind, file }) => (kind === 'sync' ? [file] : []))
      expect(request).toBeGreaterThan(0)
      expect(synced).toContain(join(dataDir, 'lectern.db-wal'))
    }
  },
)

/** A write when it was begun, a read or a sync when it had succeeded. */
interface Step {
  readonly kind: 'read' | 'write' | 'sync'
  /** A path, or what strace calls a socket. */
  readonly file: string
  readonly text: string
}

const kinds: Readonly<Record<string, Step['kind']>> = {
  ...{ read: 'read', recvfrom: 'read' },
  ...{ write: 'write', writev: 'write', sendto: 'write', sendmsg: 'write' },
  ...{ fsync: 'sync', fdatasync: 'sync' },
}

/** Lines of `strace -f -y`: a call that another thread interrupts stands in two of them. */
function stepsOf(lines: readonly string[]): Step[] {
  const begun = new Map<string, Step>()
  return lines.flatMap((text): Step[] => {
    const [, thread = '', call, file = ''] = /^(\d+) +(\w+)\(\d+<(.*?)>[,)<\s]/.exec(text) ?? []
    const kind = call === undefined ? undefined : kinds[call]
    const isUnfinished = text.includes('<unfinished')
    if (kind === 'write') return [{ kind, file, text }]
    if (kind && isUnfinished) begun.set(thread, { kind, file, text })
    if (kind) return !isUnfinished && hasSucceeded(text) ? [{ kind, file, text }] : []
    const resumed = /^(\d+) +<\.\.\. (?:read|recvfrom|fsync|fdatasync) resumed/.exec(text)
    const step = begun.get(resumed?.[1] ?? '')
    return step && hasSucceeded(text) ? [step] : []
  })
}

function hasSucceeded(text: string): boolean {
  return / = \d+$/.test(text)
}
