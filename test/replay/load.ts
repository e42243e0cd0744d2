/** A recording as load: what its author did, by many at once, on a real server. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { quantile } from '../../bench/statistics.ts'
import type { Recording } from '../../course/recording.ts'
import { startServer } from '../crash/server-process.ts'
import { LoadAuthor, type LoadResult } from './load-author.ts'

export interface Load {
  /** So many devices, each with a course of its own. */
  readonly times: number
  readonly speed: number
  /** A running server's address; undefined: one of its own. */
  readonly server: string | undefined
}

export interface LoadVerdict {
  /** Every save was acknowledged as stored, or refused as often as in the recording. */
  readonly isGood: boolean
  /** For people, a line each. */
  readonly report: readonly string[]
}

export async function runLoad(recording: Recording, { times, speed, server }: Load): Promise<LoadVerdict> {
  if (server !== undefined) return load(recording, { times, speed, url: server })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-replay-'))
  const own = await startServer({ dataDir })
  try {
    return await load(recording, { times, speed, url: own.url })
  } finally {
    own.send('SIGTERM')
    await own.exited
    await rm(dataDir, { recursive: true, force: true })
  }
}

interface LoadOnServer {
  readonly times: number
  readonly speed: number
  readonly url: string
}

async function load(recording: Recording, { times, speed, url }: LoadOnServer): Promise<LoadVerdict> {
  // Each connection listens for the end of the process.
  process.setMaxListeners(0)
  const authors = Array.from({ length: times }, () => new LoadAuthor(recording, { url, speed }))
  try {
    const begun = await Promise.all(authors.map(author => author.begin()))
    const left = begun.filter(isStored => !isStored).length
    if (left > 0)
      return { isGood: false, report: [`${left} of ${times} devices could not begin: no course was stored for them`] }
    const startedAtMs = performance.now()
    const results = await Promise.all(authors.map(author => author.play()))
    return verdictOn(results, { startedAtMs, mayReject: rejectedIn(recording) })
  } finally {
    await Promise.all(authors.map(author => author.close()))
  }
}

function rejectedIn({ events }: Recording): number {
  const rejected = events.filter(
    event => (event.kind === 'ack' || event.kind === 'told') && event.status === 'rejected',
  )
  return new Set(rejected.map(event => ('operationId' in event ? event.operationId : undefined))).size
}

interface Expected {
  readonly startedAtMs: number
  /** So many of each author's. */
  readonly mayReject: number
}

function verdictOn(results: readonly LoadResult[], { startedAtMs, mayReject }: Expected): LoadVerdict {
  const ackedMs = results.flatMap(result => result.ackedMs)
  const rejected = sum(results.map(result => result.rejected))
  const unanswered = sum(results.map(result => result.unanswered))
  const bugs = results.flatMap(result => result.bugs)
  const lastAckAtMs = Math.max(...results.map(result => result.lastAckAtMs))
  const saves = ackedMs.length + rejected + unanswered
  const isGood = saves > 0 && unanswered + bugs.length === 0 && results.every(result => result.rejected <= mayReject)
  return {
    isGood,
    report: [
      `${results.length} devices, ${saves} saves: ${ackedMs.length} stored, ${rejected} refused, ${unanswered} without an answer`,
      ...(ackedMs.length > 0 ? timesOf(ackedMs, lastAckAtMs - startedAtMs) : []),
      ...bugs.map(bug => `  what nobody expected: ${bug instanceof Error ? bug.stack : bug}`),
      ...(saves === 0 ? ['  there is no save in this recording'] : []),
    ],
  }
}

function timesOf(ackedMs: readonly number[], tookMs: number): readonly string[] {
  return [
    `  ${((ackedMs.length * 1000) / tookMs).toFixed(0)} acks/s over ${(tookMs / 1000).toFixed(1)} s`,
    `  save→ack median ${quantile(ackedMs, 0.5).toFixed(1)} ms, p99 ${quantile(ackedMs, 0.99).toFixed(1)} ms`,
  ]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
