import type { DBSchema, IDBPDatabase } from 'idb'
import type { DeviceProfile, DeviceStore, KnownCourse } from '../device-store.ts'
import { LocalQueue } from '../local/local-queue.ts'
import { openDatabase } from './database.ts'
import { readTransaction, writeTransaction } from './transaction.ts'

interface DeviceSchema extends DBSchema {
  profile: { key: string; value: DeviceProfile }
  courses: { key: string; value: KnownCourse }
}

const databaseName = 'lectern-device'
const profileKey = 'profile'

export interface IndexedDbDeviceOptions {
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory
}

/** Opens the device's database, making it where there is none. @throws {LecternError} `store-unavailable` */
export async function openIndexedDbDeviceStore(options: IndexedDbDeviceOptions = {}): Promise<DeviceStore> {
  const database = await openDatabase<DeviceSchema>({
    ...options,
    name: databaseName,
    version: 1,
    upgrade: upgradeDeviceDatabase,
  })
  return new IndexedDbDeviceStore(database)
}

function upgradeDeviceDatabase(database: IDBPDatabase<DeviceSchema>): void {
  database.createObjectStore('profile')
  database.createObjectStore('courses', { keyPath: 'courseId' })
}

class IndexedDbDeviceStore implements DeviceStore {
  readonly #database: IDBPDatabase<DeviceSchema>
  readonly #queue = new LocalQueue()

  constructor(database: IDBPDatabase<DeviceSchema>) {
    this.#database = database
  }

  loadProfile(create: () => DeviceProfile): Promise<DeviceProfile> {
    return this.#queue.run(() =>
      writeTransaction({ database: this.#database, stores: ['profile'] }, async transaction => {
        const store = transaction.objectStore('profile')
        const known = await store.get(profileKey)
        if (known) return known
        const created = create()
        await store.put(created, profileKey)
        return created
      }),
    )
  }

  saveProfile(profile: DeviceProfile): Promise<void> {
    return this.#queue.run(() =>
      writeTransaction({ database: this.#database, stores: ['profile'] }, async transaction => {
        await transaction.objectStore('profile').put(profile, profileKey)
      }),
    )
  }

  async listCourses(): Promise<readonly KnownCourse[]> {
    const courses = await this.#queue.run(() =>
      readTransaction({ database: this.#database, stores: ['courses'] }, transaction =>
        transaction.objectStore('courses').getAll(),
      ),
    )
    return courses.sort((one, other) => other.openedAt - one.openedAt)
  }

  rememberCourse(course: KnownCourse): Promise<void> {
    return this.#queue.run(() =>
      writeTransaction({ database: this.#database, stores: ['courses'] }, async transaction => {
        await transaction.objectStore('courses').put(course)
      }),
    )
  }

  forgetCourse(courseId: string): Promise<void> {
    return this.#queue.run(() =>
      writeTransaction({ database: this.#database, stores: ['courses'] }, transaction =>
        transaction.objectStore('courses').delete(courseId),
      ),
    )
  }

  async close(): Promise<void> {
    await this.#queue.close()
    this.#database.close()
  }
}
