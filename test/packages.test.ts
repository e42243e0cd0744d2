/** What is installed. Two copies of Yjs in one process corrupt documents: their types do not know each other. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { projectDir } from './architecture/source-files.ts'

const versions = z.record(z.string(), z.string())
const manifestSchema = z.object({ dependencies: versions, devDependencies: versions })
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ name: z.string().optional(), version: z.string().optional() })),
})
const installedSchema = z.object({ name: z.string().optional() })

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(projectDir, file), 'utf8'))
}

/** Folders of all installed packages, nested ones too, as node_modules/… */
function listInstalled(folder = 'node_modules'): string[] {
  const found = globSync([`${folder}/*/package.json`, `${folder}/@*/*/package.json`], { cwd: projectDir })
  return found.map(path.dirname).flatMap(dir => {
    const nested = `${dir}/node_modules`
    return existsSync(path.join(projectDir, nested)) ? [dir, ...listInstalled(nested)] : [dir]
  })
}

describe.each(['yjs', 'lib0'])('The package %s', name => {
  it('stands once in the lock file', () => {
    const packages = Object.entries(lockSchema.parse(readJson('package-lock.json')).packages)
    const copies = packages.filter(([dir, entry]) => entry.name === name || dir.endsWith(`node_modules/${name}`))
    expect(copies.map(([dir]) => dir)).toEqual([`node_modules/${name}`])
  })

  it('stands once on disk', () => {
    const copies = listInstalled().filter(dir => {
      const { name: installed } = installedSchema.parse(readJson(`${dir}/package.json`))
      return installed === name || path.basename(dir) === name
    })
    expect(copies).toEqual([`node_modules/${name}`])
  })
})

describe('package.json', () => {
  it('names exact versions, so that npm of an older Node picks no older ones', () => {
    const { dependencies, devDependencies } = manifestSchema.parse(readJson('package.json'))
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version),
    )
    expect(ranges).toEqual([])
  })
})
