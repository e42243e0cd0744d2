import { expect, it } from 'vitest'
import { leftOutOf } from '../../../app/export/left-out.ts'
import type { Course, Video } from '../../../course/model.ts'
import { stamp } from '../../course/any-command.ts'

const file = { kind: 'upload', uploadId: 'u', fileName: 'a.mp4', sizeBytes: 1, type: 'video/mp4' } as const
const captions = [{ uploadId: 'c', language: 'en', fileName: 'en.vtt' }]
const videos: readonly Video[] = [
  { id: 'file', title: 'File', place: ['basics', 'a0'], source: file, captions },
  { id: 'script', title: 'Script', place: ['basics', 'a1'], source: { kind: 'link', url: 'javascript:alert(1)' } },
  { id: 'link', title: 'Link', place: ['gone', 'a0'], source: { kind: 'link', url: 'https://example.org/' } },
  { id: 'old-file', title: 'Old file', place: ['old', 'a0'], source: file },
  { id: 'lost', title: 'Lost', place: ['basics', 'a2'], deleted: stamp },
]
const course: Course = {
  info: { title: 'Knots' },
  chapters: new Map([
    ['basics', { id: 'basics', title: 'Basics', position: 'a0' }],
    ['old', { id: 'old', title: 'Old', position: 'a1', deleted: { ...stamp, videoIds: ['old-file'] } }],
  ]),
  videos: new Map(videos.map(video => [video.id, video])),
}

it('[C3] says of our own archive that only the content of files stays out, those in the trash too', () => {
  expect(leftOutOf(course, 'lectern')).toEqual({ trashed: 0, files: 2, captions: 1, links: 0 })
})

it.each(['olx', 'markdown'] as const)(
  '[C3] says of %s that the trash, files, captions and unsafe links stay out',
  format => {
    expect(leftOutOf(course, format)).toEqual({ trashed: 3, files: 1, captions: 1, links: 1 })
  },
)
