/**
 * The server's process held up by SIGSTOP while authors save with the app's own sessions: as a machine that sleeps, or
 * that is busy with something else. Each save has to be told exactly once, and none of it may become an error.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startServer } from './server-process.ts'
import { SessionAuthor } from './session-author.ts'
import { ledgerOf } from './stored-courses.ts'

export interface StopOutcome {
  /** Pressed while the server was held up. */
  readonly savedMeanwhile: number
  readonly saves: number
  readonly told: number
  /** From the moment in which it goes on until the last of those is told. */
  readonly caughtUpMs: number
  readonly broken: readonly string[]
}

const authorCount = 4
const savesAround = 15
/** An author does not press Save more often. */
const gestureMs = 250

/** @param stoppedMs how long the server does nothing */
export async function runStop({ stoppedMs }: { readonly stoppedMs: number }): Promise<StopOutcome> {
  // Each connection listens for the end of the process.
  process.setMaxListeners(0)
  const dataDir = await mkdtemp(join(tmpdir(), 'lectern-stop-'))
  const server = await startServer({ dataDir })
  const authors = Array.from({ length: authorCount }, () => new SessionAuthor(server.url))
  try {
    await Promise.all(authors.map(author => saveInTurn(author, savesAround)))
    const inFlight = await Promise.all(authors.map(author => author.save()))
    server.send('SIGSTOP')
    // One comes while it is held up.
    authors.push(new SessionAuthor(server.url))
    const meanwhile = await Promise.all(authors.map(author => saveUnheard(author, stoppedMs)))
    server.send('SIGCONT')
    const goesOnAtMs = performance.now()
    const unheard = (index: number) => [...inFlight.slice(index, index + 1), ...(meanwhile[index] ?? [])]
    await Promise.all(authors.map((author, index) => hearAll(author, unheard(index))))
    const caughtUpMs = performance.now() - goesOnAtMs
    await Promise.all(authors.map(author => saveInTurn(author, savesAround)))
    const told = authors.flatMap(author => [...author.told.keys()])
    const savedMeanwhile = meanwhile.flat().length
    return {
      savedMeanwhile,
      caughtUpMs,
      saves: savesOf(authors),
      told: told.length,
      broken: brokenOf(authors, dataDir),
    }
  } finally {
    server.send('SIGCONT')
    for (const { session } of authors) await session.close()
    server.send('SIGKILL')
    await server.exited
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function saveInTurn(author: SessionAuthor, count: number): Promise<void> {
  for (let save = 0; save < count; save++) await author.heard(await author.save())
}

/** @returns the operations, none of which can have been answered */
async function saveUnheard(author: SessionAuthor, durationMs: number): Promise<readonly string[]> {
  const operationIds: string[] = []
  for (const endMs = performance.now() + durationMs; performance.now() < endMs; await wait(gestureMs)) {
    operationIds.push(await author.save())
  }
  const told = operationIds.filter(operationId => author.told.has(operationId))
  for (const operationId of told) author.broken.push(`${operationId}: told as saved by a server that was held up`)
  return operationIds
}

async function hearAll(author: SessionAuthor, operationIds: readonly string[]): Promise<void> {
  for (const operationId of operationIds) await author.heard(operationId)
}

function savesOf(authors: readonly SessionAuthor[]): number {
  return authors.reduce((sum, { saves }) => sum + saves, 0)
}

function brokenOf(authors: readonly SessionAuthor[], dataDir: string): readonly string[] {
  return authors.flatMap(author => {
    const found = ledgerOf(dataDir, author.courseId).length
    return found === author.saves ? author.broken : [...author.broken, `${author.saves} saves, ${found} in the ledger`]
  })
}
