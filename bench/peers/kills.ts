/** The server is killed at the moment of an ack. After its restart a new client looks for what was acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises'
import { makeId, type Save } from '../bench-author.ts'
import { Connection } from '../connection.ts'
import type { ServerProcess } from '../server-process.ts'
import { type Entry, openAuthor, type PeerRun, type Script, startPeer, writeScript } from './lanes.ts'
import type { Peer } from './peer.ts'

export interface Losses {
  readonly kills: number
  readonly lost: number
}

const size = { chapters: 20, videosPerChapter: 10 }
/** So long a peer that stores late may take to tell a new client of what it has. */
const lateMs = 500
/** What a peer stores by itself within so long is not counted as lost: the courses before the kills. */
const settleMs = 3000

export async function measureKills(run: PeerRun): Promise<Entry<Losses>[]> {
  const entries: Entry<Losses>[] = []
  const scripts = Array.from({ length: run.isQuick ? 5 : 50 }, () => writeScript(size, 1))
  for (const peer of run.peers) {
    const lost = await countLost(peer, scripts, run)
    entries.push({ peer: peer.name, value: { kills: scripts.length, lost } })
  }
  return entries
}

async function countLost(peer: Peer, scripts: readonly Script[], run: PeerRun): Promise<number> {
  let server = await startPeer(peer, 'kills', run)
  for (const script of scripts) (await openAuthor(server, script)).close()
  await sleep(settleMs)
  await server.kill()
  let lost = 0
  for (const script of scripts) {
    const [save] = script.saves
    if (!save) throw new Error('a script for a kill has one save')
    server = await startPeer(peer, 'kills', run)
    await killAtAck(server, script, save)
    server = await startPeer(peer, 'kills', run)
    if (!(await isKept(server, script.courseId, save))) lost++
    await server.kill()
  }
  return lost
}

/** A server that keeps nothing has the course only now: the author brings it again. */
async function killAtAck(server: ServerProcess<Peer>, script: Script, save: Save): Promise<void> {
  const { isKeeping, isLate } = server.contestant
  const connection = isKeeping
    ? await Connection.open(server, script.courseId, script.device)
    : await openAuthor(server, script)
  if (isKeeping) await connection.sync()
  if (isLate) await sleep(lateMs)
  await connection.save(save)
  await server.kill()
  connection.close()
}

/** The operation's id stands as text in the bytes of its record. */
async function isKept(server: ServerProcess<Peer>, courseId: string, { operationId }: Save): Promise<boolean> {
  const connection = await Connection.open(server, courseId, makeId())
  const frames: Uint8Array[] = []
  await connection.sync(frames)
  if (server.contestant.isLate) await sleep(lateMs)
  connection.close()
  return frames.some(frame => Buffer.from(frame).includes(operationId))
}
