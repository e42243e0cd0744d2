import { openIndexedDbCourseStore } from '../../persistence/indexeddb/indexeddb-course-store.ts'
import type { LocalCourse, LocalCourseStore } from '../../persistence/local-course-store.ts'
import { withFaults } from './indexeddb-faults.ts'
import type { LocalProfile } from './local-course-fixtures.ts'

/** A browser over a real IndexedDB or a fake one. Its courses get names of their own, as all profiles share channels. */
export async function openIndexedDbProfile(factory: IDBFactory): Promise<LocalProfile> {
  const profileId = crypto.randomUUID()
  const idOf = (courseId: string) => `${profileId}-${courseId}`
  const faulty = withFaults(factory)
  const tabs = new Map<LocalCourseStore, string>()
  return {
    openTab: async (courseId = 'course') => {
      const tab = await openIndexedDbCourseStore({ courseId: idOf(courseId), indexedDB: faulty.indexedDB })
      tabs.set(tab, courseId)
      return tab
    },
    readAside: () => readAside(factory, `lectern-course-${idOf('course')}`),
    failNextWrite: reason => faulty.failNextWrite(reason === 'full' ? 'QuotaExceededError' : 'UnknownError'),
    dispose: async () => {
      await Promise.all([...tabs.keys()].map(tab => tab.close()))
      await Promise.all(
        [...new Set(tabs.values())].map(id => requested(factory.deleteDatabase(`lectern-course-${idOf(id)}`))),
      )
    },
  }
}

async function readAside(factory: IDBFactory, name: string): Promise<LocalCourse | undefined> {
  const database = await requested(factory.open(name))
  try {
    return await requested<LocalCourse | undefined>(database.transaction('aside').objectStore('aside').get('mirror'))
  } finally {
    database.close()
  }
}

export function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}
