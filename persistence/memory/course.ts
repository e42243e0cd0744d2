/** What the memory engine keeps of one course, and how a commit changes it. */
import type { Chapter, CourseInfo, Video } from '../../course/model.ts'
import type { ClientBinding, CommitResult, CourseCommit, StoredUpdate, UnclaimedChange } from '../course-store.ts'
import type { StoredOperation } from '../ledger.ts'

export class MemoryCourse {
  epoch: string | null = null
  revision = 0
  info: CourseInfo = { title: '' }
  updatedAt = 0
  deletedAt: number | undefined
  snapshot: StoredUpdate | undefined
  readonly chapters = new Map<string, Chapter>()
  readonly videos = new Map<string, Video>()
  readonly clients = new Map<number, ClientBinding>()
  readonly operations: StoredOperation[] = []
  readonly unclaimed: (UnclaimedChange & { readonly revision: number; readonly userId: string })[] = []
  readonly #byOperationId = new Map<string, StoredOperation>()
  readonly #log: StoredUpdate[] = []
  readonly #storedAt: number[] = []

  commit(commit: CourseCommit): CommitResult {
    const met = this.findOperations(commit.operations.map(({ operationId }) => operationId))
    if (met.length > 0) return { status: 'duplicate', operations: met }
    const { revision, epoch } = commit.expected
    if (commit.update && (revision !== this.revision || epoch !== this.epoch)) {
      return { status: 'stale', epoch: this.epoch, revision: this.revision }
    }
    if (commit.update) this.#raise(commit)
    for (const entry of commit.operations) {
      const operation = { ...entry, revision: this.revision, storedAt: commit.at }
      this.operations.push(operation)
      this.#byOperationId.set(operation.operationId, operation)
    }
    return { status: 'committed', epoch: this.epoch, revision: this.revision }
  }

  findOperations(operationIds: readonly string[]): StoredOperation[] {
    return operationIds.flatMap(operationId => this.#byOperationId.get(operationId) ?? [])
  }

  replaceOperation(operation: StoredOperation): void {
    const { operationId } = operation
    const index = this.operations.findIndex(known => known.operationId === operationId)
    this.operations[index] = operation
    this.#byOperationId.set(operationId, operation)
  }

  updatesAfter(revision: number): readonly StoredUpdate[] {
    if (revision > 0 || !this.snapshot) return this.#log.slice(revision)
    return [this.snapshot, ...this.#log.slice(this.snapshot.revision)]
  }

  updatesUpTo(revision: number): readonly StoredUpdate[] {
    return this.#log.slice(0, revision)
  }

  /** Undefined: it has no such revision. */
  storedAt(revision: number): number | undefined {
    return this.#storedAt[revision - 1]
  }

  readOperations({ before = Number.POSITIVE_INFINITY, limit }: { readonly before?: number; readonly limit: number }) {
    const below = this.operations.filter(({ revision }) => revision < before).reverse()
    const first = below[limit]
    if (!first) return { operations: below }
    const whole = below.slice(0, limit).filter(({ revision }) => revision > first.revision)
    // A revision with more operations than the limit is a page of its own: a page must lead on.
    const operations = whole.length > 0 ? whole : below.filter(({ revision }) => revision === below[0]?.revision)
    const last = operations.at(-1)
    const isLastPage = operations.length === below.length
    return { operations, ...(last && !isLastPage && { next: last.revision }) }
  }

  #raise({ newEpoch, update, rows, clients, userId, unclaimed, at }: CourseCommit): void {
    this.epoch ??= newEpoch
    this.revision++
    this.updatedAt = at
    if (update) this.#log.push({ ...update, revision: this.revision, isSnapshot: false })
    this.#storedAt.push(at)
    if (rows.course) this.info = rows.course
    for (const chapter of rows.chapters) this.chapters.set(chapter.id, chapter)
    for (const video of rows.videos) this.videos.set(video.id, video)
    for (const client of clients) {
      const bound = this.clients.get(client.clientId)
      this.clients.set(client.clientId, { ...client, userId: bound?.userId ?? client.userId })
    }
    for (const change of unclaimed) this.unclaimed.push({ ...change, revision: this.revision, userId })
  }
}
