/** What a silent connection, and a large course that is only read, take of a server's memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { BenchAuthor, makeId } from '../bench-author.ts'
import type { ServerProcess } from '../server-process.ts'
import type { Memory } from '../server-side.ts'
import { median } from '../statistics.ts'
import { type Entry, openAuthor, openReader, type PeerRun, type Script, startPeer, writeScript } from './lanes.ts'
import type { Peer } from './peer.ts'

export interface Memories {
  readonly connections: number
  readonly idle: readonly Entry<Memory>[]
  readonly open: readonly Entry<Memory>[]
}

const small = { chapters: 20, videosPerChapter: 10 }
const large = { chapters: 1000, videosPerChapter: 50 }
/** Before the first measurement so many have come: the heap's room for what is young has its size. */
const warmUpReaders = 300
const idleSteps = 5
const connectionsPerStep = 120
const courseReaders = 3
/** Buffers of what was just sent are free by then. */
const settleMs = 2000
/** Of all servers: glibc gives back what is free, instead of keeping as much as the largest piece it ever gave. */
const environment = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }

/** A server that holds no courses has nothing to be compared here but its connections. */
export async function measureMemory(asked: PeerRun): Promise<Memories> {
  const run = { ...asked, environment }
  const rounds = run.isQuick ? 1 : 5
  const scripts = { small: writeScript(small, 0), large: writeScript(large, 0) }
  const idle = new Map<Peer, Memory[]>(run.peers.map(peer => [peer, []]))
  const holding = run.peers.filter(({ name }) => name !== 'ws' && name !== 'ws-fsync')
  const open = new Map<Peer, Memory[]>(holding.map(peer => [peer, []]))
  for (const peer of holding) if (peer.isKeeping) await fill(peer, scripts.large, run)
  for (let round = 0; round < rounds; round++) {
    for (const [peer, found] of idle) found.push(await measureIdle(peer, scripts.small, run))
    for (const [peer, found] of open) found.push(await measureCourse(peer, scripts.large, run))
  }
  return { connections: idleSteps * connectionsPerStep, idle: entriesOf(idle), open: entriesOf(open) }
}

/** Per connection; the median of several steps, since what happens once is no connection's. */
async function measureIdle(peer: Peer, script: Script, run: PeerRun): Promise<Memory> {
  const server = await startPeer(peer, `idle-${makeId()}`, run)
  const open = [await openAuthor(server, script)]
  const openMore = async (count: number) => {
    for (let i = 0; i < count; i++) open.push(await openReader(server, script.courseId))
    return settled(server)
  }
  const growths: Memory[] = []
  let before = await openMore(warmUpReaders)
  while (growths.length < idleSteps) {
    const after = await openMore(connectionsPerStep)
    growths.push(growthOf(before, after))
    before = after
  }
  for (const connection of open) connection.close()
  await server.stop()
  const growth = medianOf(growths)
  return {
    residentBytes: growth.residentBytes / connectionsPerStep,
    reachableBytes: growth.reachableBytes / connectionsPerStep,
  }
}

/** A peer that keeps nothing gets the course from an author, who then leaves. */
async function measureCourse(peer: Peer, script: Script, run: PeerRun): Promise<Memory> {
  const server = await startPeer(peer, peer.isKeeping ? 'large' : `large-${makeId()}`, run)
  const other = new BenchAuthor()
  const otherScript = { ...script, courseId: makeId(), device: other.device, course: other.importCourse(small) }
  const open = [await openAuthor(server, otherScript)]
  const before = await settled(server)
  if (!peer.isKeeping) (await openAuthor(server, script)).close()
  for (let i = 0; i < courseReaders; i++) open.push(await openReader(server, script.courseId))
  const after = await settled(server)
  for (const connection of open) connection.close()
  await server.stop()
  return growthOf(before, after)
}

async function fill(peer: Peer, script: Script, run: PeerRun): Promise<void> {
  const server = await startPeer(peer, 'large', run)
  const author = await openAuthor(server, script)
  await sleep(settleMs + settleMs)
  await server.idle()
  author.close()
  await server.stop()
}

async function settled(server: ServerProcess): Promise<Memory> {
  await sleep(settleMs)
  await server.idle()
  return server.memory()
}

function growthOf(before: Memory, after: Memory): Memory {
  return {
    residentBytes: after.residentBytes - before.residentBytes,
    reachableBytes: after.reachableBytes - before.reachableBytes,
  }
}

function medianOf(found: readonly Memory[]): Memory {
  return {
    residentBytes: median(found.map(({ residentBytes }) => residentBytes)),
    reachableBytes: median(found.map(({ reachableBytes }) => reachableBytes)),
  }
}

function entriesOf(found: ReadonlyMap<Peer, readonly Memory[]>): Entry<Memory>[] {
  return [...found].map(([{ name }, memories]) => ({ peer: name, value: medianOf(memories) }))
}
