/** All uploads as one: shown, and spoken at its quarters. */
import { describe, expect, it } from 'vitest'
import { LiveUploads } from '../../../app/components/uploads/live-uploads.ts'
import { totalOf } from '../../../app/components/uploads/upload-total.ts'
import { nextSpoken, type Spoken } from '../../../app/components/uploads/use-uploads-spoken.ts'
import { ServerUploads } from '../../../app/session/server-uploads.ts'
import { timeLeftText, totalText } from '../../../app/text/uploads-showing.ts'
import { percentOf, type UploadState, type UploadsSnapshot } from '../../../app/uploads/upload-state.ts'
import type { Course, Video } from '../../../course/model.ts'
import { course, stateWith } from './session-fixtures.ts'
import { itemWith, snapshotOf } from './uploads-fixtures.ts'

const source = { kind: 'upload' as const, uploadId: 'upload-1', fileName: 'a.mp4', sizeBytes: 1000, type: 'video/mp4' }
const intro: Video = { id: 'intro', title: 'Intro', place: ['basics', 'a0'], source }
const filed: Course = { ...course, videos: new Map([['intro', intro]]) }

function at(storedBytes: number, state: UploadState = { status: 'uploading', sentBytes: 0, storedBytes }) {
  return itemWith(state, { storedBytes })
}

function speak(snapshots: readonly UploadsSnapshot[]): string[] {
  let before: Spoken | undefined
  return snapshots.flatMap(snapshot => {
    const { spoken, sentences } = nextSpoken(before, snapshot)
    before = spoken
    return sentences
  })
}

describe('All uploads together', () => {
  it('[U3] follow the server while a chunk is on its way, for its own file and never backwards', () => {
    const session = { uploads: new ServerUploads(), getState: () => stateWith({ course: filed }) }
    const own = snapshotOf([at(100), itemWith({ status: 'verifying' }, { uploadId: 'captions', storedBytes: 10 })])
    const live = new LiveUploads({ getSnapshot: () => own, subscribe: () => () => undefined }, session)
    expect(live.getSnapshot()).toBe(own)
    session.uploads.heard({ intro: { progress: 46, status: 'uploading' } })
    expect(live.getSnapshot().items.map(({ storedBytes }) => storedBytes)).toEqual([460, 10])
    expect(live.getSnapshot().totals.storedBytes).toBe(470)
    expect(live.getSnapshot()).toBe(live.getSnapshot())
    session.uploads.heard({ intro: { progress: 5, status: 'uploading' } })
    expect(live.getSnapshot()).toBe(own)
    session.uploads.heard({ intro: { progress: 99, status: 'verifying' } })
    expect(live.getSnapshot().items.map(percentOf)).toEqual([99, 1])
    session.uploads.heard({ intro: { progress: 100, status: 'complete' } })
    expect(live.getSnapshot().items.map(percentOf)).toEqual([99, 1])
    session.uploads.disconnected()
    expect(live.getSnapshot().items.map(percentOf)).toEqual([99, 1])
  })

  it('[U3] are not at 100 % before the last file is verified', () => {
    const total = totalOf(snapshotOf([at(1000, { status: 'verifying' })]))
    expect(total.percent).toBe(99)
    expect(totalOf(snapshotOf([at(1000, { status: 'complete' })])).percent).toBe(100)
  })

  it('[U4] say how many of them are there, how far they are, and how long it takes', () => {
    const failed = itemWith({ status: 'failed', code: 'empty-file' }, { uploadId: 'c' })
    const total = totalOf(snapshotOf([at(1000, { status: 'complete' }), at(500), failed], 50))
    expect(totalText.title(total)).toBe('1 of 2 files uploaded')
    expect(totalText.amount(total)).toBe('75 % · 1.5 kB of 2.0 kB · 10 s left')
    expect(total.failed).toBe(1)
  })

  it('[U4] are spoken at the quarters, once each, with each file that fails', () => {
    const failed = itemWith({ status: 'failed', code: 'wrong-type' }, { uploadId: 'b', fileName: 'notes.mp4' })
    expect(
      speak([
        snapshotOf([]),
        snapshotOf([at(0)]),
        ...[100, 260, 300, 500, 740, 760].map(storedBytes => snapshotOf([at(storedBytes)])),
        snapshotOf([at(1000, { status: 'verifying' }), failed]),
        snapshotOf([at(1000, { status: 'complete' }), failed]),
      ]),
    ).toEqual([
      'Uploading 1 file',
      'Uploads: 25 %',
      'Uploads: 50 %',
      'Uploads: 75 %',
      '"notes.mp4" is no video, audio file or PDF, whatever its name says.',
      '1 file uploaded',
    ])
  })

  it('[U4] begin anew with more files, and say nothing of what was there before', () => {
    const done = at(1000, { status: 'complete' })
    expect(speak([snapshotOf([done]), snapshotOf([done, at(0)])])).toEqual(['Uploading 1 file'])
  })

  it('[U4] have a time left that does not flicker', () => {
    expect([0.2, 12, 59, 61, 600, 5400].map(timeLeftText)).toEqual([
      ...['5 s left', '15 s left', '60 s left', '1 min left', '10 min left', '1.5 h left'],
    ])
  })
})
