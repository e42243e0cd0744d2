/** Folders and servers of one test: gone when it is over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { CrashAuthor } from './crash-author.ts'
import { seededRandom } from './random.ts'
import { type ServerOptions, type ServerProcess, spawnServer } from './server-process.ts'
import { SessionAuthor } from './session-author.ts'

export function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-crash-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** Killed at the end of the test, if it still lives. */
export function spawnTestServer(options: ServerOptions): ServerProcess {
  const server = spawnServer(options)
  onTestFinished(async () => {
    server.send('SIGKILL')
    await server.exited
  })
  return server
}

export async function startTestServer(options: ServerOptions): Promise<ServerProcess> {
  const server = spawnTestServer(options)
  await server.listening()
  return server
}

/** One author in each of so many courses, two in the first. */
export function makeAuthors(courses: number): [CrashAuthor, ...CrashAuthor[]] {
  const random = seededRandom(1)
  const makeAuthor = (course: number, index: number) =>
    new CrashAuthor({ courseId: `course-${course}`, device: `device-${index}`, random })
  return [makeAuthor(0, 0), ...Array.from({ length: courses }, (_, index) => makeAuthor(index, index + 1))]
}

/** The app's own session, with a course of its own: closed when the test is over. */
export function openSessionAuthor(url: string): SessionAuthor {
  const author = new SessionAuthor(url)
  onTestFinished(() => author.session.close())
  return author
}

export async function connectAll(authors: readonly CrashAuthor[], { url }: ServerProcess): Promise<void> {
  await Promise.all(authors.map(author => author.connect(url)))
}
