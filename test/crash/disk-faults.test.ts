/** A database that somebody else holds, and a disk that fails a sync. A full one: full-disk.test.ts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { closeCodes } from '../../course/wire/close-code.ts'
import { canTrace } from '../can-trace.ts'
import { expectAllStored } from './all-stored.ts'
import { readAfresh } from './coming-back.ts'
import type { CrashAuthor } from './crash-author.ts'
import { makeAuthors, makeDataDir, openSessionAuthor, startTestServer } from './data-dir.ts'
import { holdDatabase } from './stored-courses.ts'

/** Less than the store waits for. */
const shortlyMs = 1500

describe('A database that another program holds', () => {
  it('[A1][S3] for a moment makes saves wait, and nothing else', async () => {
    const dataDir = makeDataDir()
    const server = await startTestServer({ dataDir })
    const [author] = makeAuthors(0)
    await author.connect(server.url)
    author.save()
    await author.saved()

    const letGo = holdDatabase(dataDir)
    author.save()
    await wait(shortlyMs)
    expect(author.acked.size).toBe(1)
    letGo()

    await author.saved()
    expect(author.link.isClosed).toBe(false)
    await expectAllStored(dataDir, server, author)
  })

  it('[P3][A1][S3] for longer ends the connections of who saves; readers go on, and all is stored when it is free', async () => {
    const dataDir = makeDataDir()
    const server = await startTestServer({ dataDir })
    const [author] = makeAuthors(0)
    const inApp = openSessionAuthor(server.url)
    await author.connect(server.url)
    author.save()
    await author.saved()
    await inApp.heard(await inApp.save())

    const letGo = holdDatabase(dataDir)
    author.save()
    const untold = await inApp.save()
    expect(await author.link.closed).toBe(closeCodes.storeUnavailable)
    expect(author.acked.size).toBe(1)
    expect(inApp.told.has(untold)).toBe(false)
    expect(await readAfresh(server, { author, count: 1 })).toEqual([])
    letGo()

    await inApp.heard(untold)
    expect(inApp.broken).toEqual([])
    await expectAllStored(dataDir, server, author)
  })
})

/** The sync that fails: a start has made about ten, each of the saves makes one. */
const failingSync = 40
const mostSaves = 100

describe.skipIf(!canTrace)('A sync that the disk fails', () => {
  it('[P2][P3][A1] gets no ack, nothing more is written by that connection, and its bytes are taken when they come again', async () => {
    const dataDir = makeDataDir()
    const trace = join(makeDataDir(), 'trace')
    const calls = 'trace=openat,close,pwrite64,fsync,fdatasync'
    const fault = `inject=fsync,fdatasync:error=EIO:when=${failingSync}`
    // -D: strace stands aside, and the server is the process that is started and stopped.
    const under = ['strace', '-D', '-f', '-y', '-e', calls, '-e', fault, '-o', trace]
    const server = await startTestServer({ dataDir, under })
    const [author] = makeAuthors(0)
    const inApp = openSessionAuthor(server.url)
    await author.connect(server.url)
    await saveUntilClosed(author)

    expect(await author.link.closed).toBe(closeCodes.storeUnavailable)
    expect(author.acked.size).toBe(author.saves.length - 1)
    await inApp.heard(await inApp.save())
    await expectAllStored(dataDir, server, author)
    expect(inApp.broken).toEqual([])
    const after = callsAfterFault(readFileSync(trace, 'utf8').split('\n'), join(dataDir, 'lectern.db-wal'))
    expect(after.slice(0, 2)).toEqual(['close', 'openat'])
  })
})

/** One after the other: the last one finds the fault. */
async function saveUntilClosed(author: CrashAuthor): Promise<void> {
  for (let save = 0; save < mostSaves; save++) {
    author.save()
    const isSaved = await author.saved().then(
      () => true,
      () => false,
    )
    if (!isSaved) return
  }
}

/** What the thread that met the fault asked of the log from then on. */
function callsAfterFault(lines: readonly string[], log: string): readonly string[] {
  const fault = lines.findIndex(line => line.includes('(INJECTED)') && line.includes(log))
  const thread = /^\d+/.exec(lines[fault] ?? '')?.[0]
  return lines.slice(fault + 1).flatMap(line => {
    const call = new RegExp(`^${thread} +(\\w+)\\(`).exec(line)?.[1]
    return call !== undefined && line.includes(log) ? [call] : []
  })
}
