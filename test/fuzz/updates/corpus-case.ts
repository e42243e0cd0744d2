/** Updates that once hurt, as they stand in the corpus: who sent them, in base64. */
import type { Name, Sent } from './scene.ts'

export interface StoredCase {
  /** What it did. */
  readonly why: string
  readonly sent: readonly (readonly [from: Name, base64: string])[]
}

export function encodeCase(why: string, sent: readonly Sent[]): StoredCase {
  return { why, sent: sent.map(({ from, update }) => [from, Buffer.from(update).toString('base64')]) }
}

export function decodeCase({ sent }: StoredCase): Sent[] {
  return sent.map(([from, base64]) => ({ from, update: new Uint8Array(Buffer.from(base64, 'base64')) }))
}
