/** `npm run import -- FILE`: a Lectern or Open edX archive becomes a new course on a running server, saved as any client saves [C1]. */
import { openAsBlob } from 'node:fs'
import { parseArgs } from 'node:util'
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { isLecternError } from '../../course/errors.ts'
import { newId, newOperationId } from '../../course/id.ts'
import type { Operation } from '../../course/operation.ts'
import type { Ack } from '../../course/wire/ack.ts'
import { writeOperation } from '../../course/write-operation.ts'
import { importArchive } from '../import/import-archive.ts'
import type { ArchiveImport } from '../import/imported-course.ts'
import { sentenceOf } from '../import/report-sentence.ts'
import { ServerApi } from '../session/server-api.ts'
import type { SessionTransport } from '../session/session-seams.ts'
import { systemRandomBytes, systemTransport } from '../session/system-seams.ts'
import { authorizationFor, signInSentence, tokenUsage, UnsafeServer } from './server-token.ts'

const usage = `Usage: npm run import -- FILE [--server URL] [--preview]

Makes a new course from a Lectern archive (.lectern) or an Open edX archive (OLX, .tar.gz) on a running Lectern server.

  --server URL   where Lectern runs (default: http://127.0.0.1:4400, or PORT)
  --preview      tell what would come in, and change nothing
  --help         this text

${tokenUsage}`

/** Ends with 0: stored. 1: not imported, with the reason. 2: called wrongly. */
process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  const call = readCall(argv)
  if (typeof call === 'number') return call
  const archive = await readFile(call.file)
  if (!archive) return 1
  for (const line of archive.report) console.log(sentenceOf(line))
  if (call.isPreview) return 0
  try {
    return await save(transportTo(call.server), archive)
  } catch (error) {
    if (!(error instanceof UnsafeServer)) throw error
    console.error(`Nothing was imported: ${error.message}`)
    return 1
  }
}

interface Call {
  readonly file: string
  readonly server: string
  readonly isPreview: boolean
}

function readCall(argv: readonly string[]): Call | number {
  const options = {
    server: { type: 'string', default: `http://127.0.0.1:${process.env['PORT'] || 4400}` },
    preview: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const [file] = positionals
    if (values.help) console.log(usage)
    if (values.help) return 0
    if (file === undefined || positionals.length > 1 || !URL.canParse(values.server))
      throw new Error('one FILE is needed')
    return { file, server: values.server.replace(/\/+$/, ''), isPreview: values.preview }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 2
  }
}

async function readFile(file: string): Promise<ArchiveImport | undefined> {
  try {
    const bytes = await openAsBlob(file)
    return await importArchive(bytes, { newId: () => newId(systemRandomBytes) })
  } catch (error) {
    if (!isLecternError(error) && !(error instanceof Error && 'code' in error)) throw error
    console.error(`Nothing was imported from ${file}: ${isLecternError(error) ? error.message : 'it cannot be read.'}`)
    return undefined
  }
}

/** @throws {UnsafeServer} */
function transportTo(server: string): SessionTransport {
  const transport = systemTransport(server)
  const authorization = authorizationFor(server)
  return {
    ...transport,
    fetch: (url, init = {}) => transport.fetch(url, { ...init, headers: { ...init.headers, ...authorization } }),
  }
}

async function save(transport: SessionTransport, { commands, course }: ArchiveImport): Promise<number> {
  const server = transport.baseUrl
  const courseId = newId(systemRandomBytes)
  const operation = operationOf(commands)
  const update = writeOperation(new Y.Doc(), { operation, awaited: new Set() })
  const api = new ServerApi({ transport, courseId, device: operation.device })
  const exchange = { stateVector: new Uint8Array(), updates: [update], operationIds: [operation.operationId] }
  const answer = await api.exchange(exchange)
  const ack = answer.kind === 'ok' ? answer.value.acks.find(isAckOf(operation)) : undefined
  if (ack?.status === 'stored') {
    console.log(`Stored "${course.title}" (${commands.length} changes): ${server}/courses/${courseId}`)
    return 0
  }
  console.error(failureOf(server, answer.kind === 'refused' ? answer.code : ack?.error?.code))
  return 1
}

function operationOf(commands: readonly Command[]): Operation {
  const now = Date.now()
  const by = { id: newId(systemRandomBytes), name: 'Import' }
  const device = newId(systemRandomBytes)
  return { operationId: newOperationId(systemRandomBytes, now), device, by, savedAt: now, commands }
}

function isAckOf({ operationId }: Operation) {
  return (ack: Ack) => ack.operationId === operationId
}

function failureOf(server: string, code: string | undefined): string {
  if (code === 'sign-in') return `Nothing was imported: ${signInSentence}`
  if (code !== undefined) return `The server refused the course (${code}). Nothing was imported.`
  return `${server} did not confirm the course. Is Lectern running there? If it was stored after all, it is in the course list.`
}
