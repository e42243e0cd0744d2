import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { openIndexedDbFileStore } from '../../persistence/indexeddb/indexeddb-local-file-store.ts'
import { withFaults } from './indexeddb-faults.ts'
import { openIndexedDbFileDisk } from './local-file-indexeddb-disk.ts'
import { localFile, localFileStoreContract } from './local-file-store-contract.ts'

localFileStoreContract('IndexedDB', () => openIndexedDbFileDisk(new IDBFactory()))

it('[U1] asks for each write of a file to be on the disk before it is called kept', async () => {
  const browser = withFaults(new IDBFactory())
  const tab = await openIndexedDbFileStore({ indexedDB: browser.indexedDB })
  await tab.keep(localFile('one'), new Blob(['bytes']))
  await tab.change('one', { status: 'paused' })
  await tab.release(['one'])
  await tab.close()
  expect(browser.writes.map(write => write.durability)).toEqual(['strict', 'strict', 'strict'])
})
