/** What the doctor says of a data folder, after reading every byte of it. */
import { readFileMediaStore } from '../../persistence/files/media-store.ts'
import { inspectSqlite } from '../../persistence/sqlite/inspected-store.ts'
import { examine } from '../../sync-server/operating/doctor.ts'
import type { Finding } from '../../sync-server/operating/finding.ts'

export async function findingsOf(dataDir: string): Promise<readonly Finding[]> {
  const store = inspectSqlite(dataDir)
  try {
    return await examine({ store, media: readFileMediaStore(dataDir) }, true)
  } finally {
    store.close()
  }
}
