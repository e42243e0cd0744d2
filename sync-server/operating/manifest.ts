/** `manifest.json` of a backup: what is in it, so that it can be verified by itself. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { Finding } from './finding.ts'
import { hashFile } from './hashed-file.ts'

export const databaseFile = 'lectern.db'
export const mediaFolder = 'media'
const manifestFile = 'manifest.json'

const fileSchema = z.strictObject({
  path: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  /** Of an upload's file. */
  uploadId: z.exactOptional(z.string()),
})

const manifestSchema = z.strictObject({
  format: z.literal('lectern-backup'),
  version: z.literal(1),
  /** ms since 1970, the clock of the machine that made it. All that was acknowledged before is in it. */
  startedAt: z.int(),
  engine: z.string(),
  schema: z.int(),
  counts: z.strictObject({ courses: z.int(), updates: z.int(), operations: z.int(), uploads: z.int() }),
  files: z.array(fileSchema),
  /** Uploads whose file was not there, or not as it was stored. */
  missingUploads: z.array(z.string()),
})
export type Manifest = z.infer<typeof manifestSchema>
export type ManifestFile = z.infer<typeof fileSchema>

/** The path of an upload's file in a backup. In hexadecimal: ids may differ in upper and lower case alone. */
export function pathOfUpload(uploadId: string): string {
  return `${mediaFolder}/${Buffer.from(uploadId).toString('hex')}`
}

export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await writeFile(join(dir, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx', flush: true })
}

/** Undefined: no backup, or one of another version. */
export async function readManifest(dir: string): Promise<Manifest | undefined> {
  const text = await readFile(join(dir, manifestFile), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text))
    return parsed.success && parsed.data.files.every(isInside) ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Reads every byte: whether each file is what the manifest says, and no other is there. */
export async function verifyFiles(dir: string, { files }: Manifest): Promise<Finding[]> {
  const findings: Finding[] = []
  const present = new Set(await listFiles(dir))
  for (const { path, sizeBytes, sha256 } of files) {
    if (!present.delete(path)) {
      findings.push({ code: 'file-missing', path })
      continue
    }
    const found = await hashFile(join(dir, path))
    if (found.sizeBytes !== sizeBytes || found.sha256 !== sha256) findings.push({ code: 'file-changed', path })
  }
  present.delete(manifestFile)
  return [...findings, ...[...present].map(path => ({ code: 'file-unknown', path }) as const)]
}

async function listFiles(dir: string): Promise<string[]> {
  const top = await readdir(dir, { withFileTypes: true })
  const below = top.some(entry => entry.name === mediaFolder) ? await readdir(join(dir, mediaFolder)) : []
  const names = top.filter(entry => entry.name !== mediaFolder).map(({ name }) => name)
  return [...names, ...below.map(name => `${mediaFolder}/${name}`)]
}

/** A manifest is a file that somebody may have touched: nothing outside the backup is read for it. */
function isInside({ path, uploadId }: ManifestFile): boolean {
  return uploadId === undefined ? path === databaseFile : path === pathOfUpload(uploadId)
}
