/** Uploads as the screens see them: plain data, no queue. */
import type { UploadItem, UploadState, UploadsSnapshot } from '../../../app/uploads/upload-state.ts'
import { totalsOf } from '../../../app/uploads/upload-state.ts'
import type { Command } from '../../../course/command.ts'

export function itemWith(state: UploadState, part: Partial<UploadItem> = {}): UploadItem {
  return {
    ...{ uploadId: 'upload-1', videoId: 'intro', fileName: 'intro.mp4', sizeBytes: 1000, type: 'video/mp4' },
    ...{ isKept: true, storedBytes: 0 },
    ...part,
    state,
  }
}

export function snapshotOf(items: readonly UploadItem[], bytesPerSecond = 0): UploadsSnapshot {
  return { items, totals: totalsOf(items, bytesPerSecond) }
}

export function addWithFile(uploadId: string, fileName = 'intro.mp4'): Command {
  const source = { kind: 'upload' as const, uploadId, fileName, sizeBytes: 1000, type: 'video/mp4' }
  return { type: 'add-video', videoId: `video-of-${uploadId}`, title: 'Intro', place: ['basics', 'a0'], source }
}
