/** The app's build, made only when a source of it has changed: a restart does not wait for it. */
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectDir, runCommand } from './run-command.ts'

export const appDir = path.join(projectDir, 'dist/app')

const sources = ['app', 'course', 'persistence', 'scripts/vite', 'vite.config.ts', 'tsconfig.json', 'package-lock.json']
/** In the folder that the build empties first, so a build that was cut short leaves none. */
const stampFile = path.join(appDir, '.sources')

/** `failed`: what was wrong stands on the terminal already. */
export async function buildAppIfStale(): Promise<'fresh' | 'built' | 'failed'> {
  const hash = await hashSources()
  if ((await readStamp()) === hash) return 'fresh'
  console.log('Building the app ...')
  // A process of its own: the build sets NODE_ENV and keeps its memory.
  const vite = path.join(projectDir, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', 'vite.config.ts', '--logLevel', 'warn']
  // Whatever the tests run in: what they drive is what authors get.
  const exitCode = await runCommand(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } })
  if (exitCode !== 0) {
    console.error('The app could not be built.')
    return 'failed'
  }
  await writeFile(stampFile, hash)
  return 'built'
}

async function hashSources(): Promise<string> {
  const files = (await Promise.all(sources.map(listFiles))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(path.join(projectDir, file)))
      .update('\0')
  return hash.digest('hex')
}

async function listFiles(source: string): Promise<string[]> {
  if (path.extname(source) !== '') return [source]
  const entries = await readdir(path.join(projectDir, source), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.relative(projectDir, path.join(entry.parentPath, entry.name)))
}

async function readStamp(): Promise<string | undefined> {
  try {
    return await readFile(stampFile, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
