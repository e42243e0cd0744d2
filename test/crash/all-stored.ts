/** How each fault has to end: with nothing lost, nothing twice, and a folder as if there had been none. */
import { expect } from 'vitest'
import { comeBack } from './coming-back.ts'
import type { CrashAuthor } from './crash-author.ts'
import { findingsOf } from './findings.ts'
import type { ServerProcess } from './server-process.ts'
import { readFolder } from './stored-courses.ts'
import { emptyVerdict, judgeFolder } from './verdict.ts'

/** The author comes back and gets each operation's one fate; the server, asked to stop, ends well. */
export async function expectAllStored(dataDir: string, server: ServerProcess, author: CrashAuthor): Promise<void> {
  expect(await comeBack(server, { author, first: 0 })).toEqual([])
  server.send('SIGTERM')
  expect(await server.exited).toEqual({ code: 0, signal: null })
  const verdict = emptyVerdict()
  expect(judgeFolder(readFolder(dataDir), [author], verdict).get(author)).toBe(author.saves.length)
  expect(verdict).toEqual(emptyVerdict())
  expect(await findingsOf(dataDir)).toEqual([])
}
