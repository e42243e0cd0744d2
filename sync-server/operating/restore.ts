/** A data folder made from a backup. Each course gets a new epoch, and so clients begin again from what it holds [S5]. */
import { createReadStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { InspectedStore } from '../../persistence/inspected-store.ts'
import type { MediaStore } from '../../persistence/media-store.ts'
import type { Finding } from './finding.ts'
import { type Manifest, readManifest, verifyFiles } from './manifest.ts'

export interface RestoreParts {
  readonly inspect: (dir: string) => InspectedStore
  readonly openMedia: () => MediaStore
  /** Puts the backup's database into the data folder, under new epochs, durably. @returns how many courses it has */
  readonly restoreDatabase: () => number
}

export type RestoreResult =
  | { readonly kind: 'not-a-backup' }
  | { readonly kind: 'target-not-empty' }
  /** Nothing was written. */
  | { readonly kind: 'unsound'; readonly findings: readonly Finding[] }
  | { readonly kind: 'done'; readonly manifest: Manifest; readonly courses: number }

/** @param dataDir empty, or not there yet */
export async function restore(
  { from, dataDir }: { readonly from: string; readonly dataDir: string },
  parts: RestoreParts,
): Promise<RestoreResult> {
  const manifest = await readManifest(from)
  if (!manifest) return { kind: 'not-a-backup' }
  if (!(await isEmpty(dataDir))) return { kind: 'target-not-empty' }
  const findings = await verify(from, manifest, parts)
  if (findings.length > 0) return { kind: 'unsound', findings }
  await mkdir(dataDir, { recursive: true })
  await restoreUploads(from, manifest, parts.openMedia())
  // Last: until it is there, the folder is none that a server would take for the restored one.
  return { kind: 'done', manifest, courses: parts.restoreDatabase() }
}

async function restoreUploads(from: string, { files }: Manifest, media: MediaStore): Promise<void> {
  try {
    for (const { path, uploadId } of files) {
      if (uploadId === undefined) continue
      await media.append(uploadId, { offset: 0, bytes: createReadStream(join(from, path)) })
      await media.finish(uploadId)
    }
  } finally {
    await media.close()
  }
}

async function verify(from: string, manifest: Manifest, { inspect }: RestoreParts): Promise<readonly Finding[]> {
  const findings = await verifyFiles(from, manifest)
  if (findings.length > 0) return findings
  const store = inspect(from)
  try {
    return store.findDamage().map(what => ({ code: 'database-damaged', what }) as const)
  } finally {
    store.close()
  }
}

async function isEmpty(dir: string): Promise<boolean> {
  try {
    return (await readdir(dir)).length === 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true
    throw error
  }
}
