import type { DeviceStore } from '../../persistence/device-store.ts'
import { openIndexedDbDeviceStore } from '../../persistence/indexeddb/indexeddb-device-store.ts'
import type { DeviceDisk } from './device-store-contract.ts'
import { requested } from './indexeddb-profile.ts'

export async function openIndexedDbDevice(factory: IDBFactory): Promise<DeviceDisk> {
  const tabs: DeviceStore[] = []
  return {
    openTab: async () => {
      const tab = await openIndexedDbDeviceStore({ indexedDB: factory })
      tabs.push(tab)
      return tab
    },
    dispose: async () => {
      await Promise.all(tabs.map(tab => tab.close()))
      await requested(factory.deleteDatabase('lectern-device'))
    },
  }
}
