/** What saves say of their files: the chip while they are awaited, the toast when some did not come. */
import { describe, expect, it } from 'vitest'
import { saveButtonOf } from '../../../app/components/save-button/save-button-of.ts'
import { chipOf } from '../../../app/components/status-chip/chip-of.ts'
import { summaryOf, toastOf } from '../../../app/components/toasts/toast-of.ts'
import { awaitedFilesOf } from '../../../app/components/uploads/awaited-files.ts'
import { savedFilesOf } from '../../../app/components/uploads/failed-files.ts'
import type { CourseSessionState } from '../../../app/session/session-state.ts'
import type { UploadItem } from '../../../app/uploads/upload-state.ts'
import type { CourseEvent } from '../../../course/event.ts'
import type { Note } from '../../../course/result.ts'
import { course, draftOf, outcomeOf, pendingOf, stateWith } from './session-fixtures.ts'
import { addWithFile, itemWith } from './uploads-fixtures.ts'

const now = 100_000
const committed = {
  ...pendingOf([addWithFile('a'), addWithFile('b', 'outro.mp4'), addWithFile('c')], now - 60_000),
  stage: 'committed' as const,
}
const one = itemWith({ status: 'complete' }, { uploadId: 'a' })
const two = itemWith({ status: 'uploading', sentBytes: 0, storedBytes: 0 }, { uploadId: 'b' })

function chipWith(items: readonly UploadItem[], part: Partial<CourseSessionState> = {}) {
  const state = stateWith({ pending: [committed], ...part })
  return chipOf(state, now, awaitedFilesOf(state, items))
}

describe('While a save waits for its files', () => {
  it('[U2] the chip counts them, and says that closing the laptop is safe', () => {
    const chip = chipWith([one, two, itemWith({ status: 'waiting', cause: 'turn' }, { uploadId: 'c' })])
    expect(chip).toMatchObject({ kind: 'saving', text: 'Saving… 1 of 3 files uploaded' })
    expect(chip.detail).toMatch(/also after you have closed it/)
    expect(saveButtonOf(stateWith({ pending: [committed] }), now).label).toBe('Saving…')
  })

  it('[U1] it says to keep the tab open where a file is not kept', () => {
    expect(chipWith([one, { ...two, isKept: false }]).detail).toMatch(/^Your changes are stored .* Keep this tab open/)
  })

  it('[S1] new changes come first: they are what is not on the server', () => {
    const draft = draftOf(2)
    expect(chipWith([one, two], { draft }).text).toBe('2 unsaved changes · kept on this device')
    expect(saveButtonOf(stateWith({ pending: [committed], draft }), now).label).toBe('Save 2 changes')
  })

  it('[S1] offline it never says "Saving", and says what waits', () => {
    const chip = chipWith([one, two], { connection: { kind: 'offline' } })
    expect(chip).toMatchObject({ kind: 'offline', text: 'Offline · 1 file waits for the network' })
  })

  it('[U4] it says that they are paused, or that one has to be chosen again', () => {
    const paused = [one, { ...two, state: { status: 'paused' as const } }]
    expect(chipWith(paused).text).toBe('1 of 2 files uploaded · paused')
    const state = stateWith({ pending: [committed] })
    expect(saveButtonOf(state, now, awaitedFilesOf(state, paused))).toEqual({ kind: 'waiting', label: 'Save' })
    expect(chipWith([one, { ...two, state: { status: 'failed', code: 'file-gone' } }])).toMatchObject({
      kind: 'files',
      text: '1 file is needed again',
    })
  })

  it('[S1] it says "Saving…" until it is known how its files are', () => {
    expect(chipWith([]).text).toBe('Saving…')
  })
})

const commands = [addWithFile('a'), addWithFile('b', 'outro.mp4'), addWithFile('c')]

function partlyUploaded(notes: readonly Note[], complete: number) {
  const events = Array.from({ length: complete }, (_, index): CourseEvent => {
    const facts = { fileName: 'f', sizeBytes: 1, type: 'video/mp4', sha256: '', url: '' }
    const finalData = { ...facts, durationSeconds: null, width: null, height: null }
    return { type: 'upload-complete', videoId: `video-${index}`, finalData }
  })
  return outcomeOf(commands, { notes: [...notes], events })
}

const tooLarge: Note = { code: 'upload-failed', command: 0, reason: 'too-large' }
const cancelled: Note = { code: 'upload-failed', command: 1, reason: 'cancelled' }

describe('A save some of whose files did not come', () => {
  it('[U5] is told with the file and why, and leads to the details', () => {
    const toast = toastOf(partlyUploaded([tooLarge], 2), course, 2_000_000_000)
    expect(toast).toEqual({
      sentence: 'Saved. 1 of 3 files could not be uploaded: intro.mp4 is larger than 2.0 GB.',
      hasDetails: true,
    })
    expect(toastOf(partlyUploaded([tooLarge], 2), course).sentence).toMatch(/larger than this server takes\.$/)
  })

  it('[U5] names several', () => {
    const { sentence } = toastOf(partlyUploaded([tooLarge, cancelled], 1), course)
    expect(sentence).toBe('Saved. 2 of 3 files could not be uploaded: intro.mp4 and outro.mp4.')
  })

  it('[U5] says what it can where a newer server has a reason of its own', () => {
    const note: Note = { code: 'upload-failed', command: 0, reason: 'constructor' }
    expect(toastOf(partlyUploaded([note], 2), course).sentence).toMatch(/intro\.mp4 was refused by the server\.$/)
  })

  it('[A5] tells of values that met in a second line', () => {
    const note: Note = { code: 'deleted-meanwhile', command: 1 }
    expect(toastOf(partlyUploaded([tooLarge, note], 2), course).detail).toMatch(/^Saved\. Somebody deleted/)
  })

  it('[S2] is counted in the one summary after a reload', () => {
    expect(summaryOf([partlyUploaded([tooLarge], 2)])).toBe(
      '3 earlier changes of yours are saved. 1 of 3 files could not be uploaded.',
    )
  })

  it('[U5] is a save as any other where all of them came', () => {
    const outcome = partlyUploaded([], 3)
    expect(savedFilesOf(outcome)).toEqual({ total: 3, failed: [] })
    expect(toastOf(outcome, course).sentence).toBe('3 changes saved')
  })
})
