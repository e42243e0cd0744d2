/** A disk of a few megabytes that can be filled up: a tmpfs, which only root may mount. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const ballastName = 'ballast'

/** Says so where it cannot. */
export const canMount = mayMount()

/** @returns the folder where it is mounted until the test is over */
export function mountSmallDisk(megabytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-disk-'))
  if (mount(folder, megabytes) !== 0) throw new Error(`nothing could be mounted at ${folder}`)
  onTestFinished(() => unmount(folder))
  return folder
}

/** Whatever room there is, to the last byte. */
export function fillDisk(folder: string): void {
  const ballast = openSync(join(folder, ballastName), 'a')
  const block = Buffer.alloc(4096, 1)
  try {
    while (writeSync(ballast, block) > 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(ballast)
  }
}

export function freeDisk(folder: string): void {
  rmSync(join(folder, ballastName))
}

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-disk-'))
  const isMounted = mount(folder, 1) === 0
  if (isMounted) unmount(folder)
  else rmSync(folder, { recursive: true })
  if (!isMounted) console.warn('Skipped: a full disk needs a tmpfs, which cannot be mounted here (root may).')
  return isMounted
}

function mount(folder: string, megabytes: number): number | null {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status
}

/** Lazily: a process that is just being killed may hold a file a moment longer. */
function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder])
  rmSync(folder, { recursive: true, force: true })
}
