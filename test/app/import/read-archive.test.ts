import { packTar, type TarEntry } from 'modern-tar'
import { expect, it } from 'vitest'
import { archiveOf, codeOf, fileEntries, gzip, importBytes, inlineCourse, outlineOf } from './olx-archive.ts'

const course = inlineCourse('<chapter display_name="Basics"/>')
const bytesOf = (text: string) => new TextEncoder().encode(text)
const file = (name: string, body = ''): TarEntry => ({ header: { name, size: body.length, type: 'file' }, body })

it('[C1] reads an archive that is not compressed as well', async () => {
  expect(outlineOf(await importBytes(await packTar(fileEntries(course))))).toEqual([['Basics', []]])
})

it.each([
  ['an empty file', bytesOf('')],
  ['a text', bytesOf('Dear author, '.repeat(100))],
  ['a zip file', bytesOf(`PK\u0003\u0004${'\0'.repeat(1000)}`)],
  ['the mere start of gzip', Uint8Array.of(0x1f, 0x8b)],
])('[C1] refuses %s: it is no archive', async (_, bytes) => {
  expect(await codeOf(importBytes(bytes))).toBe('not-an-archive')
})

it('[C1] refuses a compressed file that is no tar inside', async () => {
  expect(await codeOf(importBytes(await gzip(bytesOf('Dear author, '.repeat(100)))))).toBe('not-an-archive')
})

it('[C1] refuses an archive that is cut off anywhere, compressed or not', async () => {
  const tar = await packTar(fileEntries(course))
  const compressed = await gzip(tar)
  const halves = [tar.slice(0, tar.length - 1024), tar.slice(0, 700), compressed.slice(0, compressed.length / 2)]

  for (const half of halves) expect(await codeOf(importBytes(half))).toBe('not-an-archive')
})

it('[C1] refuses an archive with a damaged byte', async () => {
  const tar = await packTar(fileEntries(course))
  tar.set([0x41], 3)

  expect(await codeOf(importBytes(tar))).toBe('not-an-archive')
})

it.each(['../course/course.xml', 'course/../../etc/passwd', '/etc/passwd', 'C:/course.xml', 'course\\..\\x.xml'])(
  '[C1] refuses an archive with the path %s',
  async path => {
    expect(await codeOf(archiveOf(course, [file(path)]).then(bytes => importBytes(bytes)))).toBe('archive-unsafe')
  },
)

it('[C1] refuses a path with a zero byte, behind which another system sees another path', async () => {
  const name = 'course/a.xml\0.png'
  const bytes = await archiveOf(course, [{ header: { name: 'a', size: 0, pax: { path: name } } }])

  expect(await codeOf(importBytes(bytes))).toBe('archive-unsafe')
})

it('[C1] refuses a path without end', async () => {
  const bytes = await archiveOf(course, [file(`${'deep/'.repeat(500)}a.png`)])

  expect(await codeOf(importBytes(bytes))).toBe('archive-unsafe')
})

it('[C1] follows no link and opens no device, and says which it left out', async () => {
  const bytes = await archiveOf(course, [
    { header: { name: 'course/static/passwords', size: 0, type: 'symlink', linkname: '/etc/passwd' } },
    { header: { name: 'course/chapter/a.xml', size: 0, type: 'link', linkname: 'course/course.xml' } },
    { header: { name: 'course/static/disk', size: 0, type: 'block-device' } },
    { header: { name: 'course/static/pipe', size: 0, type: 'fifo' } },
  ])

  expect((await importBytes(bytes)).report.filter(({ code }) => code === 'link' || code === 'special-file')).toEqual([
    { kind: 'left-out', code: 'link', path: 'course/static/passwords' },
    { kind: 'left-out', code: 'link', path: 'course/chapter/a.xml' },
    { kind: 'left-out', code: 'special-file', path: 'course/static/disk' },
    { kind: 'left-out', code: 'special-file', path: 'course/static/pipe' },
  ])
})

it('[C1] takes the last of two files with one path, as tar does, and says so', async () => {
  const again = inlineCourse('', 'display_name="Second"')['course/course.xml'] ?? ''
  const imported = await importBytes(await archiveOf(course, [file('./course//course.xml', again)]))

  expect(imported.course.title).toBe('Second')
  expect(imported.report).toContainEqual({ kind: 'problem', code: 'duplicate-path', path: 'course/course.xml' })
})

it('[C1] stops at an archive that is small but expands without measure', async () => {
  const sizeBytes = 8 * 1024 * 1024
  const bomb = await archiveOf(course, [
    { header: { name: 'course/static/bomb.bin', size: sizeBytes }, body: new Uint8Array(sizeBytes) },
  ])

  expect(bomb.length).toBeLessThan(64 * 1024)
  expect(await codeOf(importBytes(bomb, { decompressedBytes: 1024 * 1024 }))).toBe('archive-too-large')
})

it.each([
  ['file', { compressedBytes: 100 }],
  ['number of entries', { entries: 2 }],
  ['single file of the course', { fileBytes: 50 }],
  ['course description as a whole', { keptBytes: 90 }],
])('[C1] refuses an archive whose %s is too large', async (_, limits) => {
  const bytes = await archiveOf(course, [file('course/chapter/a.xml', '<chapter/>'), file('course/static/a.png')])

  expect(await codeOf(importBytes(bytes, limits))).toBe('archive-too-large')
})

it('[C1] says in the error what is wrong with the archive, without control characters', async () => {
  const bytes = await archiveOf(course, [file('/etc/\u001b[2Jpasswd')])

  await expect(importBytes(bytes)).rejects.toThrow('The archive has an absolute path: /etc/ [2Jpasswd')
})
