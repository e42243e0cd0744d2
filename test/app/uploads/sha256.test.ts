import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hashFile } from '../../../app/uploads/hash-file.ts'
import { Sha256 } from '../../../app/uploads/sha256.ts'
import { pdfFile, unreadableFile } from './fixtures/files.ts'

const expected = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
const options = (onHashed = (_bytes: number) => {}) => ({ signal: new AbortController().signal, onHashed })

it('[U4] tells the same file by the same hash, however its bytes come', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), parts => {
      const hash = new Sha256()
      for (const part of parts) hash.update(part)
      expect(hash.digest()).toBe(expected(...parts))
    }),
    { numRuns: 500 },
  )
})

it('[U4] hashes a file part by part, and says how far it is', async () => {
  const file = pdfFile('handout', 1_200_000)
  const progress: number[] = []
  const hash = await hashFile(
    file,
    options(bytes => progress.push(bytes)),
  )
  expect(hash).toBe(expected(new Uint8Array(await file.arrayBuffer())))
  expect(progress).toEqual([524_288, 1_048_576, 1_200_000])
})

it('[U4] stops to hash when nobody wants it any more, and says when a file cannot be read', async () => {
  const aborted = { signal: AbortSignal.abort(), onHashed: () => {} }
  await expect(hashFile(pdfFile('handout', 10), aborted)).rejects.toMatchObject({ name: 'AbortError' })
  await expect(hashFile(unreadableFile('changed', 10), options())).rejects.toMatchObject({
    name: 'UnreadableFileError',
  })
})
