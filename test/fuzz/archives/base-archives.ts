/** Archives as honest programs write them, taken apart: what is bent. */
import { existsSync, openAsBlob } from 'node:fs'
import path from 'node:path'
import { unpackTar } from 'modern-tar'
import { exportedOutline } from '../../../app/export/exported-outline.ts'
import { writeLecternArchive } from '../../../app/export/write-lectern-archive.ts'
import { writeOlx } from '../../../app/export/write-olx.ts'
import type { Course } from '../../../course/model.ts'
import { type Files, inlineUnit } from '../../app/import/olx-archive.ts'

export interface Entry {
  readonly name: string
  readonly body: Uint8Array<ArrayBuffer>
}

export interface BaseArchives {
  /** The entries of Open edX archives. */
  readonly olx: readonly (readonly Entry[])[]
  /** The JSON of Lectern archives. */
  readonly lectern: readonly string[]
}

/** A real export, where it lies beside the project. */
const samplePath = path.resolve(import.meta.dirname, '../../../../shared/samples/openedx-demo-course.tar.gz')

const small: Files = {
  ...inlineUnit('<sequential url_name="s"/><video display_name="Hitch" youtube="1.00:abcdefghijk"/>'),
  'course/sequential/s.xml': '<sequential><vertical><video url_name="v"/></vertical></sequential>',
  'course/video/v.xml': '<video display_name="Bowline"><source src="https://example.org/a.mp4"/></video>',
  'course/policies/run/policy.json': '{"course/run": {"display_name": "Knots", "language": "en"}}',
  'course/about/short_description.html': '<p>Ropes &amp; knots</p>',
  'course/static/notes.txt': 'not read',
}

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
    ['lost', { id: 'lost', title: 'Lost', place: ['old', 'a0'], captions: [], deleted }],
  ]),
}

export async function baseArchives(): Promise<BaseArchives> {
  const names = { untitledCourse: 'Course', untitled: 'Untitled', unfiled: 'Unfiled' }
  const exported = await entriesOf(await writeOlx(exportedOutline(course, names)))
  const real = existsSync(samplePath) ? [await entriesOf(await openAsBlob(samplePath))] : []
  return {
    olx: [entriesOfFiles(small), exported, ...real],
    lectern: [await unzipped(await writeLecternArchive(course, 5))],
  }
}

function entriesOfFiles(files: Files): Entry[] {
  return Object.entries(files).map(([name, text]) => ({ name, body: new TextEncoder().encode(text) }))
}

async function entriesOf(archive: Blob): Promise<Entry[]> {
  const tar = archive.stream().pipeThrough(new DecompressionStream('gzip'))
  const entries = await unpackTar(tar)
  return entries.map(({ header, data }) => ({ name: header.name, body: new Uint8Array(data ?? []) }))
}

function unzipped(archive: Blob): Promise<string> {
  return new Response(archive.stream().pipeThrough(new DecompressionStream('gzip'))).text()
}
