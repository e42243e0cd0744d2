import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { expect, it, vi } from 'vitest'
import { openIndexedDbCourseStore } from '../../persistence/indexeddb/indexeddb-course-store.ts'
import { openIndexedDbProfile } from './indexeddb-profile.ts'
import { indexedDbRulesContract } from './indexeddb-rules-contract.ts'
import { localCourseInterleavings } from './local-course-interleavings.ts'
import { localCourseStoreContract } from './local-course-store-contract.ts'
import { yIndexedDbContract } from './y-indexeddb-contract.ts'

const openProfile = () => openIndexedDbProfile(new IDBFactory())

localCourseStoreContract('IndexedDB', openProfile)
localCourseInterleavings('IndexedDB', openProfile, 100)
indexedDbRulesContract('IndexedDB', () => new IDBFactory())
yIndexedDbContract('IndexedDB')

it('[S5] says that there is no storage where the browser has none', async () => {
  vi.stubGlobal('indexedDB', undefined)
  try {
    await expect(openIndexedDbCourseStore({ courseId: 'any' })).rejects.toMatchObject({ code: 'store-unavailable' })
  } finally {
    vi.unstubAllGlobals()
  }
})
