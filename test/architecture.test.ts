/** The shape of the house, checked on its sources. What is allowed where stands in the lists at the top. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  findCycle,
  listFiles,
  projectDir,
  readSources,
  resolveImport,
  type SourceFile,
  stripCommentsAndStrings,
} from './architecture/source-files.ts'

const mayImport: Readonly<Record<string, readonly string[]>> = {
  course: ['course'],
  persistence: ['persistence', 'course'],
  'sync-server': ['sync-server', 'persistence', 'course'],
  app: ['app', 'persistence', 'course'],
}
const engines = ['sqlite', 'postgres', 'memory', 'files', 'indexeddb', 'memory-local']
/** Folders of persistence that engines share; they name none. */
const sharedByEngines = ['local']
const namesEngines = [/^sync-server\/(operating\/)?main\.ts$/, /^app\/main\.tsx$/, /^app\/cli\//]
/** What the course may stand on: packages that compute and do nothing else. */
const purePackages = ['yjs', 'lib0/decoding', 'lib0/encoding', 'fractional-indexing', 'uuid', 'zod', 'zod/mini']
/** Where clock, random, timers and network come in; everything else gets them passed in. */
const seams = [/(^|\/)main\.tsx?$/, /(^|\/)system-[\w-]+\.ts$/, /^app\/cli\//]
const impureCalls =
  /(?<![.#\w])(?:(?:globalThis|window|self)\.)?(?:Date\.now\b|new Date\(\)|Math\.random\b|performance\.now\b|crypto\.(?:randomUUID|getRandomValues)\b|v[147]\(\)|(?:setTimeout|setInterval|setImmediate|requestAnimationFrame|fetch)\()/
const ioGlobals =
  /(?<![.#\w])(?:crypto|performance|process|console|document|window|navigator|localStorage|indexedDB)\.\w/
const impurePackages = ['nanoid', 'lib0/random', 'lib0/time', 'node:timers', 'node:timers/promises']
const impureImports = /^import .*\brandom\w*.* from '(node:)?crypto'/gm
const maxLinesPerFile = 250

const product = readSources(Object.keys(mayImport).filter(folder => existsSync(path.join(projectDir, folder))))
/** Its examples of imports name files that do not exist. */
const fixtures = 'test/architecture/source-files.test.ts'
const everything = [
  ...product,
  ...readSources(['scripts', 'test', 'bench'].filter(folder => existsSync(path.join(projectDir, folder)))),
].filter(file => file.path !== fixtures)
const below = (...folders: string[]) =>
  product.filter(file => folders.some(folder => file.path.startsWith(`${folder}/`)))
const isAnyOf = (patterns: readonly RegExp[]) => (file: SourceFile) => patterns.some(pattern => pattern.test(file.path))

/** One line for each offence, `where: what`. */
function offences(files: readonly SourceFile[], find: (file: SourceFile) => readonly string[]): string[] {
  return files.flatMap(file => find(file).map(offence => `${file.path}: ${offence}`))
}

function linesMatching(pattern: RegExp) {
  return (file: SourceFile) =>
    stripCommentsAndStrings(file.text)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`line ${index + 1}: ${line.trim()}`] : []))
}

describe('The folders', () => {
  it('import one way: course by persistence, both by the server and the app, which do not know each other', () => {
    const found = offences(product, file => {
      const allowed = mayImport[file.path.split('/')[0] ?? ''] ?? []
      return file.imports.filter(specifier => {
        const folder = resolveImport(file.path, specifier)?.split('/')[0]
        return folder !== undefined && !allowed.includes(folder)
      })
    })
    expect(found).toEqual([])
  })

  it('have no cycle of imports', () => {
    expect(findCycle(everything)?.join(' -> ')).toBeUndefined()
  })

  it('name a storage engine only where a program starts', () => {
    const engineOf = (file = '') => engines.find(engine => file.startsWith(`persistence/${engine}/`))
    const mains = isAnyOf(namesEngines)
    const found = offences(
      product.filter(file => !mains(file)),
      file =>
        file.imports.filter(specifier => {
          const engine = engineOf(resolveImport(file.path, specifier))
          return engine !== undefined && engine !== engineOf(file.path)
        }),
    )
    expect(found).toEqual([])
  })

  it('of persistence are an engine each, or shared by engines', () => {
    const found = below('persistence').flatMap(file => file.path.match(/^persistence\/([^/]+)\//)?.[1] ?? [])
    expect(found.filter(folder => ![...engines, ...sharedByEngines].includes(folder))).toEqual([])
  })
})

describe('Clock, random, timers and the network', () => {
  it('are unknown to the course', () => {
    const found = [
      ...offences(below('course'), linesMatching(impureCalls)),
      ...offences(below('course'), linesMatching(ioGlobals)),
    ]
    expect(found).toEqual([])
  })

  it('do not come into the course by a package', () => {
    const found = offences(below('course'), file =>
      file.imports.filter(specifier => !specifier.startsWith('.') && !purePackages.includes(specifier)),
    )
    expect(found).toEqual([])
  })

  it('enter the server and the session of the app only through the named seams', () => {
    const inside = below('sync-server', 'app/session').filter(file => !isAnyOf(seams)(file))
    const imports = offences(inside, file => [
      ...file.imports.filter(specifier => impurePackages.includes(specifier)),
      ...(file.text.match(impureImports) ?? []),
    ])
    expect([...offences(inside, linesMatching(impureCalls)), ...imports]).toEqual([])
  })
})

describe('The wire', () => {
  it('is known by its frame numbers in course/wire/frame.ts alone', () => {
    const found = offences(product, file => [
      ...file.imports.filter(specifier => /^y-protocols\/(sync|auth)/.test(specifier)),
      ...(file.path.startsWith('course/wire/')
        ? []
        : linesMatching(/\bmessage(Sync|Awareness|Auth|QueryAwareness)\b/)(file)),
    ])
    expect(found).toEqual([])
  })
})

describe('A file', () => {
  it(`has at most ${maxLinesPerFile} lines`, () => {
    const found = offences(everything, file => {
      const lines = file.text.trimEnd().split('\n').length
      return lines > maxLinesPerFile ? [`${lines} lines`] : []
    })
    expect(found).toEqual([])
  })

  it('is named in kebab-case after what it exports, and is no barrel', () => {
    const folders = ['course', 'persistence', 'sync-server', 'app', 'scripts', 'test', 'bench']
    const files = listFiles(
      folders.filter(folder => existsSync(path.join(projectDir, folder))),
      ['.ts', '.tsx', '.css'],
    )
    const wrong = files.filter(
      file =>
        !file.split('/').every(part => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(part)) ||
        /(^|\/)index\.tsx?$/.test(file),
    )
    expect(wrong).toEqual([])
  })

  it('has no default export', () => {
    expect(offences(everything, linesMatching(/^export default\b|\bas default\b/))).toEqual([])
  })

  it('imports files of ours with their ending, and only files that exist', () => {
    const found = offences(everything, file =>
      file.imports.filter(specifier => {
        const target = resolveImport(file.path, specifier)
        if (target === undefined) return false
        return !/\.(tsx?|css|svg|json)(\?\w+)?$/.test(specifier) || !existsSync(path.join(projectDir, target))
      }),
    )
    expect(found).toEqual([])
  })
})

describe('The search for impure calls', () => {
  it('sees a call in code and not in a comment or a string', () => {
    const source = (text: string): SourceFile => ({ path: 'a.ts', text, imports: [] })
    const find = linesMatching(impureCalls)
    for (const call of [
      'Date.now()',
      'new Date()',
      'globalThis.setTimeout(go, 1)',
      'crypto.randomUUID()',
      'fetch(url)',
    ]) {
      expect(find(source(`const a = ${call}`))).toHaveLength(1)
    }
    for (const text of [
      '// Date.now()',
      "'Math.random'",
      'new Date(ms)',
      'clock.setTimeout(go, 1)',
      'this.#fetch(id)',
    ]) {
      expect(find(source(text))).toEqual([])
    }
  })
})
