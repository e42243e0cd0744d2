/** The thread that hashes uploads while they come: it reads what has been written, from the system's cache. */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { Digest, HashMessage } from './hash-messages.ts'

const port = parentPort
if (!port) throw new Error('this file is a thread of the store, it is not run by itself')

interface Running {
  readonly hash: Hash
  hashedBytes: number
}

/** The oldest of more is hashed from its beginning at its end. */
const mostRunning = 1000
const running = new Map<string, Running>()
const buffer = Buffer.alloc(1024 * 1024)

port.on('message', (message: HashMessage) => {
  switch (message.kind) {
    case 'follow':
      follow(message.path, message.storedBytes)
      return
    case 'digest':
      port.postMessage(digest(message))
      return
    case 'forget':
      running.delete(message.path)
      return
    default:
      message satisfies never
  }
})

/** @returns whether it has hashed exactly so much */
function follow(path: string, storedBytes: number): boolean {
  const file = openToRead(path)
  if (file === undefined) return false
  const state = running.get(path) ?? { hash: createHash('sha256'), hashedBytes: 0 }
  running.set(path, state)
  try {
    for (let read = 1; read > 0 && state.hashedBytes < storedBytes; state.hashedBytes += read) {
      const wanted = Math.min(buffer.length, storedBytes - state.hashedBytes)
      read = readSync(file, buffer, 0, wanted, state.hashedBytes)
      state.hash.update(buffer.subarray(0, read))
    }
  } finally {
    closeSync(file)
  }
  const [oldest] = running.keys()
  if (oldest !== undefined && running.size > mostRunning) running.delete(oldest)
  return state.hashedBytes === storedBytes
}

function digest({ id, path, storedBytes }: Extract<HashMessage, { readonly kind: 'digest' }>): Digest {
  if ((running.get(path)?.hashedBytes ?? 0) > storedBytes) running.delete(path)
  const isWhole = follow(path, storedBytes)
  const state = running.get(path)
  running.delete(path)
  return isWhole && state ? { id, sha256: state.hash.digest('hex') } : { id }
}

/** Undefined: it is gone, or never was. */
function openToRead(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch {
    // Who asks for a digest is told by its absence.
    return undefined
  }
}
