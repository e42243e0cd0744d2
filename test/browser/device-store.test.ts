import { deviceStoreContract } from '../persistence/device-store-contract.ts'
import { openIndexedDbDevice } from '../persistence/indexeddb-device.ts'

deviceStoreContract('Chromium', () => openIndexedDbDevice(indexedDB))
