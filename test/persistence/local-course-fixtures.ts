import type {
  DraftEntry,
  LocalChange,
  LocalCourse,
  LocalCourseStore,
  PendingOperation,
} from '../../persistence/local-course-store.ts'

/** One browser: its disk, which outlives tabs, and how it fails. */
export interface LocalProfile {
  /** A tab of this browser on the course, by default always the same course. */
  openTab(courseId?: string): Promise<LocalCourseStore>
  /** The put-aside mirror, as it stands on the disk. */
  readAside(): Promise<LocalCourse | undefined>
  /** The next transaction that writes is cut off: the disk is full, or the browser breaks it. */
  failNextWrite(reason: 'full' | 'broken'): void
  /** Closes all tabs and removes what they wrote. */
  dispose(): Promise<void>
}

export type OpenLocalProfile = () => Promise<LocalProfile>

/** What a contract's test starts with: a browser and its first tab. */
export interface Opened {
  readonly tab: LocalCourseStore
  readonly profile: LocalProfile
}

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

export function draftEntry(draftId: string, title = draftId): DraftEntry {
  return { draftId, command: { type: 'rename-chapter', chapterId: 'basics', title, was: 'Basics' } }
}

export function pendingOperation(operationId: string, draft: readonly DraftEntry[]): PendingOperation {
  const commands = draft.map(entry => entry.command)
  return { operationId, device: 'laptop', by: { id: 'ana', name: 'Ana' }, savedAt: 1_000, commands, tabId: 'one' }
}

/** Presses Save in a tab: the operation's update is `update`. */
export function save(tab: LocalCourseStore, operationId: string, update: Uint8Array) {
  return tab.save(draft => (draft.length > 0 ? { update, operation: pendingOperation(operationId, draft) } : undefined))
}

/** Resolves with the first `count` changes that the tab hears of. */
export function hear(tab: LocalCourseStore, count: number): Promise<readonly LocalChange[]> {
  return new Promise(resolve => {
    const heard: LocalChange[] = []
    const stop = tab.subscribe(change => {
      heard.push(change)
      if (heard.length < count) return
      stop()
      resolve(heard)
    })
  })
}
