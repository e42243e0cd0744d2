/** A backup of a data folder: its database as of one moment and the files of its uploads, with a manifest. */
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { InspectedStore } from '../../persistence/inspected-store.ts'
import type { ReadableMedia } from '../../persistence/media-store.ts'
import type { CompleteUpload } from '../../persistence/upload-store.ts'
import type { Finding } from './finding.ts'
import { hashFile, syncFolder, writeHashed } from './hashed-file.ts'
import {
  databaseFile,
  type Manifest,
  type ManifestFile,
  mediaFolder,
  pathOfUpload,
  verifyFiles,
  writeManifest,
} from './manifest.ts'

export interface BackupParts {
  /** Writes the database as it is at this moment into the folder, durably. */
  readonly copyDatabase: (dir: string) => void
  /** Opens such a copy. */
  readonly inspect: (dir: string) => InspectedStore
  readonly media: ReadableMedia
  /** ms since 1970. */
  readonly now: () => number
}

export type BackupResult =
  | { readonly kind: 'target-exists' }
  /** Nothing was left at the target. */
  | { readonly kind: 'unsound'; readonly findings: readonly Finding[] }
  /** `findings`: uploads that the folder itself does not have as they were stored; all else is in the backup. */
  | { readonly kind: 'done'; readonly manifest: Manifest; readonly findings: readonly Finding[] }

/** While it is being written, a backup has another name: what bears its own is whole. */
const unfinishedEnding = '.unfinished'

/** @param to a folder that does not exist yet, below one that does */
export async function backUp(to: string, parts: BackupParts): Promise<BackupResult> {
  if (await exists(to)) return { kind: 'target-exists' }
  const dir = `${to}${unfinishedEnding}`
  // What a backup that was cut off has left.
  await rm(dir, { recursive: true, force: true })
  // It holds everything that people have written: nobody else's to read.
  await mkdir(dir, { mode: 0o700 })
  await mkdir(join(dir, mediaFolder))
  try {
    const result = await fill(dir, parts)
    if (result.kind !== 'done') return result
    if (await exists(to)) return { kind: 'target-exists' }
    await rename(dir, to)
    await syncFolder(dirname(to))
    return result
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function fill(dir: string, parts: BackupParts): Promise<BackupResult> {
  const startedAt = parts.now()
  parts.copyDatabase(dir)
  const copy = parts.inspect(dir)
  try {
    const damage = copy.findDamage().map(what => ({ code: 'database-damaged', what }) as const)
    if (damage.length > 0) return { kind: 'unsound', findings: damage }
    const { files, findings } = await copyUploads(dir, { ...parts, copy })
    const { engine, schema } = copy.facts()
    const database = { path: databaseFile, ...(await hashFile(join(dir, databaseFile))) }
    const missingUploads = findings.flatMap(finding => ('uploadId' in finding ? [finding.uploadId] : []))
    const manifest: Manifest = {
      ...{ format: 'lectern-backup', version: 1, startedAt, engine, schema },
      ...{ counts: copy.count(), files: [database, ...files], missingUploads },
    }
    await writeManifest(dir, manifest)
    for (const folder of [join(dir, mediaFolder), dir]) await syncFolder(folder)
    const unsound = await verifyFiles(dir, manifest)
    return unsound.length > 0 ? { kind: 'unsound', findings: unsound } : { kind: 'done', manifest, findings }
  } finally {
    copy.close()
  }
}

interface CopiedUploads {
  readonly files: readonly ManifestFile[]
  readonly findings: readonly Finding[]
}

/** Only what the copied database calls complete: the rest goes on from where its author has it. */
async function copyUploads(
  dir: string,
  { copy, media }: BackupParts & { readonly copy: InspectedStore },
): Promise<CopiedUploads> {
  const files: ManifestFile[] = []
  const findings: Finding[] = []
  for (const upload of copy.listUploads()) {
    if (upload.status !== 'complete') continue
    const { uploadId } = upload
    const stored = await media.find(uploadId)
    if (stored?.isFinished && stored.storedBytes === upload.sizeBytes) {
      const file = await copyUpload(dir, upload, media)
      files.push(file)
      if (file.sha256 !== upload.facts.sha256) findings.push({ code: 'upload-wrong-content', uploadId })
    } else if (upload.isReferenced) {
      // One that nothing refers to may have been swept since.
      findings.push({ code: stored ? 'upload-wrong-size' : 'upload-missing', uploadId })
    }
  }
  return { files, findings }
}

async function copyUpload(dir: string, upload: CompleteUpload, media: ReadableMedia): Promise<ManifestFile> {
  const { uploadId, sizeBytes } = upload
  const path = pathOfUpload(uploadId)
  const facts = await writeHashed(join(dir, path), media.read(uploadId, { start: 0, end: sizeBytes }))
  return { path, ...facts, uploadId }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
