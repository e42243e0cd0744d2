/** What rows hear of others: each only what is about itself. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RowMarkStore } from '../../../app/components/row-marks/row-mark-store.ts'
import { ActivityLog } from '../../../app/session/activity.ts'
import { Presence } from '../../../app/session/presence.ts'
import { presenceToSend } from '../../../app/session/presence-state.ts'
import { course, stateWith } from './session-fixtures.ts'

const clock = { now: () => 1000, monotonicMs: () => 0, setTimeout: () => 0, clearTimeout: () => undefined }
const ben = { id: 'ben', name: 'Ben' }

function setUp() {
  const presence = new Presence({ clock, author: () => ({ id: 'me', name: 'Me' }) })
  const activity = new ActivityLog({ clock, device: 'mine' })
  const store = new RowMarkStore({ presence, activity, getState: () => stateWith({ course }) })
  const stop = store.start()
  const calls: string[] = []
  for (const id of ['intro', 'outro', 'basics']) store.subscribe(id, () => calls.push(id))
  const hear = (videoId: string, unsaved: readonly string[] = []) => {
    const place = { row: { kind: 'video', id: videoId }, isEditing: false } as const
    presence.heard(
      new Map([[7, presenceToSend({ user: ben, place, unsaved: { count: unsaved.length, ids: unsaved } })]]),
    )
  }
  const save = (number: number) => {
    const commands = [{ type: 'rename-video', videoId: 'intro', title: `Hello ${number}`, was: 'Intro' }]
    const operationId = `01990000-0000-7000-8000-00000000000${number}`
    activity.read({ operationId, device: 'theirs', by: ben, savedAt: 1, commands }, true)
  }
  return { store, stop, calls, hear, save }
}

describe('A row of the outline', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('hears when somebody comes to it or leaves it, with its chapter, and no other row does', () => {
    const { store, calls, hear } = setUp()
    hear('intro')
    expect(calls.sort()).toEqual(['basics', 'intro'])
    expect(store.get('intro')?.people).toMatchObject([{ name: 'Ben', isHere: true, hasUnsaved: false }])
    expect(store.get('basics')).toMatchObject({ people: [], within: { people: [{ name: 'Ben' }] } })

    calls.length = 0
    hear('outro', ['intro'])
    expect(calls.sort()).toEqual(['basics', 'intro', 'outro'])
    expect(store.get('intro')?.people).toMatchObject([{ isHere: false, hasUnsaved: true }])
  })

  it('keeps the same marks while nothing about it changes', () => {
    const { store, calls, hear } = setUp()
    hear('intro')
    const before = store.get('intro')
    calls.length = 0
    hear('intro', ['outro'])
    expect(store.get('intro')).toBe(before)
    expect(calls).not.toContain('intro')
  })

  it("shows a colleague's save for some seconds, and the last of several as long", () => {
    const { store, save } = setUp()
    save(1)
    vi.advanceTimersByTime(4000)
    save(2)
    vi.advanceTimersByTime(4000)
    expect(store.get('intro')?.saved).toEqual({ operationId: '01990000-0000-7000-8000-000000000002', name: 'Ben' })
    vi.advanceTimersByTime(4000)
    expect(store.get('intro')).toBeUndefined()
  })

  it('hears nothing any more when the screen is left', () => {
    const { store, stop, hear, save } = setUp()
    stop()
    hear('intro')
    save(1)
    expect([store.get('intro'), vi.getTimerCount()]).toEqual([undefined, 0])
  })
})
