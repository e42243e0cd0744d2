/** Hostile archives through the real reader: a course that the gate takes, or a clear error, in bounded time and memory. */
import { importArchive } from '../../../app/import/import-archive.ts'
import type { ArchiveImport } from '../../../app/import/imported-course.ts'
import { sentenceOf } from '../../../app/import/report-sentence.ts'
import { isLecternError } from '../../../course/errors.ts'
import { writeOperation } from '../../../course/write-operation.ts'
import { chanceOf } from '../chance.ts'
import type { FuzzOptions } from '../report.ts'
import { FuzzScene } from '../updates/scene.ts'
import { threadMs } from '../updates/thread-time.ts'
import { anyArchive } from './any-archive.ts'
import { baseArchives } from './base-archives.ts'

/** Of the thread that reads: a browser's tab stands still for so long. */
const maxReadMs = 5000
/** On the clock on the wall, where somebody waits for what never comes. */
const maxWaitMs = 300_000
/** Beyond what there was: a reader may keep 128 MiB and has its input, and a bomb, beside it. */
const maxGrowthBytes = 1024 * 1024 * 1024

const newIds = () => {
  let count = 0
  return () => `id-${++count}`
}

/** Each archive has a seed of its own. */
export async function fuzzArchives({ runs, seed, report }: FuzzOptions): Promise<number> {
  const bases = await baseArchives()
  const before = process.memoryUsage.rss()
  let next = seed
  for (; next < seed + runs && report.failures.length === 0; next++) {
    const archive = anyArchive(bases, chanceOf(next))
    const startedMs = threadMs()
    const { outcome, faults } = await readInTime(archive)
    const tookMs = threadMs() - startedMs
    report.count(outcome)
    report.took(tookMs)
    if (tookMs > maxReadMs) faults.push(`read for ${tookMs.toFixed(0)} ms`)
    const growth = process.memoryUsage.rss() - before
    if (growth > maxGrowthBytes) faults.push(`${Math.round(growth / 1024 / 1024)} MB more than before`)
    for (const what of faults) report.failed({ seed: next, what })
  }
  return next
}

interface Verdict {
  readonly outcome: string
  readonly faults: string[]
}

async function readInTime(archive: Uint8Array<ArrayBuffer>): Promise<Verdict> {
  const waited = new AbortController()
  const hang = new Promise<Verdict>(resolve => {
    const timer = setTimeout(() => resolve({ outcome: 'hang', faults: ['it hangs'] }), maxWaitMs)
    waited.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  try {
    return await Promise.race([read(archive), hang])
  } finally {
    waited.abort()
  }
}

async function read(archive: Uint8Array<ArrayBuffer>): Promise<Verdict> {
  let imported: ArchiveImport
  try {
    imported = await importArchive(archive, { newId: newIds() })
  } catch (error) {
    if (!isLecternError(error)) return { outcome: 'threw', faults: [`it threw ${stackOf(error)}`] }
    return { outcome: error.code, faults: errorFaults(error.code, error.message) }
  }
  return { outcome: 'a course', faults: [...reportFaults(imported), ...(await gateFaults(imported))] }
}

const control = /\p{Cc}/u
const longestSentence = 2000

function errorFaults(code: string, message: string): string[] {
  const isClear = /^(not-an-archive|archive-)/.test(code) && message.length < longestSentence && !control.test(message)
  return isClear ? [] : [`an error that says nothing: ${code} ${message.slice(0, 300)}`]
}

/** What is shown before it is saved. */
function reportFaults({ report }: ArchiveImport): string[] {
  const told = report.map(sentenceOf)
  const isShort = told.length < 1000 && told.every(line => line.length < longestSentence && !control.test(line))
  return isShort ? [] : [`a report that nobody can read: ${told.length} lines`]
}

/** Saved as any author saves: the room must take it, and its rows must be what the document says. */
async function gateFaults({ commands }: ArchiveImport): Promise<string[]> {
  const scene = new FuzzScene()
  await scene.open()
  const operation = { operationId: operationId, device: 'ana', by: { id: 'ana', name: 'Ana' }, savedAt: 1, commands }
  await scene.save('ana', writeOperation(scene.ana.doc, { operation, awaited: new Set() }))
  await scene.check()
  return scene.violations
}

const operationId = '0190f3a0-0000-7000-8000-000000000001'

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
