/** The server asked to stop, and held up by the system, while authors save. */
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { closeCodes } from '../../course/wire/close-code.ts'
import { openLink } from './course-link.ts'
import { connectAll, makeAuthors, makeDataDir, startTestServer } from './data-dir.ts'
import { runStop } from './stop-campaign.ts'
import { readFolder } from './stored-courses.ts'
import { emptyVerdict, judgeFolder } from './verdict.ts'

const mostMs = 5000

/** A browser's connection between two requests. */
async function keepAlive(url: string): Promise<void> {
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const request = get(`${url}/healthz`, { agent })
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
}

describe('SIGTERM', () => {
  it('[P2][A1] stores and acknowledges all that was accepted, tells everybody to come back and ends well', async () => {
    const dataDir = makeDataDir()
    const server = await startTestServer({ dataDir })
    const authors = makeAuthors(3)
    await connectAll(authors, server)
    await keepAlive(server.url)
    const deaf = openLink({ url: server.url, courseId: 'course-0', doc: new Y.Doc() })
    await deaf.synced()
    deaf.turnDeaf()
    for (const author of authors) author.keepSaving(3)
    await Promise.all(authors.map(({ link }) => link.until(() => link.fates.size >= 20)))

    const askedAtMs = performance.now()
    server.send('SIGTERM')
    const exit = await server.exited
    const tookMs = performance.now() - askedAtMs

    expect(exit).toEqual({ code: 0, signal: null })
    expect(tookMs).toBeLessThan(mostMs)
    const codes = await Promise.all(authors.map(({ link }) => link.closed))
    expect(codes).toEqual(authors.map(() => closeCodes.restarting))
    const verdict = emptyVerdict()
    const stored = judgeFolder(readFolder(dataDir), authors, verdict)
    expect(verdict).toEqual(emptyVerdict())
    expect([...stored.values()]).toEqual(authors.map(({ acked }) => acked.size))
  })
})

describe('SIGSTOP', () => {
  it('[A4][P3] loses and doubles nothing over a stop of some seconds, and goes on with the connections it had', async () => {
    const dataDir = makeDataDir()
    const server = await startTestServer({ dataDir })
    const authors = makeAuthors(2)
    const [impatient, ...patient] = authors
    await connectAll(authors, server)
    for (const author of authors) author.keepSaving(2)
    await Promise.all(authors.map(({ link }) => link.until(() => link.fates.size >= 10)))

    server.send('SIGSTOP')
    for (const author of patient) author.save()
    impatient?.link.cut()
    await impatient?.link.closed
    const back = impatient?.connect(server.url)
    await wait(3000)
    server.send('SIGCONT')

    await back
    await Promise.all(authors.map(author => author.saved()))
    for (const { link } of authors) expect(link.isClosed).toBe(false)
    server.send('SIGKILL')
    await server.exited
    const verdict = emptyVerdict()
    const stored = judgeFolder(readFolder(dataDir), authors, verdict)
    expect(verdict).toEqual(emptyVerdict())
    expect([...stored.values()]).toEqual(authors.map(({ saves }) => saves.length))
  })

  it('[S2][S3] is awaited by the app: no error, and every save is told once', async () => {
    const outcome = await runStop({ stoppedMs: 4000 })

    expect(outcome).toMatchObject({ told: outcome.saves, broken: [] })
    expect(outcome.savedMeanwhile).toBeGreaterThan(20)
  })
})
