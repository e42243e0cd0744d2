/** The server's disk: what is durable survives a killed process; of a group under way, nothing is known until it is. */
import { LecternError } from '../../course/errors.ts'
import type { CommitResult, CourseCommit, CourseStore, CourseSummary } from '../../persistence/course-store.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import type { Life } from '../app/session/fixtures/fake-network.ts'
import type { Random } from '../crash/random.ts'
import type { FaultCounts } from './faults.ts'
import { RacingStore } from './racing-store.ts'
import type { SimClock } from './sim-clock.ts'

export interface DiskContext {
  readonly clock: SimClock
  readonly random: Random
  readonly faults: FaultCounts
  /** Planted: answers before the group is durable. */
  readonly answersEarly: boolean
  /** Planted: a failed group is answered as if it were stored. */
  readonly hidesFailures: boolean
  /** Planted: the ledger is written and never read. */
  readonly forgetsLedger: boolean
  /** Planted: a snapshot counts what was stored while it was made. */
  readonly racesSnapshots: boolean
  /** A day is too short for the usual. */
  readonly hasEarlySnapshots: boolean
}

type CommitFault = 'commit-failed' | 'commit-unknown'

/** So long a planted early answer runs ahead of the disk. */
const earlyMs = 40
/** Of the 500 after which a snapshot is due. */
const earlyUpdates = 497

export class SimDisk {
  /** What a process would find that is started now. */
  readonly durable: MemoryCourseStore
  /** Of one sync; drawn between nothing and this. */
  syncMs = 5
  isFull = false
  /** For the next group alone. */
  nextFault: CommitFault | undefined
  /** Called while the next group is on its way to the disk. */
  duringNextGroup: (() => void) | undefined
  readonly #context: DiskContext
  #underWay: (() => void) | undefined

  constructor(context: DiskContext) {
    this.#context = context
    this.durable = context.racesSnapshots ? new RacingStore(ms => context.clock.sleep(ms)) : new MemoryCourseStore()
  }

  /** As one process has it: when that is over, nothing of it is answered any more. */
  open(life: Life): CourseStore {
    const commit = (group: readonly CourseCommit[]) => (life.isOver ? never<never>() : this.#commit(group, life))
    return new Proxy<CourseStore>(this.durable, {
      get: (target, name) => {
        if (name === 'commit') return commit
        if (this.#context.forgetsLedger && ledgerReads.has(name)) return async () => []
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return async (...parameters: unknown[]) => {
          await this.#context.clock.sleep(this.#context.random.below(2))
          if (life.isOver) return never()
          if (this.isFull && uploadWrites.has(name)) throw new LecternError('store-full', 'the disk is full')
          if (name === 'compact') this.#context.faults.count('snapshot')
          const result: unknown = await value.apply(target, parameters)
          return name === 'loadSummary' ? this.#hurried(result as CourseSummary | undefined) : result
        }
      },
    })
  }

  /** As if the newest snapshot were nearly due. */
  #hurried(summary: CourseSummary | undefined): CourseSummary | undefined {
    if (!summary || !this.#context.hasEarlySnapshots) return summary
    return { ...summary, updatesSinceSnapshot: summary.updatesSinceSnapshot + earlyUpdates }
  }

  /** The machine's process dies: the group under way is on disk whole, or not at all. */
  crash(): void {
    const { random, faults } = this.#context
    const write = this.#underWay
    this.#underWay = undefined
    if (!write) return
    const isKept = random.below(2) === 0
    faults.count(isKept ? 'group-kept' : 'group-lost')
    if (isKept) write()
  }

  async #commit(group: readonly CourseCommit[], life: Life): Promise<readonly CommitResult[]> {
    const { clock, random, answersEarly } = this.#context
    const written = Promise.withResolvers<readonly CommitResult[]>()
    const write = () => written.resolve(this.durable.commit(group))
    if (answersEarly) return this.#answerEarly(group, write)
    this.#underWay = write
    const interrupt = this.duringNextGroup
    this.duringNextGroup = undefined
    const durationMs = random.below(this.syncMs + 1)
    if (interrupt) clock.setTimeout(interrupt, random.below(durationMs))
    await clock.sleep(durationMs)
    if (life.isOver) return never()
    this.#underWay = undefined
    const failure = this.#failure(write)
    if (failure && !this.#context.hidesFailures) throw failure
    if (failure) return group.map(({ expected }) => committedAs(expected))
    write()
    return written.promise
  }

  #failure(write: () => void): LecternError | undefined {
    const { faults } = this.#context
    const fault = this.nextFault
    this.nextFault = undefined
    if (this.isFull) {
      faults.count('disk-full')
      return new LecternError('store-full', 'the disk is full')
    }
    if (!fault) return undefined
    faults.count(fault)
    if (fault === 'commit-unknown') write()
    return new LecternError('store-unavailable', 'the disk failed')
  }

  #answerEarly(group: readonly CourseCommit[], write: () => void): readonly CommitResult[] {
    this.#underWay = write
    this.#context.clock.setTimeout(() => {
      if (this.#underWay !== write) return
      this.#underWay = undefined
      write()
    }, earlyMs)
    return group.map(({ expected }) => committedAs(expected))
  }
}

const uploadWrites = new Set<string | symbol>(['createUpload', 'touchUpload', 'completeUpload', 'failUpload'])
const ledgerReads = new Set<string | symbol>(['findOperations', 'recentOperations'])

function committedAs({ epoch, revision }: CourseCommit['expected']): CommitResult {
  return { status: 'committed', epoch, revision: revision + 1 }
}

function never<T>(): Promise<T> {
  return new Promise(() => {})
}
