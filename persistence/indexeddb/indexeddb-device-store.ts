import type { DBSchema, IDBPDatabase } from 'idb'
import type { DeviceProfile, DeviceStore, KnownCourse } from '../device-store.ts'
import { LocalQueue } from '../local/local-queue.ts'
import { ReopeningConnection } from './reopening-connection.ts'

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
  const connection = new ReopeningConnection<DeviceSchema>({
    ...options,
    name: databaseName,
    version: 1,
    upgrade: upgradeDeviceDatabase,
  })
  await connection.open()
  return new IndexedDbDeviceStore(connection)
}

function upgradeDeviceDatabase(database: IDBPDatabase<DeviceSchema>): void {
  database.createObjectStore('profile')
  database.createObjectStore('courses', { keyPath: 'courseId' })
}

class IndexedDbDeviceStore implements DeviceStore {
  readonly #connection: ReopeningConnection<DeviceSchema>
  readonly #queue = new LocalQueue()

  constructor(connection: ReopeningConnection<DeviceSchema>) {
    this.#connection = connection
  }

  loadProfile(create: () => DeviceProfile): Promise<DeviceProfile> {
    return this.#queue.run(() =>
      this.#connection.write(['profile'], async transaction => {
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
      this.#connection.write(['profile'], async transaction => {
        await transaction.objectStore('profile').put(profile, profileKey)
      }),
    )
  }

  async listCourses(): Promise<readonly KnownCourse[]> {
    const courses = await this.#queue.run(() =>
      this.#connection.read(['courses'], transaction => transaction.objectStore('courses').getAll()),
    )
    return courses.sort((one, other) => other.openedAt - one.openedAt)
  }

  rememberCourse(course: KnownCourse): Promise<void> {
    return this.#queue.run(() =>
      this.#connection.write(['courses'], async transaction => {
        await transaction.objectStore('courses').put(course)
      }),
    )
  }

  forgetCourse(courseId: string): Promise<void> {
    return this.#queue.run(() =>
      this.#connection.write(['courses'], transaction => transaction.objectStore('courses').delete(courseId)),
    )
  }

  async close(): Promise<void> {
    await this.#queue.close()
    this.#connection.close()
  }
}
