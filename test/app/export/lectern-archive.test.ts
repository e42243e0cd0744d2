import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeLecternArchive } from '../../../app/export/write-lectern-archive.ts'
import { importArchive } from '../../../app/import/import-archive.ts'
import { type ImportLimits, importLimits } from '../../../app/import/import-limits.ts'
import { sentenceOf } from '../../../app/import/report-sentence.ts'
import { uploadIdsIn } from '../../../app/uploads/upload-commands.ts'
import { readCourse } from '../../../course/document.ts'
import { type Course, emptyCourse } from '../../../course/model.ts'
import { withoutStamps } from '../../course/any-command.ts'
import { docOf } from '../../course/course-doc.ts'
import { codeOf, gzip } from '../import/olx-archive.ts'
import { anyCourse } from './hostile-course.ts'

const exportedAt = 1_763_870_000_000
const deleted = { by: { id: 'ann', name: 'Ann' }, at: 5, operationId: 'operation' }
const course: Course = {
  info: { title: 'Knots', description: 'Ropes\nand knots', language: 'en' },
  chapters: new Map([
    ['basics', { id: 'basics', title: 'Basics', position: 'a0' }],
    ['old', { id: 'old', title: 'Old', position: 'a0', deleted: { ...deleted, videoIds: ['lost'] } }],
  ]),
  videos: new Map([
    [
      'intro',
      { id: 'intro', title: 'Intro', place: ['basics', 'a0'], source: { kind: 'link', url: 'https://a.org/' } },
    ],
    ['ends', { id: 'ends', title: 'Ends', place: ['basics', 'a1'], deleted }],
    ['lost', { id: 'lost', title: 'Lost', place: ['old', 'a0'], captions: [] }],
    ['stray', { id: 'stray', title: 'Stray', place: ['old', 'a1'] }],
  ]),
}

const importFile = (file: Blob, limits: Partial<ImportLimits> = {}) =>
  importArchive(file, { newId: () => 'unused', limits: { ...importLimits, ...limits } })
const textOf = (file: Blob) => new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text()

/** The archive of the course above, changed by hand. */
async function archiveWith(change: Record<string, unknown>): Promise<Blob> {
  const archive: object = JSON.parse(await textOf(await writeLecternArchive(course, exportedAt)))
  return new Blob([JSON.stringify({ ...archive, ...change })])
}

describe('A Lectern archive', () => {
  it('[C1][C2][C3] brings back the same course, whatever is in it but for the content of files', {
    timeout: 20_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async before => {
        const { commands } = await importFile(await writeLecternArchive(before, exportedAt))
        const after = readCourse(docOf(commands))
        expect(withoutStamps(after)).toEqual(withoutStamps(wellFormed(withoutFiles(before))))
      }),
      { numRuns: 100 },
    )
  })

  it('[C1] is readable by other programs: JSON, compressed, one entity a line', async () => {
    const text = await textOf(await writeLecternArchive(course, exportedAt))

    expect(text.split('\n')).toContain('{"id":"basics","title":"Basics","position":"a0"},')
    expect(JSON.parse(text)).toMatchObject({ format: 'lectern-archive', version: 1, exportedAt, course: course.info })
  })

  it('[C1] keeps who deleted what, and when, for whoever reads the file', async () => {
    const text = await textOf(await writeLecternArchive(course, exportedAt))

    expect(JSON.parse(text)).toMatchObject({ videos: [{ id: 'intro' }, { id: 'ends', deleted }, {}, {}] })
  })

  it('[C1] is imported without compression as well', async () => {
    const text = await textOf(await writeLecternArchive(course, exportedAt))
    const { commands } = await importFile(new Blob(['\ufeff \n', text]))

    expect(readCourse(docOf(commands)).chapters.size).toBe(2)
  })

  it('[C1] says before it comes in what is in it', async () => {
    const source = { kind: 'upload', uploadId: 'u1', fileName: 'a.mp4', sizeBytes: 1, type: 'video/mp4' } as const
    const captions = [{ uploadId: 'u2', language: 'de', fileName: 'a.de.vtt' }] as const
    const withFile = { id: 'file', title: 'File', place: ['basics', 'a2'], source, captions } as const
    const videos = new Map(course.videos).set(withFile.id, withFile)
    const imported = await importFile(await writeLecternArchive({ ...course, videos }, exportedAt))

    expect(imported.course).toMatchObject({ title: 'Knots', chapters: [{ title: 'Basics', videos: [{}, {}] }] })
    expect(imported.report.map(sentenceOf)).toEqual([
      '1 chapter will be added.',
      '2 videos will be added.',
      '1 video without a chapter: added under Unfiled.',
      '3 deleted chapters and videos: added to the trash.',
      'The file “a.mp4” of the video “File” is not in the archive, which holds names only: choose it again after the import.',
      'The file “a.de.vtt” of the video “File” is not in the archive, which holds names only: choose it again after the import.',
    ])
  })

  it('[U7] refers to no upload: the new course has none, and its save would wait for it for ever', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async before => {
        const { commands } = await importFile(await writeLecternArchive(before, exportedAt))
        expect(uploadIdsIn(commands)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('The import of a Lectern archive', () => {
  it.each([
    ['a newer version', { version: 2 }, 'archive-too-new'],
    ['no version', { version: 'one' }, 'archive-not-a-course'],
    ['another format', { format: 'shopping-list' }, 'not-an-archive'],
    ['no chapters', { chapters: undefined }, 'archive-not-a-course'],
    ['a chapter without a position', { chapters: [{ id: 'a', title: 'A' }] }, 'archive-not-a-course'],
    ['a title that is too long', { course: { title: 'x'.repeat(1001) } }, 'archive-not-a-course'],
    ['an id that is none', { chapters: [{ id: '__proto__', title: 'A', position: 'a0' }] }, 'archive-not-a-course'],
    [
      'something nobody knows',
      { videos: [{ id: 'a', title: 'A', place: ['b', 'a0'], rating: 5 }] },
      'archive-not-a-course',
    ],
    ['one id twice', { videos: [{ id: 'basics', title: 'A', place: ['b', 'a0'] }] }, 'archive-not-a-course'],
    ['a place that is none', { videos: [{ id: 'a', title: 'A', place: 'b' }] }, 'archive-not-a-course'],
  ])('[C1] refuses %s', async (_, change, code) => {
    expect(await codeOf(archiveWith(change).then(file => importFile(file)))).toBe(code)
  })

  it('[C1] says which part is wrong, without control characters', async () => {
    const file = await archiveWith({ videos: [{ id: 'a', title: 'A', place: ['b', 'a0'], '\u001b[2J': 5 }] })

    await expect(importFile(file)).rejects.toThrow(/^The archive holds no course: videos\[0\]: [^\u001b]+\.$/)
  })

  it('[C1] refuses what is cut off or damaged', async () => {
    const file = await writeLecternArchive(course, exportedAt)
    const text = await textOf(file)
    const broken = [file.slice(0, file.size - 9), new Blob([text.slice(0, -3)]), new Blob([Uint8Array.of(0x7b, 0xff)])]

    for (const part of broken) expect(await codeOf(importFile(part))).toBe('not-an-archive')
  })

  it('[C1] stops at an archive that expands without measure', async () => {
    const bomb = new Blob([await gzip(new TextEncoder().encode(`{${' '.repeat(1024 * 1024)}`))])

    expect(bomb.size).toBeLessThan(4096)
    expect(await codeOf(importFile(bomb, { lecternBytes: 100_000 }))).toBe('archive-too-large')
    expect(await codeOf(importFile(bomb, { compressedBytes: 100 }))).toBe('archive-too-large')
  })

  it('[C1] refuses more chapters and videos than one save holds, before it looks at each', async () => {
    const file = await archiveWith({ videos: Array.from({ length: 200_001 }, () => 0) })

    expect(await codeOf(importFile(file))).toBe('archive-too-large')
  })

  it('[C1] answers an archive with damaged bytes with a course or a clear error', { timeout: 20_000 }, async () => {
    const bytes = new TextEncoder().encode(await textOf(await writeLecternArchive(course, exportedAt)))
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), async (at, byte) => {
        const damaged = bytes.slice()
        damaged[at] = byte
        expect(['not-an-archive', 'archive-too-new', 'archive-not-a-course', undefined]).toContain(
          await codeOf(importFile(new Blob([damaged]))),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('[C1] takes an empty course', async () => {
    const { commands } = await importFile(await writeLecternArchive(emptyCourse, exportedAt))

    expect(readCourse(docOf(commands))).toEqual(emptyCourse)
  })
})

function withoutFiles(before: Course): Course {
  const videos = [...before.videos.values()].map(({ captions: _, source, ...video }) => ({
    ...video,
    ...(source?.kind === 'link' && { source }),
  }))
  return { ...before, videos: new Map(videos.map(video => [video.id, video])) }
}

/** As UTF-8 can hold it: half a character is none. */
function wellFormed({ info, chapters, videos }: Course): Course {
  const titled = <Titled extends { readonly title: string }>(entity: Titled) => ({
    ...entity,
    title: entity.title.toWellFormed(),
  })
  const { description, language } = info
  return {
    info: {
      title: info.title.toWellFormed(),
      ...(description !== undefined && { description: description.toWellFormed() }),
      ...(language !== undefined && { language: language.toWellFormed() }),
    },
    chapters: new Map([...chapters.values()].map(chapter => [chapter.id, titled(chapter)])),
    videos: new Map([...videos.values()].map(video => [video.id, titled(video)])),
  }
}
