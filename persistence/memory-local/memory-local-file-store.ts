import { LocalQueue } from '../local/local-queue.ts'
import {
  changedFile,
  type LeaseRequest,
  type LocalFile,
  type LocalFileChange,
  type LocalFileStore,
} from '../local-file-store.ts'

interface Lease {
  readonly holder: string
  readonly until: number
}

/** What the tabs of one browser share. `commit` is the disk: whoever wants it full throws the LecternError there. */
export class MemoryFileProfile {
  readonly files = new Map<string, LocalFile>()
  readonly blobs = new Map<string, Blob>()
  readonly leases = new Map<string, Lease>()
  readonly listeners = new Set<{ readonly tab: object; hear(courseId: string): void }>()

  commit(write: () => void): void {
    write()
  }
}

/** One tab on the files of a profile in memory. */
export class MemoryLocalFileStore implements LocalFileStore {
  readonly #profile: MemoryFileProfile
  readonly #queue = new LocalQueue()

  constructor(profile: MemoryFileProfile) {
    this.#profile = profile
  }

  keep(file: LocalFile, bytes?: Blob): Promise<void> {
    return this.#write([file.courseId], ({ files, blobs }) => {
      files.set(file.uploadId, file)
      if (bytes) blobs.set(file.uploadId, bytes)
      else blobs.delete(file.uploadId)
    })
  }

  list(courseId: string): Promise<readonly LocalFile[]> {
    return this.#queue.run(async () =>
      [...this.#profile.files.values()]
        .filter(file => file.courseId === courseId)
        .sort((one, other) => one.chosenAt - other.chosenAt),
    )
  }

  find(uploadId: string): Promise<LocalFile | undefined> {
    return this.#queue.run(async () => this.#profile.files.get(uploadId))
  }

  readBytes(uploadId: string): Promise<Blob | undefined> {
    return this.#queue.run(async () => this.#profile.blobs.get(uploadId))
  }

  change(uploadId: string, change: LocalFileChange): Promise<void> {
    return this.#write(this.#coursesOf([uploadId]), ({ files }) => {
      const file = files.get(uploadId)
      if (file) files.set(uploadId, changedFile(file, change))
    })
  }

  release(uploadIds: readonly string[]): Promise<void> {
    return this.#write(this.#coursesOf(uploadIds), ({ files, blobs }) => {
      for (const uploadId of uploadIds) {
        files.delete(uploadId)
        blobs.delete(uploadId)
      }
    })
  }

  takeLease({ name, holder, now, until }: LeaseRequest): Promise<boolean> {
    return this.#queue.run(async () => {
      const lease = this.#profile.leases.get(name)
      if (lease && lease.holder !== holder && lease.until > now) return false
      this.#profile.leases.set(name, { holder, until })
      return true
    })
  }

  dropLease(name: string, holder: string): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#profile.leases.get(name)?.holder === holder) this.#profile.leases.delete(name)
    })
  }

  subscribe(listener: (courseId: string) => void): () => void {
    const entry = { tab: this, hear: listener }
    this.#profile.listeners.add(entry)
    return () => this.#profile.listeners.delete(entry)
  }

  close(): Promise<void> {
    for (const entry of this.#profile.listeners) if (entry.tab === this) this.#profile.listeners.delete(entry)
    return this.#queue.close()
  }

  #coursesOf(uploadIds: readonly string[]): string[] {
    return uploadIds.flatMap(uploadId => this.#profile.files.get(uploadId)?.courseId ?? [])
  }

  #write(courseIds: readonly string[], write: (profile: MemoryFileProfile) => void): Promise<void> {
    return this.#queue.run(async () => {
      this.#profile.commit(() => write(this.#profile))
      const others = [...this.#profile.listeners].filter(({ tab }) => tab !== this)
      for (const courseId of new Set(courseIds)) for (const { hear } of others) hear(courseId)
    })
  }
}
