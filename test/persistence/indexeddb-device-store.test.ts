import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { openIndexedDbDeviceStore } from '../../persistence/indexeddb/indexeddb-device-store.ts'
import { deviceStoreContract } from './device-store-contract.ts'
import { openIndexedDbDevice } from './indexeddb-device.ts'
import { withFaults } from './indexeddb-faults.ts'

deviceStoreContract('IndexedDB', () => openIndexedDbDevice(new IDBFactory()))

it('[C1] says that the disk is full when the author cannot be remembered, and remembers later', async () => {
  const browser = withFaults(new IDBFactory())
  const tab = await openIndexedDbDeviceStore({ indexedDB: browser.indexedDB })
  const profile = { device: 'laptop', author: { id: 'ana', name: 'Ana' } }
  browser.failNextWrite('QuotaExceededError')
  await expect(tab.loadProfile(() => profile)).rejects.toMatchObject({ code: 'store-full' })
  expect(await tab.loadProfile(() => profile)).toEqual(profile)
  await tab.close()
})
