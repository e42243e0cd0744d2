import { MemoryMediaStore } from '../../persistence/memory/media-store.ts'
import { mediaStoreContract } from './media-store-contract.ts'

mediaStoreContract('memory', maxBytes => {
  const media = new MemoryMediaStore(maxBytes)
  return { media, reopen: () => media }
})
