import { openIndexedDbFileDisk } from '../persistence/local-file-indexeddb-disk.ts'
import { localFileStoreContract } from '../persistence/local-file-store-contract.ts'

localFileStoreContract('Chromium', () => openIndexedDbFileDisk(indexedDB))
