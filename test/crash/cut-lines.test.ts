/** The app's own sessions over lines that fail. More: `npm run test:crash -- --cuts 100000`. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCutCampaign } from './cut-campaign.ts'
import { makeDataDir, startTestServer } from './data-dir.ts'
import { type Fault, FaultLine } from './fault-line.ts'
import { SessionAuthor } from './session-author.ts'
import { ledgerOf } from './stored-courses.ts'

const seed = 20_261_123

async function openLine(): Promise<{ line: FaultLine; author: SessionAuthor; dataDir: string }> {
  const dataDir = makeDataDir()
  const server = await startTestServer({ dataDir })
  const line = new FaultLine(server.url)
  await line.open()
  const author = new SessionAuthor(line.url)
  onTestFinished(async () => {
    await author.session.close()
    await line.close()
  })
  await author.heard(await author.save())
  return { line, author, dataDir }
}

describe('A line that fails', () => {
  it('[S2][S3] at every 50th save makes no error, and no save is told twice', async () => {
    const outcome = await runCutCampaign({ seed, saves: 800 })

    expect(outcome, `seed ${seed}`).toMatchObject({ saves: 800, told: 800, broken: [] })
    expect(outcome.cut).toBeGreaterThan(10)
  })

  const slow: readonly Fault[] = [
    { kind: 'delay', delayMs: 80 },
    { kind: 'throttle', bytesPerSecond: 20_000 },
    { kind: 'single-bytes' },
  ]
  it.each(slow)('[S3] by being slow ($kind) only makes saves slower', async fault => {
    const { line, author } = await openLine()
    line.fault = fault
    line.cut()
    for (let save = 0; save < 5; save++) await author.heard(await author.save())

    expect(author.broken).toEqual([])
    expect([...author.told.values()]).toEqual(Array(6).fill(1))
  })

  it('[A4] where an answer is lost: the save is stored once and told once', async () => {
    const { line, author, dataDir } = await openLine()
    line.fault = { kind: 'answers-lost' }
    const lost = await author.save()
    const isStored = () => ledgerOf(dataDir, author.courseId).includes(lost)
    await expect.poll(isStored, { timeout: 20_000 }).toBe(true)
    expect(author.told.has(lost)).toBe(false)
    line.cut()
    line.fault = { kind: 'none' }
    await author.heard(lost)

    expect(author.broken).toEqual([])
    expect(ledgerOf(dataDir, author.courseId).filter(id => id === lost)).toHaveLength(1)
  })

  it('[S3] by being silent: what was saved meanwhile is pending, and stored when it is there again', async () => {
    const { line, author } = await openLine()
    line.fault = { kind: 'half-open' }
    const silent = await author.save()
    const pending = () =>
      author.session.getState().pending.map(({ operation, stage }) => [operation.operationId, stage])
    await expect.poll(pending, { timeout: 20_000 }).toEqual([[silent, 'sent']])
    expect(author.told.has(silent)).toBe(false)
    line.cut()
    line.fault = { kind: 'none' }
    await author.heard(silent)

    expect(author.broken).toEqual([])
  })

  it('[S3] by letting no WebSocket through: saves go over HTTP, and by the WebSocket when it is let through', async () => {
    const { line, author } = await openLine()
    line.fault = { kind: 'upgrade-blocked' }
    await author.heard(await author.save())
    const connection = () => author.session.getState().connection.kind
    expect(connection()).toBe('http')
    line.fault = { kind: 'none' }
    await expect.poll(connection, { timeout: 60_000 }).toBe('online')
    await author.heard(await author.save())

    expect(author.broken).toEqual([])
  })
})
