/** What the store asks of the thread that hashes its files. */
export type HashMessage =
  /** So much of the file is durable: it may be hashed already. */
  | { readonly kind: 'follow'; readonly path: string; readonly storedBytes: number }
  | { readonly kind: 'digest'; readonly id: number; readonly path: string; readonly storedBytes: number }
  | { readonly kind: 'forget'; readonly path: string }

export interface Digest {
  readonly id: number
  /** In hexadecimal; absent: the file cannot be read so far. */
  readonly sha256?: string
}
