/** `npm run export -- ID`: courses of a running server as files, one each: as the server has stored them. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type * as z from 'zod/mini'
import type { Course } from '../../course/model.ts'
import {
  type CourseVersion,
  courseDetailsSchema,
  courseListSchema,
  courseVersionSchema,
} from '../../course/wire/http.ts'
import { exportFile } from '../export/export-file.ts'
import type { ExportFormat } from '../export/left-out.ts'
import { exportText } from '../text/export.ts'
import { outlineText } from '../text/outline.ts'
import { fileNameOf } from '../text/words.ts'
import { authorizationFor, signInSentence, tokenUsage, UnsafeServer } from './server-token.ts'

const usage = `Usage: npm run export -- ID… --to DIR [--format FORMAT] [--server URL]
       npm run export -- --all --to DIR [--format FORMAT] [--server URL]

Writes courses of a running Lectern server into a folder, a file each. Nothing is written over.

  --all            every course, those in the trash included
  --to DIR         the folder; made where it is not there
  --format FORMAT  lectern (default: the whole course), olx (Open edX) or markdown
  --server URL     where Lectern runs (default: http://127.0.0.1:4400, or PORT)
  --help           this text

${tokenUsage}`

const formats: readonly ExportFormat[] = ['lectern', 'olx', 'markdown']

/** What was asked is not what a Lectern server answers. */
class NoAnswer extends Error {}

/** Ends with 0: all are written. 1: some are not, with the reason. 2: called wrongly. */
process.exitCode = await main(process.argv.slice(2))

interface Call {
  readonly courseIds: readonly string[] | 'all'
  readonly to: string
  readonly format: ExportFormat
  readonly server: string
}

async function main(argv: readonly string[]): Promise<number> {
  const call = readCall(argv)
  if (typeof call === 'number') return call
  try {
    const { server, to } = call
    const courseIds = call.courseIds === 'all' ? await listCourses(server) : call.courseIds
    await mkdir(to, { recursive: true })
    let failed = 0
    for (const courseId of courseIds) if (!(await exportCourse(courseId, call))) failed++
    return failed > 0 ? 1 : 0
  } catch (error) {
    if (!isExpected(error)) throw error
    console.error(`Nothing was exported: ${error.message}`)
    return 1
  }
}

function readCall(argv: readonly string[]): Call | number {
  const options = {
    all: { type: 'boolean', default: false },
    to: { type: 'string' },
    format: { type: 'string', default: 'lectern' },
    server: { type: 'string', default: `http://127.0.0.1:${process.env['PORT'] || 4400}` },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    if (values.help) console.log(usage)
    if (values.help) return 0
    const format = formats.find(known => known === values.format)
    const server = URL.canParse(values.server) ? values.server.replace(/\/+$/, '') : undefined
    if (values.to === undefined) throw new Error('--to is needed')
    if (values.all === positionals.length > 0) throw new Error('Either one ID or more are needed, or --all')
    if (!format || server === undefined) throw new Error(format ? '--server is no address' : '--format is not known')
    return { courseIds: values.all ? 'all' : positionals, to: values.to, format, server }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 2
  }
}

async function listCourses(server: string): Promise<string[]> {
  const { courses } = await ask(`${server}/api/courses`, courseListSchema)
  return courses.map(({ id }) => id)
}

/** False: not written, and said why. */
async function exportCourse(courseId: string, call: Call): Promise<boolean> {
  try {
    const course = await fetchCourse(call.server, courseId)
    const file = await exportFile(call.format, { course, names: outlineText, exportedAt: Date.now() })
    const path = await writeNew(call, {
      title: course.info.title,
      courseId,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })
    console.log(`${course.info.title || outlineText.untitledCourse}: ${path}`)
    return true
  } catch (error) {
    if (!isExpected(error)) throw error
    console.error(`Course ${courseId} was not exported: ${error.message}`)
    return false
  }
}

/** Its newest revision, whole: the trash of the course included. */
async function fetchCourse(server: string, courseId: string): Promise<Course> {
  const url = `${server}/api/courses/${encodeURIComponent(courseId)}`
  const { revision } = await ask(url, courseDetailsSchema)
  return courseOf(await ask(`${url}/versions/${revision}`, courseVersionSchema))
}

function courseOf({ title, description, language, chapters, videos }: CourseVersion): Course {
  return {
    info: { title, ...(description !== undefined && { description }), ...(language !== undefined && { language }) },
    chapters: new Map(chapters.map(chapter => [chapter.id, chapter])),
    videos: new Map(videos.map(video => [video.id, video])),
  }
}

interface NamedFile {
  readonly title: string
  readonly courseId: string
  readonly bytes: Uint8Array
}

/** With the course's id in its name: titles may be the same. */
async function writeNew({ to, format }: Call, { title, courseId, bytes }: NamedFile): Promise<string> {
  const { extension } = exportText.formats[format]
  const path = join(to, fileNameOf(title, `${courseId.replace(/[^\w.-]/g, '_')}.${extension}`))
  await writeFile(path, bytes, { flag: 'wx' })
  return path
}

async function ask<Schema extends z.ZodMiniType>(url: string, schema: Schema): Promise<z.infer<Schema>> {
  const response = await fetch(url, { headers: authorizationFor(url) })
  if (response.status === 401) throw new NoAnswer(signInSentence)
  if (!response.ok) throw new NoAnswer(`the server answered ${response.status}.`)
  const parsed = schema.safeParse(await response.json())
  if (!parsed.success) throw new NoAnswer('this is not the answer of a Lectern server.')
  return parsed.data
}

/** A server that is not there, that refuses or is another; a disk that says no. */
function isExpected(error: unknown): error is Error {
  if (error instanceof NoAnswer || error instanceof UnsafeServer || error instanceof SyntaxError) return true
  // What `fetch` throws where nothing answers.
  if (error instanceof TypeError && error.message === 'fetch failed') return true
  return error instanceof Error && 'code' in error
}
