/** How much of an unfinished upload survives power loss: eight bytes in a file, overwritten after each sync of the data. */
import type { FileHandle } from 'node:fs/promises'

const recordBytes = 8

/** 0: none was ever written. */
export async function readRecord(file: FileHandle): Promise<number> {
  const bytes = Buffer.alloc(recordBytes)
  const { bytesRead } = await file.read(bytes, 0, recordBytes, 0)
  return bytesRead === recordBytes ? Number(bytes.readBigUInt64BE()) : 0
}

/** Overwriting eight bytes in one sector happens whole or not at all. */
export async function writeRecord(file: FileHandle, storedBytes: number): Promise<void> {
  const bytes = Buffer.alloc(recordBytes)
  bytes.writeBigUInt64BE(BigInt(storedBytes))
  await file.write(bytes, 0, recordBytes, 0)
  await file.datasync()
}
