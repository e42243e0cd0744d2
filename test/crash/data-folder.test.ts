/** A data folder that two servers want, and one whose log was torn by a crash. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectAll, makeAuthors, makeDataDir, spawnTestServer, startTestServer } from './data-dir.ts'
import { seededRandom } from './random.ts'
import { readFolder } from './stored-courses.ts'
import { emptyVerdict, judgeFolder } from './verdict.ts'

describe('A data folder with a server', () => {
  it('[P3] is refused to a second server with a sentence, and taken by the next one after the first was killed', async () => {
    const dataDir = makeDataDir()
    const first = await startTestServer({ dataDir })
    const authors = makeAuthors(1)
    await connectAll(authors, first)
    for (const author of authors) author.save()
    await Promise.all(authors.map(author => author.saved()))

    const second = spawnTestServer({ dataDir })
    expect(await second.exited).toEqual({ code: 1, signal: null })
    expect(second.complaint).toBe(`Lectern cannot start: another server already uses ${dataDir}.\n`)

    first.send('SIGKILL')
    await first.exited
    const third = await startTestServer({ dataDir })
    await connectAll(authors, third)
    for (const author of authors) {
      const again = await author.offerAgain(0)
      expect(again).toEqual([...author.acked.values()])
    }
  })
})

/** The log before and after a commit differs in one stretch: what that commit has written. */
function writtenStretch(before: Buffer, after: Buffer): { readonly start: number; readonly end: number } {
  const differs = (index: number) => before[index] !== after[index]
  let start = 0
  while (start < after.length && !differs(start)) start++
  let end = after.length
  while (end > start && !differs(end - 1)) end--
  return { start, end }
}

/** Of the log after the stretch: what an earlier use of the file has left there. */
const moreBytes = 64 * 1024

describe('A log torn in the middle of a commit', () => {
  it('[P1][P2] gives every acknowledged operation, and the torn one whole or not at all', async () => {
    const dataDir = makeDataDir()
    const server = await startTestServer({ dataDir })
    const [author] = makeAuthors(0)
    if (!author) throw new Error('there is one author')
    await author.connect(server.url)
    for (let save = 0; save < 12; save++) {
      author.save()
      await author.saved()
    }
    const log = join(dataDir, 'lectern.db-wal')
    const logBefore = readFileSync(log)
    const database = readFileSync(join(dataDir, 'lectern.db'))
    const acknowledged = author.acked.size
    const last = author.save()
    await author.saved()
    const logAfter = readFileSync(log)
    server.send('SIGKILL')
    await server.exited
    expect(readFileSync(join(dataDir, 'lectern.db')).equals(database)).toBe(true)
    const { start, end } = writtenStretch(logBefore, logAfter)
    expect(end - start).toBeGreaterThan(4096)
    const before = logBefore.subarray(0, end + moreBytes)
    const after = logAfter.subarray(0, end + moreBytes)
    // Of the last commit nothing is claimed: it may be there or not.
    author.acked.delete(last.operation.operationId)

    const random = seededRandom(6)
    const cuts = [start, start + 1, end - 1, ...Array.from({ length: 12 }, () => start + random.below(end - start))]
    const torn = cuts.flatMap(cut => [
      // What the disk wrote first is there; the rest is the old bytes, or the file ends.
      { log: Buffer.concat([after.subarray(0, cut), before.subarray(cut)]), isWhole: false },
      { log: after.subarray(0, cut), isWhole: false },
      // A disk may write the end first.
      { log: Buffer.concat([before.subarray(0, cut), after.subarray(cut)]), isWhole: cut === start },
    ])
    for (const { log: bytes, isWhole } of [...torn, { log: after, isWhole: true }]) {
      const copyDir = makeDataDir()
      copyFileSync(join(dataDir, 'lectern.db'), join(copyDir, 'lectern.db'))
      writeFileSync(join(copyDir, 'lectern.db-wal'), bytes)
      const verdict = emptyVerdict()
      const stored = judgeFolder(readFolder(copyDir), [author], verdict)
      expect(verdict).toEqual(emptyVerdict())
      expect(stored.get(author)).toBe(acknowledged + (isWhole ? 1 : 0))
    }
  })
})
