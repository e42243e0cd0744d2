import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalChange, LocalCourseStore } from '../../persistence/local-course-store.ts'
import { failureContract, replacementContract } from './local-course-failure-contract.ts'
import {
  bytes,
  draftEntry,
  hear,
  type LocalProfile,
  type Opened,
  type OpenLocalProfile,
  pendingOperation,
  save,
} from './local-course-fixtures.ts'
import { compactionContract, tabsContract } from './local-course-tabs-contract.ts'

/** What every driver of LocalCourseStore promises; on several tabs and on failing disks in the files beside this one. */
export function localCourseStoreContract(name: string, openProfile: OpenLocalProfile): void {
  describe(`${name}: a course in this browser`, () => {
    let profile: LocalProfile
    let tab: LocalCourseStore
    beforeEach(async () => {
      profile = await openProfile()
      tab = await profile.openTab()
    })
    afterEach(() => profile.dispose())

    const opened = (): Opened => ({ tab, profile })
    mirrorContract(opened)
    draftContract(opened)
    endingContract(opened)
    tabsContract(opened)
    compactionContract(opened)
    failureContract(opened)
    replacementContract(opened)
  })
}

function mirrorContract(opened: () => Opened): void {
  it('[S5] a course that was never opened here is empty', async () => {
    expect(await opened().tab.load()).toEqual({ updates: [], draft: [], pending: [] })
  })

  it('[S5] what came from the server is there again after a reload, in its order', async () => {
    const { tab, profile } = opened()
    await tab.append([bytes(1), bytes(2)], { epoch: 'e', revision: 7 })
    await tab.append([bytes(3)])
    await tab.close()

    const reloaded = await (await profile.openTab()).load()
    expect(reloaded.updates).toEqual([bytes(1), bytes(2), bytes(3)])
    expect(reloaded.server).toEqual({ epoch: 'e', revision: 7 })
  })

  it('[S5] a tab that is behind does not set back what the mirror knows of the server', async () => {
    const { tab, profile } = opened()
    const behind = await profile.openTab()
    await tab.append([bytes(1)], { epoch: 'e', revision: 7 })
    await behind.append([bytes(2)], { epoch: 'e', revision: 6 })
    expect((await tab.load()).server).toEqual({ epoch: 'e', revision: 7 })
  })

  it('[S5] keeps the bytes of an update, not of the frame it came in', async () => {
    const frame = bytes(9, 9, 1, 2, 9)
    await opened().tab.append([frame.subarray(2, 4)])
    const [update] = (await opened().tab.load()).updates
    expect(update).toEqual(bytes(1, 2))
    expect(update?.buffer.byteLength).toBe(2)
  })
}

function draftContract(opened: () => Opened): void {
  it('[S1] a save puts its update into the mirror and its operation on the pending list, and empties the draft', async () => {
    const { tab, profile } = opened()
    await tab.editDraft(() => [draftEntry('a'), draftEntry('b')])
    const saved = await save(tab, 'op-1', bytes(5))

    const operation = pendingOperation('op-1', [draftEntry('a'), draftEntry('b')])
    expect(saved).toEqual({ update: bytes(5), operation })
    expect(await (await profile.openTab()).load()).toEqual({ updates: [bytes(5)], draft: [], pending: [operation] })
  })

  it('[S1] with nothing to save, a save writes nothing', async () => {
    expect(await save(opened().tab, 'op-1', bytes(5))).toBeUndefined()
    expect(await opened().tab.load()).toEqual({ updates: [], draft: [], pending: [] })
  })

  it('[S1] when two tabs save one draft, one of them saves it', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await tab.editDraft(() => [draftEntry('a')])
    const saves = await Promise.all([save(tab, 'op-1', bytes(1)), save(other, 'op-2', bytes(2))])

    expect(saves.filter(saved => saved)).toHaveLength(1)
    expect(await tab.loadPending()).toHaveLength(1)
  })

  it('[S5] a draft is kept as it was last written, also when it grew shorter', async () => {
    const { tab, profile } = opened()
    await tab.editDraft(() => [draftEntry('a'), draftEntry('b'), draftEntry('c')])
    const [a, c] = [draftEntry('a', 'Foundations'), draftEntry('c')]
    const written = await tab.editDraft(draft => [a, ...draft.slice(2)])

    expect(written).toEqual([a, c])
    expect(await (await profile.openTab()).loadDraft()).toEqual([a, c])
  })

  it('[S5] two tabs that edit the draft at once both keep their change', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await Promise.all([
      tab.editDraft(draft => [...draft, draftEntry('a')]),
      other.editDraft(draft => [...draft, draftEntry('b')]),
    ])
    expect((await tab.loadDraft()).map(entry => entry.draftId).toSorted()).toEqual(['a', 'b'])
  })

  it('[S5] operations wait in the order of saving, also when the clock of the device was set back', async () => {
    const { tab } = opened()
    for (const operationId of ['op-9', 'op-1']) {
      await tab.editDraft(() => [draftEntry('a')])
      await save(tab, operationId, bytes(1))
    }
    expect((await tab.load()).pending.map(operation => operation.operationId)).toEqual(['op-9', 'op-1'])
    expect((await tab.loadPending()).map(operation => operation.operationId)).toEqual(['op-9', 'op-1'])
  })

  it('[S2] of all tabs that claim the fate of an operation, one gets it', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await tab.editDraft(() => [draftEntry('a')])
    await save(tab, 'op-1', bytes(1))

    const claims = await Promise.all([tab.claim('op-1'), other.claim('op-1'), tab.claim('op-1')])
    expect(claims.filter(isMine => isMine)).toHaveLength(1)
    expect(await tab.loadPending()).toEqual([])
    expect(await other.claim('op-unknown')).toBe(false)
  })
}

function endingContract(opened: () => Opened): void {
  it('[S5] closing waits for the writes under way, and refuses what comes after', async () => {
    const { tab, profile } = opened()
    void tab.append([bytes(1)])
    void tab.append([bytes(2)])
    await tab.close()

    await expect(tab.append([bytes(3)])).rejects.toMatchObject({ code: 'store-unavailable' })
    expect((await (await profile.openTab()).load()).updates).toEqual([bytes(1), bytes(2)])
  })

  it('[S5] a closed tab hears nothing', async () => {
    const { tab, profile } = opened()
    const [other, listening] = [await profile.openTab(), await profile.openTab()]
    const heard: LocalChange[] = []
    other.subscribe(change => heard.push(change))
    await other.close()
    const told = hear(listening, 1)
    await tab.append([bytes(1)])
    await told
    expect(heard).toEqual([])
  })

  it('[S5] removing a course removes it for good, and no other course', async () => {
    const { tab, profile } = opened()
    const spanish = await profile.openTab('spanish')
    await tab.append([bytes(1)])
    await spanish.append([bytes(2)])
    await tab.destroy()

    expect((await (await profile.openTab()).load()).updates).toEqual([])
    expect((await spanish.load()).updates).toEqual([bytes(2)])
  })
}
