import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChosenFile } from '../../../app/uploads/chosen-file.ts'
import { plannedUploads, type UploadPlan } from '../../../app/uploads/planned-uploads.ts'
import { limits } from '../../../course/limits.ts'

const maxBytes = 1_000
const chosen = (path: string, sizeBytes = 10, type = ''): ChosenFile => ({ path, sizeBytes, type })
const planOf = (...paths: string[]) =>
  plannedUploads(
    paths.map(path => chosen(path)),
    maxBytes,
  )
const titlesOf = (videos: UploadPlan<ChosenFile>['videos']) => videos.map(({ title }) => title)
const outlineOf = ({ chapters }: UploadPlan<ChosenFile>) =>
  Object.fromEntries(chapters.map(({ title, videos }) => [title, titlesOf(videos)]))

describe('What becomes of dropped files', () => {
  it('[U4] is one video for each file, in the order a person counts', () => {
    expect(titlesOf(planOf('part 10.mp4', 'part 2.mp4', 'part 1.mp4').videos)).toEqual(['Part 1', 'Part 2', 'Part 10'])
  })

  it('[U4] is a chapter for each sub-folder of the folder that was dropped', () => {
    const plan = planOf(
      'Biology/02 Genes/2. dna.mp4',
      'Biology/02 Genes/1. rna.mp4',
      'Biology/01 Cells/intro.mp4',
      'Biology/welcome.mp4',
    )
    expect(plan.folderTitle).toBe('Biology')
    expect(titlesOf(plan.videos)).toEqual(['Welcome'])
    expect(outlineOf(plan)).toEqual({ Cells: ['Intro'], Genes: ['Rna', 'Dna'] })
    expect(plan.chapters.map(({ title }) => title)).toEqual(['Cells', 'Genes'])
  })

  it('[U4] is a chapter for each of several folders, and for folders within them', () => {
    const plan = planOf('Cells/a.mp4', 'Genes/b.mp4', 'Genes/Extra/c.mp4', 'loose.mp4')
    expect(plan.folderTitle).toBeUndefined()
    expect(outlineOf(plan)).toEqual({ Cells: ['A'], Genes: ['B'], 'Genes – Extra': ['C'] })
    expect(titlesOf(plan.videos)).toEqual(['Loose'])
  })

  it('[U4] leaves numbers out where all files of a folder count up, and only there', () => {
    expect(titlesOf(planOf('1 start.mp4', '2 middle.mp4', '3 end.mp4').videos)).toEqual(['Start', 'Middle', 'End'])
    expect(titlesOf(planOf('3 ways to learn.mp4', 'summary.mp4').videos)).toEqual(['3 ways to learn', 'Summary'])
  })

  it('[U4] attaches captions to the video of their name', () => {
    const plan = planOf(
      'intro.mp4',
      'intro.vtt',
      'intro.de.srt',
      'intro.pt-BR.vtt',
      'other.vtt',
      'intro.notes here.vtt',
    )
    expect(plan.videos[0]?.captions.map(({ fileName, language }) => [fileName, language])).toEqual([
      ['intro.de.srt', 'de'],
      ['intro.pt-BR.vtt', 'pt-BR'],
      ['intro.vtt', ''],
    ])
    expect(plan.skipped).toEqual([
      { file: chosen('intro.notes here.vtt'), reason: 'captions-without-video' },
      { file: chosen('other.vtt'), reason: 'captions-without-video' },
    ])
  })

  it('[U6] says what is left out, and why', () => {
    const files = [
      chosen('a/.DS_Store'),
      chosen('a/__MACOSX/b.mp4'),
      chosen('a/Thumbs.db'),
      chosen('a/empty.mp4', 0),
      chosen('a/large.mp4', maxBytes + 1),
      chosen('a/notes.txt', 10, 'text/plain'),
      chosen('a/page.html', 10, 'video/mp4'),
      chosen('a/no extension', 10, 'video/mp4'),
    ]
    const plan = plannedUploads(files, maxBytes)
    expect(plan.skipped.map(({ reason }) => reason)).toEqual([
      'hidden',
      'hidden',
      'hidden',
      'empty',
      'too-large',
      'not-media',
      'not-media',
    ])
    expect(titlesOf(plan.videos)).toEqual(['No extension'])
  })

  it('[U4] never leaves its folder, whatever the paths say', () => {
    const plan = planOf('../../etc/intro.mp4', 'C:\\Users\\ana\\film.mp4')
    expect(outlineOf(plan)).toEqual({ Etc: ['Intro'], 'C: – Users – Ana': ['Film'] })
  })

  it('[U4] accounts for every file once, in the same order each time, whatever their names', () => {
    const segment = fc.oneof(
      fc.constantFrom('..', '.', '', '01 a', '2 b', 'a\u202Eb', 'x'.repeat(1_000), '.hidden', 'ä'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    const ending = fc.constantFrom('.mp4', '.vtt', '.de.vtt', '.txt', '', '.MOV')
    const path = fc.tuple(fc.array(segment, { maxLength: 4 }), ending).map(([names, end]) => names.join('/') + end)
    const file = fc.record({ path, sizeBytes: fc.nat(1_200), type: fc.constantFrom('', 'video/mp4', 'text/html') })
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), files => {
        const plan = plannedUploads(files, maxBytes)
        const videos = [...plan.videos, ...plan.chapters.flatMap(chapter => chapter.videos)]
        const taken = videos.flatMap(video => [video.file, ...video.captions.map(captions => captions.file)])
        const all = new Set([...taken, ...plan.skipped.map(skipped => skipped.file)])
        expect(all).toEqual(new Set(files))
        for (const { fileName, title } of videos) {
          expect(fileName.length).toBeLessThanOrEqual(limits.fileNameLength)
          expect(fileName).not.toBe('')
          expect(title.length).toBeLessThanOrEqual(limits.titleLength)
        }
        for (const { title } of plan.chapters) expect(title.length).toBeLessThanOrEqual(limits.titleLength)
        expect(plannedUploads(files, maxBytes)).toEqual(plan)
      }),
      { numRuns: 300 },
    )
  })
})
