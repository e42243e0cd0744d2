/** A large course is opened for the first time after the server's start, by a client that has nothing of it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { chaptersMap } from '../../course/document.ts'
import { decodeFrame } from '../../course/wire/frame.ts'
import { makeId } from '../bench-author.ts'
import { Connection } from '../connection.ts'
import { median } from '../statistics.ts'
import { type Entry, openAuthor, type PeerRun, type Script, startPeer, writeScript } from './lanes.ts'
import { ours, type Peer, syncing } from './peer.ts'

export interface FirstSync {
  readonly medianMs: number
  readonly receivedBytes: number
}

const size = { chapters: 1000, videosPerChapter: 50 }
const maxEntries = 1000
/** Longer than any peer waits before it stores. */
const settleMs = 12_000
/** A late peer's course comes in a frame that is larger than this. */
const courseBytes = 1_000_000

/** `ws-fsync` sends the very bytes that Lectern sends, from a file: the yardstick. */
export async function measureFirstSync(run: PeerRun): Promise<Entry<FirstSync>[]> {
  const script = writeScript(size, 0)
  const keeping = run.peers.filter(({ isKeeping }) => isKeeping)
  for (const peer of keeping) if (peer !== syncing) await fill(peer, script, run)
  if (keeping.includes(syncing)) await fillYardstick(script, run)
  const found = new Map<Peer, FirstSync[]>(keeping.map(peer => [peer, []]))
  const restarts = run.isQuick ? 3 : 11
  for (let i = 0; i < restarts; i++)
    for (const [peer, rounds] of found) rounds.push(await openOnce(peer, script.courseId, run))
  return [...found].map(([{ name }, rounds]) => ({
    peer: name,
    value: {
      medianMs: median(rounds.map(({ medianMs }) => medianMs)),
      receivedBytes: median(rounds.map(({ receivedBytes }) => receivedBytes)),
    },
  }))
}

async function fill(peer: Peer, script: Script, run: PeerRun): Promise<void> {
  const server = await startPeer(peer, 'open', run)
  const author = await openAuthor(server, script)
  if (peer !== ours) await sleep(settleMs)
  await server.idle()
  author.close()
  await server.stop()
  const frames: Uint8Array[] = []
  await openOnce(peer, script.courseId, run, frames)
  checkCourse(peer, frames)
}

async function fillYardstick(script: Script, run: PeerRun): Promise<void> {
  const frames: Uint8Array[] = []
  if (!run.peers.includes(ours)) await fill(ours, script, run)
  await openOnce(ours, script.courseId, run, frames)
  const dataDir = join(run.workDir, `open-${syncing.name}`)
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, 'messages'), Buffer.concat(frames))
}

async function openOnce(peer: Peer, courseId: string, run: PeerRun, frames: Uint8Array[] = []): Promise<FirstSync> {
  const server = await startPeer(peer, 'open', run)
  await server.idle()
  const startedMs = performance.now()
  const connection = await Connection.open(server, courseId, makeId())
  const course = peer.isLate ? lateCourse(connection, frames) : undefined
  await connection.sync(peer.isLate ? [] : frames)
  await course
  const medianMs = performance.now() - startedMs
  connection.close()
  await server.stop()
  return { medianMs, receivedBytes: frames.reduce((sum, { length }) => sum + length, 0) }
}

function lateCourse(connection: Connection, frames: Uint8Array[]): Promise<void> {
  return new Promise(resolve =>
    connection.watch(frame => {
      frames.push(frame)
      if (frame.length > courseBytes) resolve()
    }),
  )
}

/** @throws where a peer is quick because it has not all of it */
function checkCourse({ name }: Peer, frames: readonly Uint8Array[]): void {
  const doc = new Y.Doc()
  for (const bytes of frames) {
    const frame = decodeFrame(bytes, maxEntries)
    if (frame.kind === 'update' || frame.kind === 'sync-step-2') Y.applyUpdate(doc, frame.update)
  }
  const found = chaptersMap(doc).size
  if (found !== size.chapters) throw new Error(`${name} sends ${found} chapters of ${size.chapters}`)
}
