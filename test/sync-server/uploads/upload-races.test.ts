/** Two things that happen to one upload at the same time: its row and its bytes stay in step. */
import { describe, expect, it } from 'vitest'
import { LecternError } from '../../../course/errors.ts'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { MemoryMediaStore } from '../../../persistence/memory/media-store.ts'
import type { NewUpload } from '../../../persistence/upload-store.ts'
import { everybodysRights } from '../../../sync-server/uploads/edit-rights.ts'
import { Uploads } from '../../../sync-server/uploads/uploads.ts'
import { chunksOf } from '../../persistence/media-store-contract.ts'
import { FakeClock } from '../fixtures/fake-clock.ts'

const captions = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'
const userId = 'device:ana'
const expiryMs = 14 * 24 * 60 * 60_000

/** A disk that is slow when a test says so. */
class SlowMedia extends MemoryMediaStore {
  #held: { readonly uploadId: string; readonly reached: () => void; readonly released: Promise<void> } | undefined

  /** @returns `reached`: what it does next with this upload has begun; `release`: lets it go on */
  hold(uploadId: string) {
    const reached = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    this.#held = { uploadId, reached: reached.resolve, released: released.promise }
    return { reached: reached.promise, release: released.resolve }
  }

  override async remove(uploadId: string) {
    await this.#pass(uploadId)
    return super.remove(uploadId)
  }

  override async sha256(uploadId: string, sizeBytes: number) {
    await this.#pass(uploadId)
    return super.sha256(uploadId, sizeBytes)
  }

  async #pass(uploadId: string): Promise<void> {
    if (this.#held?.uploadId !== uploadId) return
    const { reached, released } = this.#held
    this.#held = undefined
    reached()
    await released
  }
}

/** A database that has no room left when a test says so. */
class FillingStore extends MemoryCourseStore {
  isFull = false

  override async createUpload(upload: NewUpload) {
    if (this.isFull) throw new LecternError('store-full', 'no room left')
    return super.createUpload(upload)
  }
}

/** A sweep is always a moment before the sign of life of whoever goes on. */
class SweepingStore extends MemoryCourseStore {
  override async touchUpload(uploadId: string, at: number) {
    await this.sweepUploads(at - expiryMs, at)
    return super.touchUpload(uploadId, at)
  }
}

function open(store = new MemoryCourseStore()) {
  const [media, clock] = [new SlowMedia(), new FakeClock()]
  const quiet = { onProgress: () => {}, onSettled: () => {} }
  const uploads = new Uploads({ store, media, clock, rights: everybodysRights, ...quiet })
  const announce = (uploadId: string, sizeBytes = captions.length) =>
    uploads.announce({
      ...{ uploadId, courseId: 'course-1', videoId: `video of ${uploadId}`, userId },
      ...{ fileName: 'Intro.vtt', sizeBytes },
    })
  const send = (uploadId: string) => uploads.take(uploadId, userId, { offset: 0, bytes: chunksOf(captions) })
  const whatIsLeft = async (uploadId: string) => ({
    status: (await store.findUpload(uploadId))?.status,
    isInPlace: (await media.find(uploadId))?.isFinished ?? false,
  })
  return { uploads, media, clock, announce, send, whatIsLeft }
}

describe('An upload that has expired', () => {
  it.each([
    ['what was swept beside it is', 'first'],
    ['its old ones are', 'second'],
  ])('[U2] and is uploaded again keeps its new bytes, though %s still being removed', async (_what, removed) => {
    const { uploads, media, clock, announce, send, whatIsLeft } = open()
    await announce('first')
    await announce('second')
    clock.advance(expiryMs + 1)
    const removal = media.hold(removed)
    const sweeping = uploads.sweep(clock.now() - expiryMs)
    await removal.reached
    const again = announce('second').then(() => send('second'))
    await new Promise(resolve => setImmediate(resolve))

    removal.release()

    await Promise.all([again, sweeping])
    expect(await whatIsLeft('second')).toEqual({ status: 'complete', isInPlace: true })
  })

  it('[U6] a moment before its bytes come takes none of them', async () => {
    const { clock, announce, send, whatIsLeft } = open(new SweepingStore())
    await announce('first')
    clock.advance(expiryMs + 1)

    await expect(send('first')).rejects.toMatchObject({ code: 'wrong-offset' })
    expect(await whatIsLeft('first')).toEqual({ status: 'failed', isInPlace: false })
  })
})

describe('An upload that begins anew', () => {
  it.each([
    ['it has expired', { isExpired: true, sizeBytes: captions.length }, 'failed'],
    ['its file has changed', { isExpired: false, sizeBytes: captions.length + 1 }, 'uploading'],
  ])(
    '[U3] because %s is not shown as far as it was, though nothing can begin',
    async (_why, { isExpired, sizeBytes }, status) => {
      const store = new FillingStore()
      const { uploads, media, clock, announce } = open(store)
      await announce('first')
      await uploads.take('first', userId, { offset: 0, bytes: chunksOf(captions.slice(0, 20)) })
      expect(uploads.stateText('course-1')).toContain('"progress":52')
      if (isExpired) await store.sweepUploads(clock.now() + expiryMs, clock.now())
      store.isFull = true

      await expect(announce('first', sizeBytes)).rejects.toMatchObject({ code: 'store-full' })

      expect(await media.find('first')).toBeUndefined()
      expect(JSON.parse(uploads.stateText('course-1'))).toEqual({ 'video of first': { progress: 0, status } })
    },
  )
})

describe('An upload that is being verified', () => {
  it('[U2] is cancelled no more once it is complete, and keeps its bytes', async () => {
    const { uploads, media, announce, send, whatIsLeft } = open()
    await announce('first')
    const verification = media.hold('first')
    const sending = send('first')
    await verification.reached
    const cancelling = uploads.cancel('first', { userId, reason: 'cancelled' })

    verification.release()

    await expect(cancelling).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await sending).toBe(captions.length)
    expect(await whatIsLeft('first')).toEqual({ status: 'complete', isInPlace: true })
  })

  it('[U3] when it was cancelled before is not complete', async () => {
    const { uploads, media, announce, whatIsLeft } = open()
    const upload = await announce('first')
    await media.append('first', { offset: 0, bytes: chunksOf(captions) })
    const removal = media.hold('first')
    const cancelling = uploads.cancel('first', { userId, reason: 'cancelled' })
    await removal.reached
    const completing = uploads.complete(upload)

    removal.release()

    await expect(completing).rejects.toMatchObject({ code: 'unknown-upload' })
    await cancelling
    expect(uploads.stateText('course-1')).not.toContain('complete')
    expect(await whatIsLeft('first')).toEqual({ status: 'failed', isInPlace: false })
  })
})
