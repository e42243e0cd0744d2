import { MemoryDeviceStore } from '../../persistence/memory-local/memory-device-store.ts'
import { MemoryProfile } from '../../persistence/memory-local/memory-profile.ts'
import { type DeviceDisk, deviceStoreContract } from './device-store-contract.ts'

async function openDisk(): Promise<DeviceDisk> {
  const profile = new MemoryProfile()
  return { openTab: async () => new MemoryDeviceStore(profile), dispose: async () => {} }
}

deviceStoreContract('memory', openDisk)
