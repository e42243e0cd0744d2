/**
 * DATA_DIR/reserve: a file whose only use is to be given up. On a full disk even a DELETE needs room in the log; the
 * megabyte that this frees lets deletes and checkpoints through, until there is room to take it back.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { LecternError } from '../../course/errors.ts'
import { passFailpoint } from '../failpoint.ts'

const reserveBytes = 1024 * 1024

export class Reserve {
  readonly #path: string
  #isTaken = false

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'reserve')
  }

  /** Commits go on only with the reserve in place. @throws {LecternError} `store-full` */
  take(): void {
    if (this.#isTaken) return
    if (!existsSync(this.#path)) this.#write()
    this.#isTaken = true
  }

  release(): void {
    rmSync(this.#path, { force: true })
    this.#isTaken = false
  }

  /** Random bytes: a file system that compresses or leaves out zeros would reserve nothing. */
  #write(): void {
    const file = openSync(this.#path, 'w')
    try {
      writeWhole(file, randomBytes(reserveBytes))
      passFailpoint('reserve-written')
      fsyncSync(file)
    } catch (error) {
      rmSync(this.#path, { force: true })
      throw isDiskFull(error) ? new LecternError('store-full', 'no room for the reserve file', { cause: error }) : error
    } finally {
      closeSync(file)
    }
  }
}

/** One write may take a part only, where that is all the room there is. */
function writeWhole(file: number, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.byteLength) written += writeSync(file, bytes, written)
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
