import { expect, it } from 'vitest'
import type { LocalChange } from '../../persistence/local-course-store.ts'
import { bytes, draftEntry, hear, type Opened, save } from './local-course-fixtures.ts'

/** What tabs of one browser that have the same course open learn of each other. */
export function tabsContract(opened: () => Opened): void {
  it('[S5] a tab reads what other tabs wrote, once and in order, and not what it wrote itself', async () => {
    const { tab, profile } = opened()
    await tab.append([bytes(1)])
    const other = await profile.openTab()
    await other.load()
    await tab.append([bytes(2)])
    await other.append([bytes(3)])
    await tab.append([bytes(4)])

    expect(await other.loadNewUpdates()).toEqual([bytes(2), bytes(4)])
    expect(await other.loadNewUpdates()).toEqual([])
    expect(await tab.loadNewUpdates()).toEqual([bytes(3)])
  })

  it('[S5] a row of another tab between two rows of its own is not missed', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await Promise.all([tab.append([bytes(1)]), other.append([bytes(2)]), tab.append([bytes(3)])])
    await other.append([bytes(4)])
    expect(await tab.loadNewUpdates()).toEqual([bytes(2), bytes(4)])
  })

  it('[S5] tells the other tabs what has changed, each kind by its name', async () => {
    const { tab, profile } = opened()
    const heard = hear(await profile.openTab(), 6)
    await tab.append([bytes(1)])
    await tab.editDraft(() => [draftEntry('a')])
    await save(tab, 'op-1', bytes(2))
    await tab.claim('op-1')
    expect(await heard).toEqual(['updates', 'draft', 'updates', 'pending', 'draft', 'pending'])
  })

  it('[S5] a tab is not told of its own changes, nor after it stopped listening', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    const stopped: LocalChange[] = []
    other.subscribe(change => stopped.push(change))()
    const own = hear(tab, 1)
    const others = hear(other, 1)

    await tab.append([bytes(1)])
    expect(await others).toEqual(['updates'])
    await other.editDraft(() => [draftEntry('a')])
    expect(await own).toEqual(['draft'])
    expect(stopped).toEqual([])
  })
}

/** How the rows of a mirror become one, while other tabs write. */
export function compactionContract(opened: () => Opened): void {
  it('[S5] compaction replaces what this tab has read and leaves what others wrote meanwhile', async () => {
    const { tab, profile } = opened()
    await tab.append([bytes(1)])
    const other = await profile.openTab()
    await tab.load()
    await tab.append([bytes(2)])
    await other.append([bytes(3)])
    await tab.append([bytes(4)])
    await tab.compact(bytes(1, 2, 4))

    expect((await other.load()).updates).toEqual([bytes(3), bytes(1, 2, 4)])
    expect(await tab.loadNewUpdates()).toEqual([bytes(3)])
  })

  it('[S5] two tabs that compact at once lose nothing', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await tab.append([bytes(1)])
    await other.append([bytes(2)])
    await Promise.all([tab.compact(bytes(1, 1)), other.compact(bytes(2, 2))])

    expect(new Set((await tab.load()).updates.map(update => update[0]))).toEqual(new Set([1, 2]))
  })

  it('[S5] what a tab reads after it asked for a compaction is not in it, and stays', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await tab.load()
    await other.append([bytes(2)])
    const reading = tab.loadNewUpdates()
    const compacting = tab.compact(bytes(1))

    expect(await reading).toEqual([bytes(2)])
    await compacting
    expect((await other.load()).updates).toEqual([bytes(2), bytes(1)])
  })

  it('[S5] a second compaction replaces the first', async () => {
    const { tab } = opened()
    await tab.append([bytes(1)])
    await tab.compact(bytes(1))
    await tab.append([bytes(2)])
    await tab.compact(bytes(1, 2))
    expect((await tab.load()).updates).toEqual([bytes(1, 2)])
  })
}
