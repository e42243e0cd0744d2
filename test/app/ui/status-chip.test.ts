import { describe, expect, it } from 'vitest'
import { saveButtonOf } from '../../../app/components/save-button/save-button-of.ts'
import { chipOf, savingBeginsAt } from '../../../app/components/status-chip/chip-of.ts'
import { draftOf, pendingOf, renameBasics, renameIntro, stateWith } from './session-fixtures.ts'

const now = new Date(2026, 8, 8, 14, 32, 7).getTime()
const offline = { kind: 'offline' } as const
const pending = [pendingOf([renameBasics, renameIntro], now - 5000)]

describe('the status chip says one thing for each state', () => {
  it('[S1] says when everything was stored, to the second in its tooltip', () => {
    const chip = chipOf(stateWith({ lastStoredAt: now }), now)
    expect(chip).toMatchObject({ kind: 'saved', text: 'Saved · 14:32', detail: 'Stored on the server, 14:32:07' })
  })

  it('[S1] counts unsaved changes and says that they are kept', () => {
    expect(chipOf(stateWith({ draft: draftOf(3) }), now).text).toBe('3 unsaved changes · kept on this device')
    expect(chipOf(stateWith({ draft: draftOf(1) }), now).text).toBe('1 unsaved change · kept on this device')
  })

  it('[S1] says "Saving…" while an answer is awaited', () => {
    expect(chipOf(stateWith({ pending }), now).text).toBe('Saving…')
  })

  it('[S1] says "Saving…" only after 250 ms, so that it does not flicker', () => {
    const state = stateWith({ pending: [pendingOf([renameBasics], now)] })
    expect(chipOf(state, now + 249).text).toBe('1 unsaved change · kept on this device')
    expect(chipOf(state, now + 250).text).toBe('Saving…')
    expect(savingBeginsAt(state, now + 249)).toBe(now + 250)
    expect(savingBeginsAt(state, now + 250)).toBeUndefined()
  })

  it('[S1] never says "Saving" while offline, and counts what is kept on the device', () => {
    const state = stateWith({ connection: offline, pending, draft: draftOf(4) })
    expect(chipOf(state, now).text).toBe('Offline · 6 changes saved on this device')
    expect(saveButtonOf(state, now).label).toBe('Save')
    const waiting = stateWith({ connection: offline, pending })
    expect(saveButtonOf(waiting, now)).toEqual({ kind: 'waiting', label: 'Save' })
  })

  it('[S1] says that the connection is slower where only HTTP works', () => {
    expect(chipOf(stateWith({ connection: { kind: 'http' } }), now).text).toBe('Saved · slower connection')
  })

  it('[S1] says while reconnecting that changes are safe', () => {
    const state = stateWith({ connection: { kind: 'connecting' }, pending })
    expect(chipOf(state, now).text).toBe('Reconnecting… changes are safe on this device')
    expect(saveButtonOf(state, now)).toEqual({ kind: 'waiting', label: 'Save' })
  })

  it('[S3] offers to sign in where the author is signed out', () => {
    const state = stateWith({ connection: { kind: 'refused', code: 'sign-in' }, draft: draftOf(6) })
    const chip = chipOf(state, now)
    expect(chip).toMatchObject({ text: 'Signed out · 6 changes saved on this device', action: 'sign-in' })
  })

  it('[S3] does not call a course deleted that may only be closed to the author', () => {
    const state = stateWith({ connection: { kind: 'refused', code: 'unknown-course' }, draft: draftOf(1) })
    expect(chipOf(state, now)).toMatchObject({
      text: 'Deleted, or you may no longer open it · 1 change saved on this device',
      action: 'download-copy',
    })
  })

  it('[S3] says at once that nothing is kept on this device, and offers a copy', () => {
    const state = stateWith({ local: { kind: 'failed', code: 'store-full' }, connection: offline })
    const chip = chipOf(state, now)
    expect(chip).toMatchObject({ text: 'Not saved on this device', action: 'download-copy', isUrgent: true })
  })

  it('[S3] counts what the server refused and offers a review', () => {
    const state = stateWith({ draft: [...draftOf(2, 'too-large'), ...draftOf(1)] })
    expect(chipOf(state, now)).toMatchObject({ text: '2 changes could not be stored', action: 'review' })
  })
})

describe('the Save button carries its state', () => {
  it('[S1] says how many changes it saves, that it is saving, and that all is saved', () => {
    expect(saveButtonOf(stateWith({}), now).label).toBe('Saved')
    expect(saveButtonOf(stateWith({ draft: draftOf(3) }), now).label).toBe('Save 3 changes')
    expect(saveButtonOf(stateWith({ pending }), now).label).toBe('Saving…')
  })

  it('[S1] never says that all is saved while the server has not answered', () => {
    const state = stateWith({ pending: [pendingOf([renameBasics, renameIntro], now)] })
    expect(saveButtonOf(state, now).label).toBe('Save 2 changes')
    expect(saveButtonOf(state, now + 249).label).toBe('Save 2 changes')
    expect(saveButtonOf(state, now + 250).label).toBe('Saving…')
  })

  it('[S1] nor by a clock that was set back meanwhile', () => {
    const state = stateWith({ pending: [pendingOf([renameBasics], now)] })
    const later = now - 3_600_000 + 20_000
    expect(saveButtonOf(state, later).label).toBe('Saving…')
    expect(chipOf(state, later).text).toBe('Saving…')
    expect(savingBeginsAt(state, later)).toBeUndefined()
  })

  it('[S3] cannot be pressed where nothing could be kept or sent', () => {
    const failed = stateWith({ local: { kind: 'failed', code: 'store-unavailable' }, connection: offline })
    const signedOut = stateWith({ connection: { kind: 'refused', code: 'sign-in' } })
    expect(saveButtonOf(failed, now).kind).toBe('unavailable')
    expect(saveButtonOf(signedOut, now).kind).toBe('unavailable')
  })

  it('[S3] saves on the server what this device cannot keep', () => {
    const failed = stateWith({ local: { kind: 'failed', code: 'store-full' }, draft: draftOf(2) })
    expect(saveButtonOf(failed, now)).toEqual({ kind: 'unsaved', label: 'Save 2 changes' })
  })
})
