import { expect, it } from 'vitest'
import {
  carriedTitles,
  newChapter,
  sectionsOf,
  videoCountOf,
  withTitles,
} from '../../../app/screens/course/uploads/edited-plan.ts'
import { OpenUploads } from '../../../app/screens/course/uploads/open-uploads.ts'
import { arrivedUploads, referencesIn, releasable } from '../../../app/screens/course/uploads/upload-references.ts'
import type { CourseSession } from '../../../app/session/session-state.ts'
import { leftOutSentences, refusalSentence } from '../../../app/text/uploads-adding.ts'
import { plannedUploads } from '../../../app/uploads/planned-uploads.ts'
import type { UploadItem, UploadState } from '../../../app/uploads/upload-state.ts'
import type { Command } from '../../../course/command.ts'
import { course } from './session-fixtures.ts'

const chosen = (path: string, sizeBytes = 1000) => ({ path, sizeBytes, type: '' })
const maxBytes = 2 * 1024 ** 3
const basics = course.chapters.get('basics')
const newTitle = 'New chapter'

it('[U4] shows a dropped folder as what it becomes: its videos in one chapter, a chapter for each sub-folder', () => {
  const files = ['Knots/10 Ends.mp4', 'Knots/2 Rope.mp4', 'Knots/Bends/Sheet.mp4'].map(path => chosen(path))
  const plan = plannedUploads(files, maxBytes)
  const shown = sectionsOf(plan, { chapter: undefined, newTitle })
  expect(shown.map(({ title, isNew, videos }) => [title, isNew, videos.map(video => video.title)])).toEqual([
    ['Knots', true, ['Rope', 'Ends']],
    ['Bends', true, ['Sheet']],
  ])
  const [first] = sectionsOf(plan, { chapter: basics, newTitle })
  expect(first).toMatchObject({ title: 'Basics', isNew: false })
  expect(videoCountOf(plan)).toBe(3)
})

it('[U4] calls a chapter of files without a folder a new one, until its author names it', () => {
  const plan = plannedUploads([chosen('Rope.mp4')], maxBytes)
  expect(sectionsOf(plan, { chapter: undefined, newTitle })).toMatchObject([{ title: 'New chapter', isNew: true }])
  expect(withTitles(plan, new Map([[plan, ' Splices ']])).folderTitle).toBe('Splices')
  expect(withTitles(plan, new Map()).folderTitle).toBeUndefined()
})

it('[U4] adds videos and chapters under the titles that their author typed, and a proposed one where it was emptied', () => {
  const plan = plannedUploads(
    ['A/Rope.mp4', 'A/B/Ends.mp4'].map(path => chosen(path)),
    maxBytes,
  )
  const [chapter] = plan.chapters
  const [rope, ends] = [plan.videos[0], chapter?.videos[0]]
  if (!chapter || !rope || !ends) throw new Error('the plan has a chapter and two videos')
  const titles = new Map<object, string>([
    [rope, 'Which rope '],
    [ends, '  '],
    [chapter, 'Whippings'],
  ])
  const edited = withTitles(plan, titles)
  expect(edited.videos.map(({ title }) => title)).toEqual(['Which rope'])
  expect(edited.chapters).toMatchObject([{ title: 'Whippings', videos: [{ title: 'Ends' }] }])
  expect(edited.folderTitle).toBe('A')
  expect(newChapter).not.toBe(basics?.id)
})

it('[U4] keeps what was typed when more files are dropped on the preview', () => {
  const [rope, ends] = ['A/Rope.mp4', 'A/B/Ends.mp4'].map(path => chosen(path))
  if (!rope || !ends) throw new Error('two files')
  const plan = plannedUploads([rope, ends], maxBytes)
  const [chapter] = plan.chapters
  const [video] = chapter?.videos ?? []
  if (!chapter || !video) throw new Error('the plan has a chapter with a video')
  const titles = new Map<object, string>([
    [plan, 'Knots'],
    [chapter, 'Whippings'],
    [video, 'The ends'],
  ])
  const next = plannedUploads([rope, ends, chosen('A/B/Also.mp4')], maxBytes)
  const edited = withTitles(next, carriedTitles({ plan, titles }, next))
  expect(edited).toMatchObject({
    folderTitle: 'Knots',
    videos: [{ title: 'Rope' }],
    chapters: [{ title: 'Whippings', videos: [{ title: 'Also' }, { title: 'The ends' }] }],
  })
})

it('[U6] says of each file that is left out why, in one sentence for each reason', () => {
  const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt']
  const files = [
    { fileName: 'film.mp4', reason: 'too-large' as const },
    { fileName: '.DS_Store', reason: 'hidden' as const },
    ...names.map(fileName => ({ fileName, reason: 'not-media' as const })),
  ]
  expect(leftOutSentences(files, 2_000_000_000)).toEqual([
    '"film.mp4" is larger than 2.0 GB, the most that this server takes.',
    '"a.txt", "b.txt", "c.txt" and 2 more files are no videos, audio files or PDFs.',
    '1 hidden file was passed over.',
  ])
  expect(leftOutSentences([], maxBytes)).toEqual([])
  expect(refusalSentence({ fileName: 'x.mp4', reason: 'empty' }, maxBytes)).toBe(
    '"x.mp4" is empty. The video is as it was.',
  )
})

const source = (uploadId: string) =>
  ({ kind: 'upload', uploadId, fileName: `${uploadId}.mp4`, sizeBytes: 10, type: 'video/mp4' }) as const
const addVideo = (videoId: string, uploadId: string): Command => {
  return { type: 'add-video', videoId, title: videoId, place: ['basics', 'a0'], source: source(uploadId) }
}
const item = (uploadId: string, status: 'complete' | 'failed' | 'cancelled'): UploadItem => ({
  ...{ uploadId, videoId: 'v', fileName: 'v.vtt', sizeBytes: 5, type: '', isKept: true, storedBytes: 0 },
  state: (status === 'failed' ? { status, code: 'refused' } : { status }) satisfies UploadState,
})

it('[U1] knows what waiting commands refer to, each file once, and of captions those that are new or here', () => {
  const captionsOf = (uploadId: string) => ({ uploadId, language: uploadId, fileName: `${uploadId}.vtt` })
  const was = ['here', 'elsewhere'].map(captionsOf)
  const captions = [...was, captionsOf('lost')]
  const commands: Command[] = [
    addVideo('intro', 'one'),
    addVideo('copy', 'one'),
    { type: 'set-captions', videoId: 'v', captions, was },
    { type: 'delete-video', videoId: 'outro' },
  ]
  const references = referencesIn(commands, [item('here', 'complete')])
  expect(references.map(({ uploadId, sizeBytes }) => [uploadId, sizeBytes])).toEqual([
    ['one', 10],
    ['here', 5],
    // How long they were is said nowhere.
    ['lost', undefined],
  ])
  expect(references.at(-1)).toMatchObject({ videoId: 'v', fileName: 'lost.vtt' })
})

it('[U1][U5] lets go of the files of a stored save, but not of one that may be tried again or that another save refers to', () => {
  const items = [
    item('done', 'complete'),
    item('failed', 'failed'),
    item('stopped', 'cancelled'),
    item('again', 'complete'),
  ]
  const uploadIds = ['done', 'failed', 'stopped', 'again', 'long gone']
  expect(releasable(uploadIds, { items, waiting: new Set(['again']) })).toEqual(['done'])
})

it('[U1] finds the files whose save was stored while nobody looked: complete, and the saved course refers to them', () => {
  const intro = { id: 'intro', title: 'Intro', place: ['basics', 'a0'], source: source('done') } as const
  const saved = { ...course, videos: new Map([['intro', intro]]) }
  const items = [item('done', 'complete'), item('drafted', 'complete'), item('failed', 'failed')]
  expect(arrivedUploads(items, saved)).toEqual(['done'])
  expect(arrivedUploads(items, course)).toEqual([])
})

it('[U1] has one engine for each open course of a tab, however many screens ask, until the course is closed', async () => {
  const log: string[] = []
  const [knots, ropes] = [{}, {}] as CourseSession[]
  if (!knots || !ropes) throw new Error('two sessions')
  const uploads = new OpenUploads(async session => {
    log.push(`opened ${session === knots ? 'knots' : 'ropes'}`)
    return { close: async () => void log.push('closed') }
  })
  const [one, two] = await Promise.all([uploads.of(knots), uploads.of(knots), uploads.of(ropes)])
  expect(one).toBe(two)
  await uploads.close(knots)
  await uploads.close(knots)
  await uploads.of(knots)
  expect(log).toEqual(['opened knots', 'opened ropes', 'closed', 'opened knots'])
})

it('[S3] tries again to load the engine after it could not be loaded', async () => {
  let isReached = false
  const uploads = new OpenUploads(async () => {
    if (!isReached) throw new TypeError('Failed to fetch dynamically imported module')
    return { close: async () => undefined }
  })
  const session = {} as CourseSession
  await expect(uploads.of(session)).rejects.toThrow()
  isReached = true
  await expect(uploads.of(session)).resolves.toBeDefined()
})
