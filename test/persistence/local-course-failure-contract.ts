import { expect, it } from 'vitest'
import type { LocalCourse } from '../../persistence/local-course-store.ts'
import { bytes, draftEntry, hear, type Opened, pendingOperation, save } from './local-course-fixtures.ts'

const whole: LocalCourse = {
  updates: [bytes(7), bytes(8)],
  draft: [draftEntry('kept')],
  pending: [pendingOperation('op-7', [draftEntry('x')])],
  server: { epoch: 'next', revision: 3 },
}

/** What holds when the disk is full or breaks. */
export function failureContract(opened: () => Opened): void {
  it('[S5] when the disk is full nothing is written behind the gap, until a whole document is stored', async () => {
    const { tab, profile } = opened()
    await tab.append([bytes(1)])
    profile.failNextWrite('full')
    const writes = [tab.append([bytes(2)]), tab.append([bytes(3)]), tab.claim('op-1'), tab.compact(bytes(4))]
    for (const result of await Promise.allSettled(writes)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store-full', retryable: true } })
    }
    expect((await tab.load()).updates).toEqual([bytes(1)])

    await tab.replaceMirror(() => whole)
    await tab.append([bytes(9)])
    expect((await tab.load()).updates).toEqual([bytes(7), bytes(8), bytes(9)])
  })

  it('[S5] any other refusal of the browser is told as such', async () => {
    const { tab, profile } = opened()
    profile.failNextWrite('broken')
    await expect(tab.editDraft(() => [draftEntry('a')])).rejects.toMatchObject({ code: 'store-unavailable' })
    expect(await tab.loadDraft()).toEqual([])
  })

  it('[S1] a save that fails leaves the draft as it was and no trace of the operation', async () => {
    const { tab, profile } = opened()
    await tab.editDraft(() => [draftEntry('a')])
    profile.failNextWrite('full')
    await expect(save(tab, 'op-1', bytes(1))).rejects.toMatchObject({ code: 'store-full' })
    expect(await tab.load()).toEqual({ updates: [], draft: [draftEntry('a')], pending: [] })
  })

  it('[S1] a save whose writing throws stores nothing, and nothing is written behind it', async () => {
    const { tab } = opened()
    await tab.editDraft(() => [draftEntry('a')])
    const bug = new Error('no such chapter')
    const fail = () => {
      throw bug
    }
    await expect(tab.save(fail)).rejects.toBe(bug)
    await expect(tab.append([bytes(2)])).rejects.toMatchObject({ code: 'store-unavailable', cause: bug })
    expect(await tab.load()).toEqual({ updates: [], draft: [draftEntry('a')], pending: [] })
  })

  it('[S5] another tab goes on while one has failed', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    profile.failNextWrite('full')
    await expect(tab.append([bytes(1)])).rejects.toMatchObject({ code: 'store-full' })
    await other.append([bytes(2)])
    expect((await other.load()).updates).toEqual([bytes(2)])
  })

  it('[S5] a replacement that fails leaves the present mirror, and can be tried again', async () => {
    const { tab, profile } = opened()
    await tab.append([bytes(1)])
    profile.failNextWrite('full')
    await expect(tab.replaceMirror(() => whole)).rejects.toMatchObject({ code: 'store-full' })
    await expect(tab.append([bytes(2)])).rejects.toMatchObject({ code: 'store-full' })
    expect((await tab.load()).updates).toEqual([bytes(1)])

    await tab.replaceMirror(() => whole)
    expect(await tab.load()).toEqual(whole)
  })
}

/** What holds when the mirror is replaced, by this tab or another, or removed. */
export function replacementContract(opened: () => Opened): void {
  it('[S5] replacing the mirror puts the present one aside, with its draft and pending list', async () => {
    const { tab, profile } = opened()
    await tab.append([bytes(1)], { epoch: 'e', revision: 9 })
    await tab.editDraft(() => [draftEntry('a')])
    const before = await tab.load()
    await tab.replaceMirror(() => whole)

    expect(await profile.readAside()).toEqual(before)
    expect(await (await profile.openTab()).load()).toEqual(whole)
    expect(await tab.loadNewUpdates()).toEqual([])
  })

  it('[S5] keeps the newest mirror that was put aside', async () => {
    const { tab, profile } = opened()
    await tab.replaceMirror(() => whole)
    await tab.replaceMirror(() => ({ updates: [], draft: [], pending: [] }))
    expect(await profile.readAside()).toEqual(whole)
    expect(await tab.load()).toEqual({ updates: [], draft: [], pending: [] })
  })

  it('[S5] a tab that has not seen the replacement mixes neither document into the other', async () => {
    const { tab, profile } = opened()
    const old = await profile.openTab()
    await old.load()
    const told = hear(old, 1)
    await tab.replaceMirror(() => whole)
    expect(await told).toEqual(['replaced'])

    const late = [old.append([bytes(1)]), save(old, 'op-1', bytes(2)), old.compact(bytes(3)), old.loadNewUpdates()]
    for (const result of await Promise.allSettled(late)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'mirror-replaced' } })
    }
    expect(await old.load()).toEqual(whole)
    await old.append([bytes(4)])
    expect(await tab.loadNewUpdates()).toEqual([bytes(4)])
  })

  it('[S5] a tab whose course was removed is told, and can store its whole document again', async () => {
    const { tab, profile } = opened()
    await tab.append([bytes(1), bytes(2)])
    const told = hear(tab, 1)
    await (await profile.openTab()).destroy()
    expect(await told).toEqual(['replaced'])

    await expect(tab.append([bytes(3)])).rejects.toMatchObject({ code: 'store-unavailable' })
    await tab.replaceMirror(() => whole)
    await (await profile.openTab()).append([bytes(3)])
    await tab.append([bytes(4)])
    expect(await tab.loadNewUpdates()).toEqual([bytes(3)])
    expect((await tab.load()).updates).toEqual([bytes(7), bytes(8), bytes(3), bytes(4)])
  })

  it('[S5] replaces what is there at that moment: nothing that another tab drafts or saves drops out', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await tab.load()
    await other.editDraft(() => [draftEntry('a')])
    const saving = save(other, 'op-1', bytes(1))
    const drafting = other.editDraft(draft => [...draft, draftEntry('b')])
    await Promise.all([saving, drafting])
    const written = await tab.replaceMirror(present => ({ ...present, updates: [...present.updates, bytes(7)] }))

    expect(written).toMatchObject({ draft: [draftEntry('b')], pending: [{ operationId: 'op-1' }] })
    expect(written.updates).toEqual([bytes(1), bytes(7)])
    expect(await (await profile.openTab()).load()).toEqual(written)
    expect(await tab.claim('op-1')).toBe(true)
  })

  it('[S5] a replacement whose making throws leaves the present mirror', async () => {
    const { tab } = opened()
    await tab.append([bytes(1)])
    const bug = new Error('no such course')
    const fail = () => {
      throw bug
    }
    await expect(tab.replaceMirror(fail)).rejects.toBe(bug)
    expect((await tab.load()).updates).toEqual([bytes(1)])
  })

  it('[S5] of two tabs that replace the mirror, the second learns of the first and loads', async () => {
    const { tab, profile } = opened()
    const other = await profile.openTab()
    await Promise.all([tab.load(), other.load()])
    await tab.replaceMirror(() => whole)
    const late = other.replaceMirror(() => ({ ...whole, draft: [] }))
    await expect(late).rejects.toMatchObject({ code: 'mirror-replaced' })

    expect(await other.load()).toEqual(whole)
    await other.replaceMirror(() => ({ ...whole, draft: [] }))
    expect((await other.load()).draft).toEqual([])
  })
}
