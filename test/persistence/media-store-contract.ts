/** What every engine of the MediaStore port promises. Each engine's test calls this with how it is opened. */
import { beforeEach, describe, expect, it } from 'vitest'
import { LecternError } from '../../course/errors.ts'
import type { MediaStore } from '../../persistence/media-store.ts'

export interface OpenedMedia {
  readonly media: MediaStore
  /** As the next process finds it. */
  readonly reopen: () => MediaStore
}

export async function* chunksOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

/** Some bytes, and then the line is cut. */
export async function* cutAfter(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  yield* chunksOf(...chunks)
  throw new Error('the line was cut')
}

export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts).toString()
}

const megabyte = 1024 * 1024

/** @param open with room for so many bytes, without a number for any */
export function mediaStoreContract(engine: string, open: (maxBytes?: number) => OpenedMedia): void {
  describe(`${engine} keeps the contract of a media store`, () => {
    let opened: OpenedMedia
    let media: MediaStore
    beforeEach(() => {
      opened = open()
      media = opened.media
    })

    it('knows nothing of an upload that never sent a byte', async () => {
      expect(await media.find('intro')).toBeUndefined()
      expect((await media.list()).size).toBe(0)
    })

    it('goes on where it stopped, in another process too', async () => {
      expect(await media.append('intro', { offset: 0, bytes: chunksOf('Hello', ' ') })).toBe(6)
      expect(await opened.reopen().find('intro')).toEqual({ storedBytes: 6, isFinished: false })
      expect(await opened.reopen().append('intro', { offset: 6, bytes: chunksOf('world') })).toBe(11)
      expect(await textOf(media.read('intro', { start: 0, end: 11 }))).toBe('Hello world')
      expect(await textOf(media.read('intro', { start: 6, end: 9 }))).toBe('wor')
    })

    it('keeps what came before the line was cut, and says where', async () => {
      await expect(media.append('intro', { offset: 0, bytes: cutAfter('Hel', 'lo') })).rejects.toThrow('was cut')
      expect(await opened.reopen().find('intro')).toEqual({ storedBytes: 5, isFinished: false })
      expect(await media.append('intro', { offset: 5, bytes: chunksOf('!') })).toBe(6)
    })

    it.each([0, 4, 6])('takes no bytes for the offset %s of an upload that has 5', async offset => {
      await media.append('intro', { offset: 0, bytes: chunksOf('Hello') })
      const wrong = media.append('intro', { offset, bytes: chunksOf('x') })
      await expect(wrong).rejects.toMatchObject({ code: 'wrong-offset' })
      expect(await textOf(media.read('intro', { start: 0, end: 5 }))).toBe('Hello')
    })

    it('tells of what it has stored, never less than before, at last of all', async () => {
      const told: number[] = []
      const bytes = chunksOf(...Array.from({ length: 40 }, () => Buffer.alloc(megabyte)))
      await media.append('intro', { offset: 0, bytes, onStored: stored => told.push(stored) })
      expect(told.length).toBeGreaterThan(1)
      expect(told).toEqual([...told].sort((a, b) => a - b))
      expect(told.at(-1)).toBe(40 * megabyte)
    })

    it('takes back all of what is not confirmed', async () => {
      await media.append('intro', { offset: 0, bytes: chunksOf('Hello') })
      const refused = media.append('intro', { offset: 5, bytes: chunksOf(' world'), confirm: () => false })
      await expect(refused).rejects.toMatchObject({ code: 'wrong-checksum' })
      const cut = media.append('intro', { offset: 5, bytes: cutAfter(' wor'), confirm: () => true })
      await expect(cut).rejects.toThrow('was cut')
      expect(await opened.reopen().find('intro')).toEqual({ storedBytes: 5, isFinished: false })
      expect(await media.append('intro', { offset: 5, bytes: chunksOf('!'), confirm: () => true })).toBe(6)
      expect(await textOf(media.read('intro', { start: 0, end: 6 }))).toBe('Hello!')
    })

    it('moves a finished upload once, and reads it from there', async () => {
      await media.append('intro', { offset: 0, bytes: chunksOf('Hello') })
      await media.finish('intro')
      await opened.reopen().finish('intro')
      expect(await opened.reopen().find('intro')).toEqual({ storedBytes: 5, isFinished: true })
      expect([...(await media.list())].map(([id, { isFinished }]) => [id, isFinished])).toEqual([['intro', true]])
      expect(await textOf(media.read('intro', { start: 1, end: 3 }))).toBe('el')
    })

    it.each([0, 5])(
      'takes nothing for the offset %s of a finished upload, in another process neither',
      async offset => {
        await media.append('intro', { offset: 0, bytes: chunksOf('Hello') })
        await media.finish('intro')
        const wrong = opened.reopen().append('intro', { offset, bytes: chunksOf('Other') })
        await expect(wrong).rejects.toMatchObject({ code: 'wrong-offset' })
        await opened.reopen().finish('intro')
        expect(await textOf(media.read('intro', { start: 0, end: 5 }))).toBe('Hello')
      },
    )

    it('knows the SHA-256 of what came at once, in parts, and in another process', async () => {
      const sha256 = '185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969'
      await media.append('intro', { offset: 0, bytes: chunksOf('Hel') })
      await media.append('intro', { offset: 3, bytes: chunksOf('x'), confirm: () => false }).catch(() => {})
      await media.append('intro', { offset: 3, bytes: chunksOf('lo') })
      expect(await media.sha256('intro', 5)).toBe(sha256)
      expect(await opened.reopen().sha256('intro', 5)).toBe(sha256)
      await media.finish('intro')
      expect(await media.sha256('intro', 5)).toBe(sha256)
      await expect(media.sha256('intro', 6)).rejects.toMatchObject({ code: 'store-unavailable' })
    })

    it('removes whatever there is, and nothing where there is nothing', async () => {
      await media.append('a', { offset: 0, bytes: chunksOf('A') })
      await media.append('b', { offset: 0, bytes: chunksOf('B') })
      await media.finish('b')
      for (const id of ['a', 'b', 'c']) await media.remove(id)
      expect((await media.list()).size).toBe(0)
      expect(await media.append('a', { offset: 0, bytes: chunksOf('again') })).toBe(5)
    })

    it('keeps ids apart that a file system would not', async () => {
      const ids = ['..', '.', 'a', 'A', 'a.stored', 'con', 'x:y', 'é']
      for (const id of ids) await media.append(id, { offset: 0, bytes: chunksOf(`of ${id}`) })
      for (const id of ids) {
        expect(await textOf(media.read(id, { start: 0, end: 3 + Buffer.byteLength(id) }))).toBe(`of ${id}`)
      }
      expect([...(await media.list()).keys()].sort()).toEqual([...ids].sort())
    })

    it('says that bytes are not here instead of giving others', async () => {
      const unavailable = { code: 'store-unavailable' }
      await expect(textOf(media.read('intro', { start: 0, end: 1 }))).rejects.toMatchObject(unavailable)
      await media.append('intro', { offset: 0, bytes: chunksOf('Hello') })
      await expect(textOf(media.read('intro', { start: 0, end: 6 }))).rejects.toMatchObject(unavailable)
    })

    it('refuses what does not fit, keeps what did, and goes on when there is room', async () => {
      const { media: small } = open(2 * megabyte)
      const large = Array.from({ length: 4 }, () => Buffer.alloc(megabyte, 7))
      const refused = small.append('large', { offset: 0, bytes: chunksOf(...large) })
      await expect(refused).rejects.toMatchObject({ code: 'store-full', retryable: true })
      const { storedBytes } = (await small.find('large')) ?? { storedBytes: -1 }
      expect(storedBytes).toBe(2 * megabyte)
      await expect(small.append('large', { offset: storedBytes, bytes: chunksOf('x') })).rejects.toThrow(LecternError)
      await small.remove('large')
      expect(await small.append('other', { offset: 0, bytes: chunksOf(...large.slice(0, 2)) })).toBe(2 * megabyte)
    })
  })
}
