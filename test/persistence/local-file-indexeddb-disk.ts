import { openIndexedDbFileStore } from '../../persistence/indexeddb/indexeddb-local-file-store.ts'
import type { LocalFileStore } from '../../persistence/local-file-store.ts'
import { withFaults } from './indexeddb-faults.ts'
import { requested } from './indexeddb-profile.ts'
import type { FileDisk } from './local-file-store-contract.ts'

/** A browser over a real IndexedDB or a fake one, with a channel of its own. */
export async function openIndexedDbFileDisk(factory: IDBFactory): Promise<FileDisk> {
  const faulty = withFaults(factory)
  const channelName = crypto.randomUUID()
  const tabs: LocalFileStore[] = []
  return {
    openTab: async () => {
      const channel = new BroadcastChannel(channelName)
      const tab = await openIndexedDbFileStore({ indexedDB: faulty.indexedDB, channel })
      tabs.push(tab)
      return tab
    },
    failNextWrite: reason => faulty.failNextWrite(reason === 'full' ? 'QuotaExceededError' : 'UnknownError'),
    dispose: async () => {
      await Promise.all(tabs.map(tab => tab.close()))
      await requested(factory.deleteDatabase('lectern-files'))
    },
  }
}
