import { LecternError } from '../../course/errors.ts'
import { MemoryFileProfile, MemoryLocalFileStore } from '../../persistence/memory-local/memory-local-file-store.ts'
import { type FileDisk, localFileStoreContract } from './local-file-store-contract.ts'

class FailingProfile extends MemoryFileProfile {
  failure: LecternError | undefined

  override commit(write: () => void): void {
    const failure = this.failure
    this.failure = undefined
    if (failure) throw failure
    super.commit(write)
  }
}

localFileStoreContract('Memory', async (): Promise<FileDisk> => {
  const profile = new FailingProfile()
  return {
    openTab: async () => new MemoryLocalFileStore(profile),
    failNextWrite: reason => {
      profile.failure = new LecternError(reason === 'full' ? 'store-full' : 'store-unavailable', reason)
    },
    dispose: async () => {},
  }
})
