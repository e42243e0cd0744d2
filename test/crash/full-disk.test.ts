/** A disk that is full while authors save, and when a server starts on it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { closeCodes } from '../../course/wire/close-code.ts'
import { expectAllStored } from './all-stored.ts'
import { readAfresh } from './coming-back.ts'
import type { CrashAuthor } from './crash-author.ts'
import { makeAuthors, openSessionAuthor, spawnTestServer, startTestServer } from './data-dir.ts'
import { canMount, fillDisk, freeDisk, mountSmallDisk } from './small-disk.ts'
import { readFolder } from './stored-courses.ts'
import { emptyVerdict, judgeFolder } from './verdict.ts'

const megabytes = 12

/** Until the disk takes no more: the server says so by ending the connection. */
async function saveUntilFull(author: CrashAuthor): Promise<number> {
  author.keepSaving(2)
  return await author.link.closed
}

/** A folder as a server leaves it that was asked to stop. */
async function saveAndStop(dataDir: string): Promise<CrashAuthor> {
  const server = await startTestServer({ dataDir })
  const [author] = makeAuthors(0)
  await author.connect(server.url)
  author.save()
  await author.saved()
  server.send('SIGTERM')
  expect(await server.exited).toEqual({ code: 0, signal: null })
  return author
}

describe.skipIf(!canMount)('A disk that is full', () => {
  it('[P3][A1][S3] takes no save and acknowledges none, lets everybody read, and takes all of them when there is room', async () => {
    const disk = mountSmallDisk(megabytes)
    const dataDir = join(disk, 'data')
    const server = await startTestServer({ dataDir })
    const [author] = makeAuthors(0)
    const inApp = openSessionAuthor(server.url)
    await author.connect(server.url)
    await inApp.heard(await inApp.save())

    fillDisk(disk)
    expect(await saveUntilFull(author)).toBe(closeCodes.storeUnavailable)
    const meanwhile = await inApp.save()
    const verdict = emptyVerdict()
    const stored = judgeFolder(readFolder(dataDir), [author], verdict).get(author) ?? 0
    expect(verdict).toEqual(emptyVerdict())
    expect(stored).toBe(author.acked.size)
    expect(stored).toBeLessThan(author.saves.length)
    expect(await readAfresh(server, { author, count: stored })).toEqual([])

    freeDisk(disk)
    await inApp.heard(meanwhile)
    expect(inApp.broken).toEqual([])
    await expectAllStored(dataDir, server, author)
  })

  it('[P3] is no reason for a server not to start: courses can be read, and saved when there is room', async () => {
    const disk = mountSmallDisk(megabytes)
    const dataDir = join(disk, 'data')
    const first = await startTestServer({ dataDir })
    const [author] = makeAuthors(0)
    await author.connect(first.url)
    fillDisk(disk)
    await saveUntilFull(author)
    first.send('SIGKILL')
    await first.exited
    // As the first one left it, had it died a moment later.
    rmSync(join(dataDir, 'reserve'), { force: true })
    fillDisk(disk)

    const second = await startTestServer({ dataDir })
    expect(await readAfresh(second, { author, count: author.acked.size })).toEqual([])
    freeDisk(disk)
    await expectAllStored(dataDir, second, author)
  })
  it('[P3] is none either after a stop, which has put the log away: the reserve makes room to begin it anew', async () => {
    const disk = mountSmallDisk(megabytes)
    const dataDir = join(disk, 'data')
    const author = await saveAndStop(dataDir)
    fillDisk(disk)

    const second = await startTestServer({ dataDir })
    expect(await readAfresh(second, { author, count: author.acked.size })).toEqual([])
    freeDisk(disk)
    await author.connect(second.url)
    author.save()
    await author.saved()
    await expectAllStored(dataDir, second, author)
  })

  it('[P3] is what a server says that cannot start, where the reserve is gone too', async () => {
    const disk = mountSmallDisk(megabytes)
    const dataDir = join(disk, 'data')
    await saveAndStop(dataDir)
    rmSync(join(dataDir, 'reserve'))
    fillDisk(disk)

    const second = spawnTestServer({ dataDir })
    expect(await second.exited).toEqual({ code: 1, signal: null })
    expect(second.complaint).toBe(`Lectern cannot start: ${join(dataDir, 'lock.db')}: database or disk is full.\n`)
  })
})
