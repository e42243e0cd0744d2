import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TabChannel } from '../../persistence/indexeddb/announcer.ts'
import { openIndexedDbCourseStore } from '../../persistence/indexeddb/indexeddb-course-store.ts'
import type { LocalChange, LocalCourse, LocalCourseStore } from '../../persistence/local-course-store.ts'
import { type FaultyIndexedDb, withFaults } from './indexeddb-faults.ts'
import { requested } from './indexeddb-profile.ts'
import { bytes, draftEntry, pendingOperation } from './local-course-fixtures.ts'

const whole: LocalCourse = { updates: [bytes(7)], draft: [], pending: [] }

/** What holds for IndexedDB alone: how it is asked to write, and how it is taken away. */
export function indexedDbRulesContract(name: string, factory: () => IDBFactory): void {
  describe(`${name}: the database of a course`, () => {
    let browser: FaultyIndexedDb
    let courseId: string
    const openTab = () => openIndexedDbCourseStore({ courseId, indexedDB: browser.indexedDB })
    let tab: LocalCourseStore
    beforeEach(async () => {
      browser = withFaults(factory())
      courseId = crypto.randomUUID()
      tab = await openTab()
    })
    afterEach(async () => {
      await tab.close()
      await requested(browser.indexedDB.deleteDatabase(`lectern-course-${courseId}`))
    })

    writingContract(() => ({ tab, browser }))
    lossContract(() => ({ tab, browser, openTab, databaseName: `lectern-course-${courseId}` }))
    channelContract(() => browser.indexedDB)
  })
}

interface Browser {
  readonly tab: LocalCourseStore
  readonly browser: FaultyIndexedDb
}

function writingContract(opened: () => Browser): void {
  it('[S5] every write asks the browser to wait for the disk', async () => {
    const { tab, browser } = opened()
    await tab.append([bytes(1)])
    await tab.editDraft(() => [draftEntry('a')])
    await tab.save(draft => ({ update: bytes(2), operation: pendingOperation('op-1', draft) }))
    await tab.claim('op-1')
    await tab.compact(bytes(1, 2))
    await tab.replaceMirror(() => whole)
    expect(browser.writes.map(transaction => transaction.durability)).toEqual(Array(6).fill('strict'))
  })

  it('[S1] a save of which one part cannot be written leaves no other part behind', async () => {
    const { tab } = opened()
    const unwritable = Object.assign(pendingOperation('op-1', [draftEntry('a')]), { extra: () => {} })
    const saving = tab.save(() => ({ update: bytes(1), operation: unwritable }))
    await expect(saving).rejects.toMatchObject({ name: 'DataCloneError' })
    expect((await tab.load()).updates).toEqual([])
  })

  it('[S1] the same operation is not saved a second time', async () => {
    const { tab } = opened()
    const again = () => tab.save(() => ({ update: bytes(1), operation: pendingOperation('op-1', [draftEntry('a')]) }))
    await again()
    await expect(again()).rejects.toMatchObject({ name: 'ConstraintError' })
    expect((await tab.load()).updates).toEqual([bytes(1)])
  })
}

function lossContract(
  opened: () => Browser & { openTab(): Promise<LocalCourseStore>; readonly databaseName: string },
): void {
  it('[S5] lets go of the database when a newer version of the app wants to upgrade it', async () => {
    const { tab, browser, databaseName, openTab } = opened()
    const newer = await requested(browser.indexedDB.open(databaseName, 99))
    newer.close()

    await expect(tab.append([bytes(1)])).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(tab.replaceMirror(() => whole)).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(openTab()).rejects.toMatchObject({ code: 'store-unavailable' })
  })

  it('[S5] says that there is no storage where the browser forbids it', async () => {
    const { browser } = opened()
    const forbid = () => {
      throw new DOMException('not in this window', 'SecurityError')
    }
    const opening = openIndexedDbCourseStore({ courseId: 'any', indexedDB: { ...browser.indexedDB, open: forbid } })
    await expect(opening).rejects.toMatchObject({ code: 'store-unavailable' })
  })
}

function channelContract(factory: () => IDBFactory): void {
  it('[S5] understands what it knows of a newer app, and leaves no channel open behind it', async () => {
    const channel = new SilentChannel()
    const courseId = crypto.randomUUID()
    const tab = await openIndexedDbCourseStore({ courseId, indexedDB: factory(), openChannel: () => channel })
    const heard: LocalChange[] = []
    tab.subscribe(change => heard.push(change))
    channel.hear(['unheard-of', 'draft'])
    channel.hear('draft')
    expect(heard).toEqual(['draft'])

    await tab.destroy()
    expect([channel.isClosed, channel.onmessage]).toEqual([true, null])
  })
}

class SilentChannel implements TabChannel {
  onmessage: ((event: MessageEvent) => void) | null = null
  isClosed = false

  hear(data: unknown): void {
    this.onmessage?.(new MessageEvent('message', { data }))
  }

  postMessage(): void {}

  close(): void {
    this.isClosed = true
  }
}
