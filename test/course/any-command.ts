/** Arbitrary commands over few ids, so that they meet: missing targets, existing ids and equal positions included. */
import * as fc from 'fast-check'
import type { Command } from '../../course/command.ts'
import type { Author, Course, Place, Source, Stamp } from '../../course/model.ts'

export const ann: Author = { id: 'ann', name: 'Ann' }
export const stamp: Stamp = { by: ann, at: 1_763_870_000_000, operationId: '019aae00-0000-7000-8000-000000000001' }

export const anyChapterId = fc.constantFrom('c1', 'c2', 'c3', 'c4')
export const anyVideoId = fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5')
export const anyTitle = fc.constantFrom('', 'Basics', 'Foundations', 'Über', '起承転結')
export const anyPosition = fc.constantFrom('a0', 'a1', 'a1', 'a0V', 'Zz')
const anyPlace = fc.tuple(anyChapterId, anyPosition) as fc.Arbitrary<Place>

/** Plain objects, as JSON has them. */
function record<Fields>(fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> }): fc.Arbitrary<Fields> {
  return fc.record(fields, { noNullPrototype: true })
}

export const anySource: fc.Arbitrary<Source> = fc.oneof(
  record({ kind: fc.constant('link' as const), url: fc.webUrl() }),
  record({
    kind: fc.constant('upload' as const),
    uploadId: fc.constantFrom('u1', 'u2'),
    fileName: fc.constantFrom('intro.mp4', 'slides.pdf'),
    sizeBytes: fc.nat(),
    type: fc.constant('video/mp4'),
  }),
)

export const anyCaptions = fc.array(
  record({
    uploadId: fc.constantFrom('u3', 'u4'),
    language: fc.constantFrom('en', 'de'),
    fileName: fc.constant('en.vtt'),
  }),
  { maxLength: 2 },
)

const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const anyFields = fc.record(
  { title: anyTitle, description: orNull(anyTitle), language: orNull(fc.constantFrom('en', 'de')) },
  { requiredKeys: [], noNullPrototype: true },
)

const is = <const Type extends string>(type: Type) => fc.constant(type)

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  anyFields.map(fields => ({ type: 'edit-course' as const, ...fields, was: {} })),
  record({ type: is('add-chapter'), chapterId: anyChapterId, title: anyTitle, position: anyPosition }),
  record({ type: is('rename-chapter'), chapterId: anyChapterId, title: anyTitle, was: anyTitle }),
  record({ type: is('move-chapter'), chapterId: anyChapterId, position: anyPosition, was: anyPosition }),
  record({
    type: is('delete-chapter'),
    chapterId: anyChapterId,
    videoIds: fc.uniqueArray(anyVideoId, { maxLength: 3 }),
  }),
  record({ type: is('restore-chapter'), chapterId: anyChapterId }),
  fc.record(
    { type: is('add-video'), videoId: anyVideoId, title: anyTitle, place: anyPlace, source: anySource },
    { requiredKeys: ['type', 'videoId', 'title', 'place'], noNullPrototype: true },
  ),
  record({ type: is('rename-video'), videoId: anyVideoId, title: anyTitle, was: anyTitle }),
  record({ type: is('move-video'), videoId: anyVideoId, place: anyPlace, was: anyPlace }),
  record({
    type: is('replace-video'),
    videoId: anyVideoId,
    source: orNull(anySource),
    was: orNull(anySource),
  }),
  record({
    type: is('set-captions'),
    videoId: anyVideoId,
    captions: orNull(anyCaptions),
    was: orNull(anyCaptions),
  }),
  record({ type: is('delete-video'), videoId: anyVideoId }),
  record({ type: is('restore-video'), videoId: anyVideoId }),
)

export const anyCommands = fc.array(anyCommand, { maxLength: 40, size: 'max' })

/** The course without who deleted what and when: for comparing what is undone or coalesced. */
export function withoutStamps(course: Course): Course {
  const chapters = [...course.chapters.values()].map(chapter =>
    chapter.deleted ? { ...chapter, deleted: { ...stamp, videoIds: chapter.deleted.videoIds } } : chapter,
  )
  const videos = [...course.videos.values()].map(video => (video.deleted ? { ...video, deleted: stamp } : video))
  return {
    info: course.info,
    chapters: new Map(chapters.map(chapter => [chapter.id, chapter])),
    videos: new Map(videos.map(video => [video.id, video])),
  }
}
