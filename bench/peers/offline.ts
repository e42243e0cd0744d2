/** A thousand edits made offline arrive at once, as one update; each is an operation of its own. */
import { BenchAuthor, makeId } from '../bench-author.ts'
import { Connection } from '../connection.ts'
import type { ServerProcess } from '../server-process.ts'
import { median } from '../statistics.ts'
import { type Entry, openAuthor, type PeerRun, startPeer } from './lanes.ts'
import { saveOffline } from './offline-author.ts'

export interface Homecoming {
  readonly edits: number
  /** From the frame handed to the socket to the ack of the last edit in it. */
  readonly medianMs: number
}

interface Lane {
  readonly server: ServerProcess
  readonly durationsMs: number[]
}

const size = { chapters: 200, videosPerChapter: 20 }
const edits = 1000

/** In each round another author comes home, to all peers with the same bytes. */
export async function measureOffline(run: PeerRun): Promise<Entry<Homecoming>[]> {
  const author = new BenchAuthor()
  const course = author.importCourse(size)
  const courseId = makeId()
  const lanes: Lane[] = []
  for (const peer of run.peers) {
    const server = await startPeer(peer, 'offline', run)
    const connection = await openAuthor(server, { courseId, device: author.device, course, saves: [] })
    connection.close()
    lanes.push({ server, durationsMs: [] })
  }
  for (let round = 0; round < (run.isQuick ? 3 : 11); round++) {
    const device = makeId()
    const save = saveOffline(author.encodeCourse(), device, edits)
    for (const { server, durationsMs } of lanes) {
      await server.idle()
      const connection = await Connection.open(server, courseId, device)
      await connection.sync()
      durationsMs.push(await connection.save(save))
      connection.close()
    }
  }
  for (const { server } of lanes) await server.stop()
  return lanes.map(({ server, durationsMs }) => ({
    peer: server.contestant.name,
    value: { edits, medianMs: median(durationsMs) },
  }))
}
