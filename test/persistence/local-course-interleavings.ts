import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LocalCourseStore } from '../../persistence/local-course-store.ts'
import { draftEntry, type OpenLocalProfile, save } from './local-course-fixtures.ts'

const kinds = ['append', 'read', 'compact', 'edit-draft', 'save', 'claim'] as const

interface Step {
  readonly kind: (typeof kinds)[number]
  readonly tab: 0 | 1
  /** Waits for all that is under way before the next step. */
  readonly isLast: boolean
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), tab: fc.constantFrom(0, 1), isLast: fc.boolean() }),
  { maxLength: 40, size: 'max' },
)

/** Two tabs of one browser that do everything at once, in any order. */
export function localCourseInterleavings(name: string, openProfile: OpenLocalProfile, numRuns: number): void {
  it(`[S1] ${name}: whatever two tabs do at once, no update is lost and each draft is saved once`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async played => {
        const profile = await openProfile()
        try {
          const tabs = [new Tab(await profile.openTab()), new Tab(await profile.openTab())] as const
          const history = new History()
          await play(played, tabs, history)
          await history.check(await profile.openTab())
        } finally {
          await profile.dispose()
        }
      }),
      { numRuns },
    )
  })
}

/** A tab with its document, which here is a set of numbers: an update holds some of them, in any order. */
class Tab {
  readonly store: LocalCourseStore
  readonly document = new Set<number>()

  constructor(store: LocalCourseStore) {
    this.store = store
  }

  apply(updates: readonly Uint8Array[]): void {
    for (const update of updates) for (const value of update) this.document.add(value)
  }
}

/** What was asked for, and what must therefore be on the disk. */
class History {
  readonly written = new Set<number>()
  readonly drafted = new Set<string>()
  readonly saved = new Map<string, readonly string[]>()
  readonly claimed: string[] = []
  #count = 0

  next(): number {
    this.#count += 1
    return this.#count
  }

  async check(reloaded: LocalCourseStore): Promise<void> {
    const { updates, draft, pending } = await reloaded.load()
    expect(new Set(updates.flatMap(update => [...update]))).toEqual(this.written)

    const saves = [...this.saved.values()].flat()
    const drafts = draft.map(entry => entry.draftId)
    expect([...saves, ...drafts].toSorted()).toEqual([...this.drafted].toSorted())

    const awaited = pending.map(operation => operation.operationId)
    expect([...awaited, ...this.claimed].toSorted()).toEqual([...this.saved.keys()].toSorted())
  }
}

async function play(played: readonly Step[], tabs: readonly [Tab, Tab], history: History): Promise<void> {
  let underWay: Promise<void>[] = []
  for (const { kind, tab, isLast } of played) {
    underWay.push(does[kind](tabs[tab], history))
    if (!isLast) continue
    await Promise.all(underWay)
    underWay = []
  }
  await Promise.all(underWay)
}

const does: Record<Step['kind'], (tab: Tab, history: History) => Promise<void>> = {
  append: (tab, history) => {
    const update = Uint8Array.of(history.next())
    tab.apply([update])
    history.written.add(update[0] ?? 0)
    return tab.store.append([update])
  },
  read: async tab => tab.apply(await tab.store.loadNewUpdates()),
  compact: (tab, history) => {
    for (const value of tab.document) history.written.add(value)
    return tab.store.compact(Uint8Array.from(tab.document))
  },
  'edit-draft': async (tab, history) => {
    const draftId = `draft-${history.next()}`
    history.drafted.add(draftId)
    await tab.store.editDraft(draft => [...draft, draftEntry(draftId)])
  },
  save: async (tab, history) => {
    const value = history.next()
    const operationId = `op-${value}`
    const saved = await save(tab.store, operationId, Uint8Array.of(value))
    if (!saved) return
    tab.apply([saved.update])
    history.written.add(value)
    const draftIds = saved.operation.commands.map(command => ('title' in command ? `${command.title}` : ''))
    history.saved.set(operationId, draftIds)
  },
  claim: async (tab, history) => {
    for (const { operationId } of await tab.store.loadPending()) {
      if (await tab.store.claim(operationId)) history.claimed.push(operationId)
    }
  },
}
