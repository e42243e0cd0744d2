/** The failpoints: each stands once in the code, is reached by one life of a server, and does nothing in the product. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { failpoints } from '../../persistence/failpoint.ts'
import { readSources } from '../architecture/source-files.ts'
import { CrashLoad } from './crash-load.ts'
import { makeDataDir, startTestServer } from './data-dir.ts'
import { isClosing } from './matrix-plan.ts'
import { seededRandom } from './random.ts'

const mostMs = 90_000
const lookMs = 100

describe('Failpoints', () => {
  const product = readSources(['course', 'persistence', 'sync-server', 'app'])

  it('stand each in one place of the product, and nothing in the product watches them', () => {
    const passed = product.flatMap(({ text }) =>
      [...text.matchAll(/passFailpoint\('([\w-]+)'\)/g)].map(([, name]) => name),
    )
    const watching = product.filter(({ text }) => text.includes('watchFailpoints('))
    const readingEnvironment = product.filter(({ text }) => text.includes('LECTERN_FAILPOINT'))

    expect(passed.toSorted()).toEqual([...failpoints].sort())
    expect(watching.map(({ path }) => path)).toEqual(['persistence/failpoint.ts'])
    expect(readingEnvironment).toEqual([])
  })

  it('are all passed by one server between its first start and its end', async () => {
    const record = join(makeDataDir(), 'passed')
    const server = await startTestServer({ dataDir: makeDataDir(), passed: record })
    const load = new CrashLoad(seededRandom(7))
    const ended = load.until(server)
    const passed = () => new Set(existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n') : [])
    const missing = () => failpoints.filter(point => !isClosing(point) && !passed().has(point))
    for (const deadline = performance.now() + mostMs; missing().length > 0 && performance.now() < deadline; ) {
      await wait(lookMs)
    }
    expect(missing()).toEqual([])
    server.send('SIGTERM')
    await server.exited
    await ended

    expect([...passed()].sort()).toEqual([...failpoints].sort())
  })
})
