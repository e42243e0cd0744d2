/** A server whose clock jumps by years, while authors save and between two starts. */
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { sha256Of } from '../sync-server/uploads/fixtures/sample.ts'
import { uploadFile } from '../sync-server/uploads/fixtures/upload.ts'
import { expectAllStored } from './all-stored.ts'
import type { CrashAuthor } from './crash-author.ts'
import { connectAll, makeAuthors, makeDataDir, openSessionAuthor, startTestServer } from './data-dir.ts'
import { seededRandom } from './random.ts'
import type { ServerProcess } from './server-process.ts'

const dayMs = 24 * 60 * 60_000
const yearMs = 365 * dayMs

it('[P1][A1][A4][S2] orders, acknowledges and answers by revisions, whatever its clock says', async () => {
  const dataDir = makeDataDir()
  const server = await startTestServer({ dataDir })
  const authors = makeAuthors(1)
  const inApp = openSessionAuthor(server.url)
  await connectAll(authors, server)
  for (const author of authors) author.keepSaving(2)
  for (const jumpMs of [10 * yearMs, -20 * yearMs, -50 * yearMs, 0]) {
    await server.setClockOff(jumpMs)
    const acked = authors.map(author => author.acked.size)
    for (const [index, author] of authors.entries()) {
      await author.link.until(() => author.acked.size >= (acked[index] ?? 0) + 10)
    }
    await inApp.heard(await inApp.save())
  }
  await Promise.all(authors.map(author => author.saved()))

  for (const { link } of authors) expect(link.isClosed).toBe(false)
  expect([...inApp.told.values()]).toEqual([1, 1, 1, 1])
  expect(inApp.broken).toEqual([])
  const revisions = await listedRevisions(server, authors[0])
  expect(revisions).toEqual(Array.from(revisions, (_, index) => revisions.length - index))
  server.send('SIGTERM')
  await server.exited
  const next = await startTestServer({ dataDir, clockOffMs: -30 * yearMs })
  await expectAllStored(dataDir, next, authors[0])
})

/** Page by page, the newest first. */
async function listedRevisions({ url }: ServerProcess, { courseId }: CrashAuthor): Promise<readonly number[]> {
  const revisions: number[] = []
  for (let next: number | undefined = Number.MAX_SAFE_INTEGER; next !== undefined; ) {
    const response = await fetch(`${url}/api/courses/${courseId}/operations?limit=7&before=${next}`)
    const page: { operations: { revision: number }[]; next?: number } = JSON.parse(await response.text())
    revisions.push(...page.operations.map(({ revision }) => revision))
    next = page.next
  }
  return revisions
}

it('[U7] keeps the files of a course where its clock is years ahead, and sweeps only what nothing refers to', async () => {
  const dataDir = makeDataDir()
  const [author] = makeAuthors(0)
  const { device, courseId } = author
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), seededRandom(1).bytes(100_000)])
  const [chapterId, videoId] = [`${device}.c`, `${device}.v`]
  const call = { device, courseId, bytes, fileName: 'notes.pdf' }
  const first = await startTestServer({ dataDir })
  await author.connect(first.url)
  const source = { kind: 'upload', uploadId: 'used', fileName: 'notes.pdf', sizeBytes: bytes.length, type: '' } as const
  author.save([
    { type: 'add-chapter', chapterId, title: 'Files', position: 'a0' },
    { type: 'add-video', videoId, title: 'File', place: [chapterId, 'a0'], source },
  ])
  await uploadFile({ ...call, url: first.url, uploadId: 'used', videoId })
  await uploadFile({ ...call, url: first.url, uploadId: 'unused', videoId: 'w' })
  await author.saved()
  first.send('SIGTERM')
  await first.exited

  const ahead = await startTestServer({ dataDir, clockOffMs: 10 * yearMs })
  const media = (uploadId: string) => fetch(`${ahead.url}/media/${uploadId}?device=${device}`)
  await expect.poll(async () => (await media('unused')).status, { timeout: 10_000 }).toBe(404)
  const kept = await media('used')
  expect(sha256Of(Buffer.from(await kept.arrayBuffer()))).toBe(sha256Of(bytes))
  await expectAllStored(dataDir, ahead, author)
})

it('[R1] ends a session by its own clock, and by nothing that happened while that was wrong', async () => {
  const secret = 'a secret of the tests that is long enough'
  const server = await startTestServer({ dataDir: makeDataDir(), env: { AUTH_SECRET: secret } })
  const token = await new SignJWT({ sub: 'ana' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret))
  const session = `${server.url}/api/session`
  const begun = await fetch(session, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const statusAt = async (offMs: number) => {
    await server.setClockOff(offMs)
    return (await fetch(session, { headers: { cookie } })).status
  }

  expect(begun.status).toBe(201)
  expect(await statusAt(-5 * yearMs)).toBe(200)
  expect(await statusAt(0)).toBe(200)
  expect(await statusAt(8 * dayMs)).toBe(401)
})
