/** The server with a planted mistake: it answers a commit before the store has it. The kill matrix has to find that. */

import type { CommitResult, CourseCommit, CourseStore } from '../../persistence/course-store.ts'
import { openFileMediaStore } from '../../persistence/files/media-store.ts'
import { openSqliteCourseStore } from '../../persistence/sqlite/course-store.ts'
import { readOptions } from '../../scripts/options.ts'
import { createServerLog } from '../../sync-server/log.ts'
import { LecternServer } from '../../sync-server/server.ts'
import { systemSeams } from '../../sync-server/system-seams.ts'

process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume()

const result = readOptions(process.argv.slice(2), process.env)
if (result.kind !== 'options') throw new Error('a test passes on only options that can be read')
const { dataDir, host, port } = result.options
const store = answeringTooEarly(await openSqliteCourseStore({ dataDir }))
const media = openFileMediaStore({ dataDir })
const server = new LecternServer({ host, port, store, media, log: createServerLog('silent'), seams: systemSeams })
const { url } = await server.listen()
console.log(`Lectern is open at ${url}`)

function answeringTooEarly(honest: CourseStore): CourseStore {
  const commit = (group: readonly CourseCommit[]): Promise<readonly CommitResult[]> => {
    honest.commit(group).catch((error: unknown) => console.error(error))
    return Promise.resolve(group.map(resultOf))
  }
  return new Proxy(honest, {
    get: (target, name) => {
      if (name === 'commit') return commit
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** What the store would answer, if nothing went wrong. */
function resultOf({ expected, newEpoch, update }: CourseCommit): CommitResult {
  const revision = expected.revision + (update ? 1 : 0)
  return { status: 'committed', epoch: expected.epoch ?? newEpoch, revision }
}
