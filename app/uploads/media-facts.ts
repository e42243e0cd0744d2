/** What a chosen file shows of itself before the server has seen it: length, size of the picture, a small picture. */
import { Alarm } from '../session/alarm.ts'
import type { SessionClock } from '../session/session-seams.ts'

export interface LocalMediaFacts {
  readonly durationSeconds: number | null
  readonly width: number | null
  readonly height: number | null
  /** WebP, or what the browser writes instead, `thumbnailWidth` wide. */
  readonly thumbnail: Blob | null
}

const thumbnailWidth = 320
const patienceMs = 10_000
/** The first picture of a film is often black. */
const thumbnailSeconds = 1

/** More than the index of a long film takes. */
const cachedBytes = 8 * 1024 * 1024

const nothing: LocalMediaFacts = { durationSeconds: null, width: null, height: null, thumbnail: null }

/**
 * Never rejects and does not take long: what cannot be found in time is `null`. Reads parts of the file only.
 *
 * @param file its bytes, or the address where the server has it
 */
export async function readMediaFacts(file: Blob | string, clock: SessionClock): Promise<LocalMediaFacts> {
  let found = nothing
  const given = new AbortController()
  const patience = new Alarm(clock, () => given.abort())
  patience.set(patienceMs)
  const tooLate = new Promise<void>(resolve => given.signal.addEventListener('abort', () => resolve()))
  const reading = look(file, given.signal, facts => {
    found = { ...found, ...facts }
  })
  await Promise.race([reading, tooLate])
  patience.clear()
  return found
}

type Report = (facts: Partial<LocalMediaFacts>) => void

/** What goes wrong in here is the file's: not media, broken, of a codec that this browser does not know. */
async function look(file: Blob | string, signal: AbortSignal, report: Report): Promise<void> {
  try {
    const { ALL_FORMATS, BlobSource, CanvasSink, Input, UrlSource } = await import('mediabunny')
    const bounds = { parallelism: 1, maxCacheSize: cachedBytes, getRetryDelay: () => null }
    const source = typeof file === 'string' ? new UrlSource(file, bounds) : new BlobSource(file)
    const input = new Input({ formats: ALL_FORMATS, source })
    signal.addEventListener('abort', () => input.dispose())
    const track = await input.getPrimaryVideoTrack()
    report({
      width: positiveOrNull(await track?.getDisplayWidth()),
      height: positiveOrNull(await track?.getDisplayHeight()),
    })
    const said = await input.getDurationFromMetadata()
    // Without an index that is known only when all of it is read.
    const durationSeconds = said ?? (typeof file === 'string' ? null : await input.computeDuration())
    report({ durationSeconds: positiveOrNull(durationSeconds) })
    if (track && (await track.canDecode())) {
      const sink = new CanvasSink(track, { width: thumbnailWidth })
      const seconds = Math.min(thumbnailSeconds, (durationSeconds || 0) / 2)
      const picture = await sink.getCanvas((await track.getFirstTimestamp()) + seconds)
      report({ thumbnail: picture ? await pictureOf(picture.canvas) : null })
    }
    input.dispose()
  } catch {
    // The caller shows what was found until then.
  }
}

function pictureOf(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob | null> {
  const options = { type: 'image/webp', quality: 0.8 }
  if ('convertToBlob' in canvas) return canvas.convertToBlob(options)
  return new Promise(resolve => canvas.toBlob(resolve, options.type, options.quality))
}

function positiveOrNull(value: number | null | undefined): number | null {
  return value && Number.isFinite(value) && value > 0 ? value : null
}
