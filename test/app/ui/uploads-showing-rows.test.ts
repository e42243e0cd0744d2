/** What rows hear of uploads: each only of its own. */
import { describe, expect, it } from 'vitest'
import { viewOfMark } from '../../../app/components/uploads/mark-view.ts'
import { actionsOf } from '../../../app/components/uploads/upload-actions.ts'
import { UploadMarks } from '../../../app/components/uploads/upload-marks.ts'
import { ServerUploads } from '../../../app/session/server-uploads.ts'
import { failureSentence, statusText } from '../../../app/text/uploads-showing.ts'
import { type UploadState, type UploadsSnapshot, uploadFailureCodes } from '../../../app/uploads/upload-state.ts'
import type { Course, Video } from '../../../course/model.ts'
import { course, stateWith } from './session-fixtures.ts'
import { itemWith, snapshotOf } from './uploads-fixtures.ts'

function videoWith(id: string, uploadId: string): Video {
  const source = { kind: 'upload' as const, uploadId, fileName: `${id}.mp4`, sizeBytes: 1000, type: 'video/mp4' }
  return { id, title: id, place: ['basics', 'a0'], source }
}

const filed: Course = {
  ...course,
  videos: new Map([
    ['intro', videoWith('intro', 'upload-1')],
    ['outro', videoWith('outro', 'upload-2')],
  ]),
}

function setUp() {
  const uploads = new ServerUploads()
  const listeners = new Set<() => void>()
  let snapshot: UploadsSnapshot = snapshotOf([])
  const marks = new UploadMarks({
    uploads,
    getState: () => stateWith({ course: filed }),
    subscribe: () => () => undefined,
  })
  const stop = marks.start({
    getSnapshot: () => snapshot,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  const show = (next: UploadsSnapshot) => {
    snapshot = next
    for (const listener of listeners) listener()
  }
  const calls: string[] = []
  for (const id of ['intro', 'outro']) marks.subscribe(id, () => calls.push(id))
  return { marks, uploads, show, calls, stop }
}

const uploading = (storedBytes: number): UploadState => ({ status: 'uploading', sentBytes: storedBytes, storedBytes })

describe('A video whose file is on its way', () => {
  it('[U3] is drawn again when its own upload moves, and no other is', () => {
    const { marks, show, calls } = setUp()
    const outro = itemWith(uploading(0), { uploadId: 'upload-2', videoId: 'outro' })
    show(snapshotOf([itemWith(uploading(100), { storedBytes: 100 }), outro]))
    expect(calls.sort()).toEqual(['intro', 'outro'])
    calls.length = 0
    show(snapshotOf([itemWith(uploading(200), { storedBytes: 200 }), outro]))
    expect(calls).toEqual(['intro'])
    const mark = marks.get('intro')
    expect(mark && viewOfMark(mark, 1000)).toMatchObject({ percent: 20, text: '20 % of 1.0 kB', look: 'moving' })
  })

  it('[U3] says what the server has of what somebody else uploads, below 100 % until it is verified', () => {
    const { marks, uploads, calls } = setUp()
    uploads.heard({ intro: { progress: 46, status: 'uploading' } })
    uploads.heard({ intro: { progress: 46, status: 'uploading' } })
    expect(calls).toEqual(['intro'])
    const textOf = () => {
      const mark = marks.get('intro')
      return mark && viewOfMark(mark, 27_000_000).text
    }
    expect(textOf()).toBe('46 % of 27 MB')
    uploads.heard({ intro: { progress: 99, status: 'verifying' } })
    expect(textOf()).toBe('99 % · being checked')
    uploads.heard({ intro: { progress: 100, status: 'complete' } })
    expect(textOf()).toBe('Uploaded')
  })

  it('[U3] says nothing of others while the server cannot be heard', () => {
    const { marks, uploads } = setUp()
    uploads.heard({ intro: { progress: 46, status: 'uploading' } })
    uploads.disconnected()
    expect(marks.get('intro')).toBeUndefined()
  })

  it('[U3] believes this browser of its own files, and shows no file that the video has no more', () => {
    const { marks, uploads, show } = setUp()
    uploads.heard({ intro: { progress: 46, status: 'uploading' } })
    show(snapshotOf([itemWith({ status: 'paused' }), itemWith(uploading(0), { uploadId: 'before' })]))
    expect(marks.get('intro')).toMatchObject({
      kind: 'own',
      item: { uploadId: 'upload-1', state: { status: 'paused' } },
    })
    show(snapshotOf([itemWith(uploading(0), { uploadId: 'before' })]))
    expect(marks.get('intro')).toMatchObject({ kind: 'others' })
  })

  it('[U4] says how long its file takes beside the others that share the line', () => {
    const { marks, show } = setUp()
    const both = [itemWith(uploading(0)), itemWith(uploading(0), { uploadId: 'upload-2', videoId: 'outro' })]
    show(snapshotOf(both, 100))
    const mark = marks.get('intro')
    expect(mark && viewOfMark(mark, 1000).text).toBe('0 % of 1.0 kB · 20 s left')
  })
})

describe('What can be done about an upload', () => {
  it.each([
    [{ status: 'waiting', cause: 'turn' }, ['pause', 'cancel']],
    [{ status: 'verifying' }, ['pause', 'cancel']],
    [{ status: 'paused' }, ['resume', 'cancel']],
    [{ status: 'retrying', at: 0, reason: 'unreachable' }, ['retry', 'pause', 'cancel']],
    [{ status: 'failed', code: 'wrong-hash' }, ['retry', 'cancel']],
    [{ status: 'failed', code: 'wrong-type' }, []],
    [{ status: 'failed', code: 'too-large' }, []],
    [{ status: 'failed', code: 'empty-file' }, []],
    [{ status: 'failed', code: 'file-gone' }, ['choose-again', 'cancel']],
    [{ status: 'failed', code: 'file-changed' }, ['choose-again', 'cancel']],
    [{ status: 'cancelled' }, ['retry']],
    [{ status: 'complete' }, []],
  ] as const)('[U4] depends on its state: %j', (state, actions) => {
    expect(actionsOf(itemWith(state))).toEqual(actions)
  })
})

describe('What is said about a file', () => {
  it('[U3] is that it is checked when the server has all of it, and not when it has only left this device', () => {
    const texts = [400, 1000].map(storedBytes => statusText(itemWith({ status: 'verifying' }, { storedBytes })))
    expect(texts).toEqual(['40 % of 1.0 kB', '99 % · being checked'])
  })

  it('[S3] is no failure while it goes on by itself', () => {
    const reasons = ['unreachable', 'server-full', 'busy', 'stalled', 'signed-out'] as const
    const texts = reasons.map(reason => statusText(itemWith({ status: 'retrying', at: 0, reason })))
    expect(texts.filter(text => /fail|error|could not/i.test(text))).toEqual([])
    const mark = { kind: 'own', item: itemWith({ status: 'retrying', at: 0, reason: 'stalled' }) } as const
    expect(viewOfMark(mark, 1000).look).toBe('still')
  })

  it('[U6] is one sentence with its name for each refusal', () => {
    const sentences = uploadFailureCodes.map(code => failureSentence('intro.mp4', code, 2_000_000_000))
    expect(new Set(sentences).size).toBe(uploadFailureCodes.length)
    expect(sentences.every(sentence => /^"intro\.mp4" .*\.$/.test(sentence))).toBe(true)
    expect(sentences[0]).toBe('"intro.mp4" is larger than 2.0 GB.')
  })

  it('[U1] is plain where this browser has no room to keep it', () => {
    const mark = { kind: 'own', item: itemWith(uploading(0), { isKept: false }) } as const
    expect(viewOfMark(mark, 1000).detail).toMatch(/closing this tab loses it/)
  })
})
