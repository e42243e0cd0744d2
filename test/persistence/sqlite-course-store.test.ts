import { openSqliteCourseStore } from '../../persistence/sqlite/course-store.ts'
import { courseStoreContract } from './course-store-contract.ts'
import { makeDataDir } from './fixtures-sqlite/data-dir.ts'

// The stretched log is for speed alone and takes longer than a test; test/persistence/sqlite-durability.test.ts has it.
courseStoreContract('SQLite', () => openSqliteCourseStore({ dataDir: makeDataDir(), stretchedLogBytes: 0 }))
