/** Hostile tus requests and files to the real server and a real disk, beside an upload that must arrive byte by byte. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openFileMediaStore } from '../../../persistence/files/media-store.ts'
import type { MediaStore } from '../../../persistence/media-store.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { type FuzzServer, startFuzzServer } from '../fuzz-server.ts'
import { type Asked, ask } from '../http/ask.ts'
import { faultOf } from '../http/judge-answer.ts'
import type { FuzzOptions } from '../report.ts'
import { anyFile, type Films, makeFilms } from './any-file.ts'
import { anyTusRequest, metadataOf, type Target } from './any-tus.ts'
import { askChopped } from './chop.ts'
import { HonestUpload } from './honest-upload.ts'
import { diskFaults, mediaFaults } from './judge-uploads.ts'

const requestsPerScene = 100
/** A film that keeps its reader busy is given up after ten seconds; four may wait for each other. */
const maxAnswerMs = 45_000

interface Scene {
  readonly server: FuzzServer
  readonly media: MediaStore
  readonly films: Films
  readonly honest: HonestUpload
  readonly honestId: string
  /** The attacker's. */
  readonly ids: readonly string[]
  readonly chance: Chance
  readonly options: FuzzOptions
}

/** Each scene has a seed of its own. */
export async function fuzzUploads({ runs, seed, report }: FuzzOptions): Promise<number> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-fuzz-'))
  const media = openFileMediaStore({ dataDir })
  const server = await startFuzzServer({ media, maxUploadBytes: 1_000_000 })
  const films = await makeFilms()
  let scene = seed
  try {
    for (let sent = 0; sent < runs && report.failures.length === 0; scene++) {
      const count = Math.min(requestsPerScene, runs - sent)
      await playScene({ server, media, films }, { runs: count, seed: scene, report })
      sent += count
    }
  } finally {
    await server.close()
    await rm(dataDir, { recursive: true })
  }
  return scene
}

type Stage = Pick<Scene, 'server' | 'media' | 'films'>

async function playScene(stage: Stage, options: FuzzOptions): Promise<void> {
  const { seed, runs, report } = options
  const chance = chanceOf(seed)
  const honestId = `honest-${seed}`
  const honest = new HonestUpload(stage.server.url, { uploadId: honestId, bytes: stage.films.small })
  const ids = Array.from({ length: 4 }, (_, index) => `u${seed}-${index}`)
  const scene: Scene = { ...stage, honest, honestId, ids, chance, options }
  await honest.begin()
  const before = report.runs
  while (report.runs - before < runs && report.failures.length === 0) {
    await attack(scene, runs - (report.runs - before))
    if (chance.oneIn(5)) await honest.goOn(1 + chance.below(1000))
  }
  await honest.end()
  await judgeDisk(scene)
  for (const what of [...stage.server.faults, ...honest.faults]) report.failed({ seed, what })
}

/** One request, one that is cut, a file sent whole, or several at a time. */
async function attack(scene: Scene, most: number): Promise<void> {
  const { chance, films, ids, honestId } = scene
  const target: Target = {
    ids: [...ids, ...ids, honestId],
    devices: ['eve', 'eve', 'eve', 'eve', 'mallory', ''],
    file: anyFile(films, chance),
  }
  if (chance.oneIn(6)) return sendFile(scene, target)
  const count = chance.oneIn(6) ? Math.min(most, 2 + chance.below(3)) : 1
  const first = anyTusRequest(target, chance)
  const others = Array.from({ length: count - 1 }, () => (chance.oneIn(2) ? first : anyTusRequest(target, chance)))
  await Promise.all([first, ...others].map(asked => askOne(scene, asked)))
}

async function askOne(scene: Scene, asked: Asked): Promise<void> {
  const { server, chance, options } = scene
  const { seed, report } = options
  if (asked.body && chance.oneIn(6)) {
    await askChopped(server.url, asked, chance.below(asked.body.length + 1))
    return report.count('cut')
  }
  const startedMs = performance.now()
  const answer = await ask(server.url, asked)
  const tookMs = performance.now() - startedMs
  report.count(answer ? String(answer.status) : 'none')
  report.took(tookMs)
  const slow = tookMs > maxAnswerMs ? `an answer after ${tookMs.toFixed(0)} ms` : undefined
  const fault = server.faults[0] ?? slow ?? (answer && faultOf(asked, answer))
  if (fault !== undefined) report.failed({ seed, what: `${fault}\n${shown(asked)}` })
}

/** Announced and sent in one, as one of the attacker's; then asked for. */
async function sendFile(scene: Scene, { file }: Target): Promise<void> {
  const { server, ids, chance, options } = scene
  const uploadId = chance.pickAny(ids) ?? 'u'
  const metadata = metadataOf({
    uploadId,
    courseId: 'course-1',
    videoId: 'intro',
    filename: chance.pick(['a.mp4', 'a.html']),
  })
  await askOne(scene, {
    method: 'POST',
    path: '/files?device=eve',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Length': String(file.length),
      'Upload-Metadata': metadata,
    },
    body: file,
  })
  const range = chance.pick(['bytes=0-', 'bytes=-5', 'bytes=0-0,2-3', 'bytes=99999999-', 'x'])
  const headers: Record<string, string> = chance.oneIn(3) ? { range } : {}
  const served = await fetch(`${server.url}/media/${uploadId}?device=eve`, { headers })
  await served.arrayBuffer()
  for (const what of mediaFaults(served)) options.report.failed({ seed: options.seed, what })
}

/** After the attacker has given up all that is not complete. */
async function judgeDisk({ server, media, ids, options }: Scene): Promise<void> {
  const devices = ['?device=eve', '?device=mallory', '']
  const addresses = ids.flatMap(id => devices.map(device => `/files/${id}${device}`))
  for (const address of addresses) {
    await ask(server.url, { method: 'DELETE', path: address, headers: { 'Tus-Resumable': '1.0.0' } })
  }
  const faults = await diskFaults({ store: server.store, media })
  const left = [...(await media.list())].filter(([id, { isFinished }]) => ids.includes(id) && !isFinished)
  faults.push(...left.map(([id]) => `${id} is half there, though its owner has given it up`))
  for (const what of faults) options.report.failed({ seed: options.seed, what })
}

function shown({ method, path: target, headers, body }: Asked): string {
  return `${method} ${target.slice(0, 200)} ${JSON.stringify(headers).slice(0, 500)}, ${body?.length ?? 0} bytes`
}
