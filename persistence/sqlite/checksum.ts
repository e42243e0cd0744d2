/** Bytes of a course that a disk may have changed since they were committed. */

import type { SQLOutputValue } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import { LecternError } from '../../course/errors.ts'
import { bytesOf } from './columns.ts'

type Row = Readonly<Record<string, SQLOutputValue>>

export function checksumOf(bytes: Uint8Array): number {
  return crc32(bytes)
}

/** @param row with `bytes` and `checksum` */
export function isSound(row: Row): boolean {
  return row['checksum'] === null || row['checksum'] === checksumOf(bytesOf(row['bytes']))
}

/** @throws {LecternError} `store-corrupt`: these are not the bytes that were committed; nobody is to be served them */
export function soundBytesOf(row: Row): Uint8Array<ArrayBuffer> {
  if (isSound(row)) return bytesOf(row['bytes'])
  throw new LecternError('store-corrupt', 'stored bytes are not what was committed')
}
