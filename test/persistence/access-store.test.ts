import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { openSqliteCourseStore } from '../../persistence/sqlite/course-store.ts'
import { accessStoreContract } from './access-store-contract.ts'
import { makeDataDir } from './fixtures-sqlite/data-dir.ts'

accessStoreContract('memory', async () => new MemoryCourseStore())
accessStoreContract('SQLite', () => openSqliteCourseStore({ dataDir: makeDataDir(), stretchedLogBytes: 0 }))
