/** One server for each peer, whose rounds alternate. */
import { join } from 'node:path'
import { BenchAuthor, type CourseSize, makeId, type Save } from '../bench-author.ts'
import { Connection } from '../connection.ts'
import { ServerProcess } from '../server-process.ts'
import type { Peer } from './peer.ts'

export interface PeerRun {
  readonly peers: readonly Peer[]
  /** A folder for the servers' data, on the disk that is to be measured. */
  readonly workDir: string
  readonly isQuick: boolean
  readonly profileDir?: string
  /** For all servers. */
  readonly environment?: Readonly<Record<string, string>>
}

/** What a peer reached, or why there is nothing. */
export interface Entry<Value> {
  readonly peer: string
  readonly value?: Value
  readonly note?: string
}

/** What all lanes are sent: a course as one operation, and what follows it. */
export interface Script {
  readonly courseId: string
  readonly device: string
  readonly course: Save
  readonly saves: readonly Save[]
}

export function writeScript(size: CourseSize, saveCount: number): Script {
  const author = new BenchAuthor()
  const course = author.importCourse(size)
  author.prepare(saveCount)
  const saves = Array.from({ length: saveCount }, () => author.takeSave())
  return { courseId: makeId(), device: author.device, course, saves }
}

export function startPeer(peer: Peer, name: string, { workDir, ...options }: PeerRun): Promise<ServerProcess<Peer>> {
  return ServerProcess.start({ ...options, contestant: peer, dataDir: join(workDir, `${name}-${peer.name}`) })
}

/** An author with its course on the server. */
export async function openAuthor(server: ServerProcess, { courseId, device, course }: Script): Promise<Connection> {
  const connection = await Connection.open(server, courseId, device)
  await connection.sync()
  await connection.save(course)
  return connection
}

/** @returns a connection that has the whole course and says nothing */
export async function openReader(server: ServerProcess, courseId: string): Promise<Connection> {
  const connection = await Connection.open(server, courseId, makeId())
  await connection.sync()
  return connection
}
