/** `npm run lectern -- COMMAND`: looks after a data folder. The only file here that names an engine, writes to a terminal and knows the time. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isLecternError } from '../../course/errors.ts'
import { newId } from '../../course/id.ts'
import { Aside } from '../../persistence/files/aside.ts'
import { openFileMediaStore, readFileMediaStore } from '../../persistence/files/media-store.ts'
import { copySqlite, restoreSqlite } from '../../persistence/sqlite/copied-database.ts'
import { inspectSqlite, mendSqlite } from '../../persistence/sqlite/inspected-store.ts'
import { systemSeams } from '../system-seams.ts'
import { backUp } from './backup.ts'
import { examine, mend } from './doctor.ts'
import type { Finding } from './finding.ts'
import { linesOf } from './finding-lines.ts'
import { sentenceOf } from './finding-sentence.ts'
import { databaseFile } from './manifest.ts'
import { type Call, help, readCall } from './options.ts'
import { restore } from './restore.ts'

/** What a command has to say, and how the process ends. */
interface Outcome {
  readonly exitCode: 0 | 1 | 2
  /** The result in a sentence. */
  readonly summary: string
  readonly findings?: readonly Finding[]
  readonly mended?: readonly Finding[]
}

process.exitCode = await main(readCall(process.argv.slice(2), process.env))

async function main(call: Call): Promise<number> {
  switch (call.command) {
    case 'help':
      console.log(help)
      return 0
    case 'wrong':
      console.error(`${call.message}\n\n${help}`)
      return 2
    default: {
      const outcome = await run(call)
      tell(outcome, call.isJson)
      return outcome.exitCode
    }
  }
}

type Work = Exclude<Call, { readonly command: 'help' | 'wrong' }>

async function run(call: Work): Promise<Outcome> {
  const isThere = call.command === 'restore' || existsSync(join(call.dataDir, databaseFile))
  if (!isThere) return { exitCode: 2, summary: `There is no ${databaseFile} in ${call.dataDir}.` }
  try {
    switch (call.command) {
      case 'backup':
        return await runBackup(call)
      case 'restore':
        return await runRestore(call)
      case 'doctor':
        return await runDoctor(call)
      default:
        return call satisfies never
    }
  } catch (error) {
    const isExpected = isLecternError(error) || (error instanceof Error && 'code' in error)
    if (!isExpected) throw error
    return { exitCode: 2, summary: `Nothing could be done: ${error.message}.` }
  }
}

async function runBackup({ dataDir, to }: Extract<Work, { command: 'backup' }>): Promise<Outcome> {
  const result = await backUp(to, {
    copyDatabase: dir => copySqlite(dataDir, dir),
    inspect: inspectSqlite,
    media: readFileMediaStore(dataDir),
    now: systemSeams.clock.now,
  })
  switch (result.kind) {
    case 'target-exists':
      return { exitCode: 2, summary: `${to} is there already. A backup goes into a new folder.` }
    case 'unsound':
      return { exitCode: 2, summary: 'No backup was made.', findings: result.findings }
    case 'done': {
      const { manifest, findings } = result
      const { courses, operations } = manifest.counts
      const summary = `Backed up and verified in ${to}: ${courses} courses, ${operations} operations, ${manifest.files.length - 1} files of uploads.`
      return { exitCode: findings.length > 0 ? 1 : 0, summary, findings }
    }
    default:
      return result satisfies never
  }
}

async function runRestore({ from, dataDir }: Extract<Work, { command: 'restore' }>): Promise<Outcome> {
  const newEpoch = () => newId(systemSeams.randomBytes)
  const result = await restore(
    { from, dataDir },
    {
      inspect: inspectSqlite,
      openMedia: () => openFileMediaStore({ dataDir }),
      restoreDatabase: () => restoreSqlite({ backupDir: from, dataDir, newEpoch }),
    },
  )
  switch (result.kind) {
    case 'not-a-backup':
      return { exitCode: 2, summary: `${from} is no backup that this Lectern knows.` }
    case 'target-not-empty':
      return { exitCode: 2, summary: `${dataDir} is not empty. A backup is restored into an empty folder.` }
    case 'unsound':
      return { exitCode: 2, summary: 'Nothing was restored.', findings: result.findings }
    case 'done': {
      const since = new Date(result.manifest.startedAt).toISOString()
      const summary = `Restored ${result.courses} courses into ${dataDir}, as they were at ${since}. Each has a new epoch.`
      return { exitCode: 0, summary }
    }
    default:
      return result satisfies never
  }
}

async function runDoctor(call: Extract<Work, { command: 'doctor' }>): Promise<Outcome> {
  const { dataDir, isDeep, isMending } = call
  const store = isMending ? mendSqlite(dataDir) : inspectSqlite(dataDir)
  try {
    const parts = { store, media: readFileMediaStore(dataDir) }
    const found = await examine(parts, isDeep)
    const mended = isMending ? await mend({ ...parts, aside: new Aside(dataDir) }, found) : []
    const findings = mended.length > 0 ? await examine(parts, isDeep) : found
    const summary = findings.length > 0 ? `${findings.length} findings in ${dataDir}.` : healthy(call, parts.store)
    return { exitCode: findings.length > 0 ? 1 : 0, summary, findings, mended }
  } finally {
    store.close()
  }
}

function healthy({ dataDir }: { readonly dataDir: string }, store: ReturnType<typeof inspectSqlite>): string {
  const { courses, updates, operations, uploads } = store.count()
  const { engine, schema, logBytes } = store.facts()
  const holds = `${courses} courses, ${updates} updates, ${operations} operations, ${uploads} uploads`
  return `All is well in ${dataDir}: ${holds} (${engine}, schema ${schema}, log of ${logBytes} bytes).`
}

function tell({ summary, findings = [], mended = [], exitCode }: Outcome, isJson: boolean): void {
  const withSentence = (finding: Finding) => ({ ...finding, sentence: sentenceOf(finding) })
  if (isJson) {
    const said = { summary, findings: findings.map(withSentence), mended: mended.map(withSentence) }
    console.log(JSON.stringify(said, null, 2))
    return
  }
  for (const line of linesOf(mended)) console.log(`Mended. ${line}`)
  for (const line of linesOf(findings)) console.log(line)
  if (exitCode === 2) console.error(summary)
  else console.log(summary)
}
