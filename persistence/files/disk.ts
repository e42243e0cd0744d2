/** What every file here needs of the file system: durable directories, and its errors in our codes. */
import { open } from 'node:fs/promises'
import { type ErrorCode, LecternError } from '../../course/errors.ts'

/** errno names that mean the disk; any other is a bug and keeps its stack. */
const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'store-full',
  EDQUOT: 'store-full',
  EFBIG: 'store-full',
  EIO: 'store-unavailable',
  EROFS: 'store-unavailable',
  EACCES: 'store-unavailable',
  EMFILE: 'store-unavailable',
  ENFILE: 'store-unavailable',
}

export function translateError(error: unknown): unknown {
  const code = codes[errnoOf(error) ?? '']
  return code ? new LecternError(code, String(error), { cause: error }) : error
}

export function isAbsent(error: unknown): boolean {
  return errnoOf(error) === 'ENOENT'
}

/** @returns undefined where the file is not there */
export async function unlessAbsent<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw translateError(error)
  }
}

/** A name that has come or gone survives power loss only after this. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
