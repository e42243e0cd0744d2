/** Requests of every kind to the real server: a clear answer to each, nothing of its inside, and nothing taken down. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CrashAuthor } from '../../crash/crash-author.ts'
import { chanceOf } from '../chance.ts'
import { type FuzzServer, startFuzzServer } from '../fuzz-server.ts'
import type { FuzzOptions } from '../report.ts'
import { anyRequest } from './any-request.ts'
import { type Asked, ask } from './ask.ts'
import { faultOf } from './judge-answer.ts'

const atOnce = 8
/** Of one answer, on a machine that does much else. */
const maxAnswerMs = 3000

/** Each request has a seed of its own. */
export async function fuzzHttp({ runs, seed, report }: FuzzOptions): Promise<number> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-fuzz-'))
  const server = await startFuzzServer({ appDir: await writeApp(dir) })
  try {
    await saveSomething(server)
    for (let done = 0; done < runs && report.failures.length === 0; done += atOnce) {
      const seeds = Array.from({ length: Math.min(atOnce, runs - done) }, (_, index) => seed + done + index)
      await Promise.all(seeds.map(own => askOne(server, { runs: 1, seed: own, report })))
    }
  } finally {
    await server.close()
    await rm(dir, { recursive: true })
  }
  return seed + runs
}

async function askOne(server: FuzzServer, { seed, report }: FuzzOptions): Promise<void> {
  const asked = anyRequest(chanceOf(seed))
  const startedMs = performance.now()
  const answer = await ask(server.url, asked)
  const tookMs = performance.now() - startedMs
  report.count(answer ? String(answer.status) : 'none')
  report.took(tookMs)
  const slow = tookMs > maxAnswerMs ? `an answer after ${tookMs.toFixed(0)} ms` : undefined
  const fault = server.faults[0] ?? slow ?? (answer && faultOf(asked, answer))
  if (fault !== undefined) report.failed({ seed, what: `${fault}\n${shown(asked)}` })
}

function shown({ method, path: target, headers, body }: Asked): string {
  const text = body && Buffer.from(body.subarray(0, 300)).toString('latin1')
  return `${method} ${target.slice(0, 200)} ${JSON.stringify(headers).slice(0, 500)} ${JSON.stringify(text)}`
}

/** A folder to serve, and beside it what must never be served. */
async function writeApp(dir: string): Promise<string> {
  await writeFile(path.join(dir, 'SECRET.txt'), 'SECRET')
  const appDir = path.join(dir, 'app')
  await mkdir(path.join(appDir, 'assets'), { recursive: true })
  await writeFile(path.join(appDir, 'index.html'), '<!doctype html><title>Lectern</title>')
  await writeFile(path.join(appDir, 'assets', 'a.js'), 'export {}')
  return appDir
}

async function saveSomething({ url }: FuzzServer): Promise<void> {
  const author = new CrashAuthor({ courseId: 'course-1', device: 'ana', random: chanceOf(1) })
  await author.connect(url)
  for (let count = 0; count < 5; count++) author.save()
  await author.saved()
  author.link.cut()
}
