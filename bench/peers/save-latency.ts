/** One author alone, one save after the other: from the frame handed to the socket to its ack's arrival. */
import type { CourseSize, Save } from '../bench-author.ts'
import type { Connection } from '../connection.ts'
import type { ServerProcess } from '../server-process.ts'
import { median, quantile } from '../statistics.ts'
import { type Entry, openAuthor, type PeerRun, startPeer, writeScript } from './lanes.ts'

export interface SaveLatency {
  readonly medianMs: number
  readonly p99Ms: number
  readonly saves: number
}

export interface SaveLatencies {
  readonly size: CourseSize
  readonly entries: readonly Entry<SaveLatency>[]
}

interface Lane {
  readonly server: ServerProcess
  readonly connection: Connection
  readonly coming: Save[]
  readonly durationsMs: number[]
  spentMs: number
}

const warmUpSaves = 300

/** A peer whose saves have taken longer than its time in all saves no more. */
export async function measureSaves(size: CourseSize, run: PeerRun): Promise<SaveLatencies> {
  const [rounds, savesPerRound, limitMs] = run.isQuick ? [3, 50, 5000] : [20, 100, 60_000]
  const { saves, ...script } = writeScript(size, warmUpSaves + rounds * savesPerRound)
  const lanes: Lane[] = []
  for (const peer of run.peers) {
    const server = await startPeer(peer, `saves-${size.chapters}`, run)
    const connection = await openAuthor(server, { ...script, saves })
    lanes.push({ server, connection, coming: [...saves], durationsMs: [], spentMs: 0 })
  }
  for (const lane of lanes) await warmUp(lane, limitMs / 4)
  for (let round = 0; round < rounds; round++)
    for (const lane of lanes) await measureRound(lane, savesPerRound, limitMs)
  for (const { server, connection } of lanes) {
    connection.close()
    await server.stop()
  }
  return { size, entries: lanes.map(lane => entryOf(lane, limitMs)) }
}

async function warmUp(lane: Lane, limitMs: number): Promise<void> {
  await saveAtMost(lane, warmUpSaves, limitMs)
  lane.spentMs = 0
  await lane.server.idle()
}

async function measureRound(lane: Lane, count: number, limitMs: number): Promise<void> {
  if (lane.spentMs >= limitMs) return
  lane.durationsMs.push(...(await saveAtMost(lane, count, limitMs)))
  await lane.server.idle()
}

async function saveAtMost(lane: Lane, count: number, limitMs: number): Promise<number[]> {
  const durationsMs: number[] = []
  while (durationsMs.length < count && lane.spentMs < limitMs) {
    const save = lane.coming.shift()
    if (!save) throw new Error('too few saves were prepared')
    const durationMs = await lane.connection.save(save)
    lane.spentMs += durationMs
    durationsMs.push(durationMs)
  }
  return durationsMs
}

function entryOf({ server, durationsMs, spentMs }: Lane, limitMs: number): Entry<SaveLatency> {
  return {
    peer: server.contestant.name,
    value: { medianMs: median(durationsMs), p99Ms: quantile(durationsMs, 0.99), saves: durationsMs.length },
    ...(spentMs >= limitMs && { note: `stopped after ${limitMs / 1000} s` }),
  }
}
