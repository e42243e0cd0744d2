import { expect, it } from 'vitest'
import { lettingOthers } from '../../persistence/files/letting-others.ts'

const kibibyte = 1024

/** A line that always has the next bytes ready. */
async function* readyBytes(chunks: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < chunks; i++) yield new Uint8Array(64 * kibibyte).fill(i)
}

it('reads all of a line that never waits, and lets others in every 256 KiB', async () => {
  let others = 0
  const letIn = () => {
    others++
    next = setImmediate(letIn)
  }
  let next = setImmediate(letIn)
  const read: (number | undefined)[] = []
  for await (const chunk of lettingOthers(readyBytes(40))) read.push(chunk[0])
  clearImmediate(next)

  expect(read).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect(others).toBeGreaterThanOrEqual(9)
})
