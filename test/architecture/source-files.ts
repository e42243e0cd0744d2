/** The sources as text: their imports, and their code without comments and strings. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const projectDir = path.resolve(import.meta.dirname, '../..')

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string
  readonly text: string
  /** Specifiers as written; static, dynamic and type imports, re-exports, workers. */
  readonly imports: readonly string[]
}

/** Every file below the folders whose name ends in one of the extensions, except what is installed or built. */
export function listFiles(folders: readonly string[], extensions: readonly string[]): string[] {
  return folders
    .flatMap(folder =>
      readdirSync(path.join(projectDir, folder), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && extensions.some(extension => entry.name.endsWith(extension)))
        .map(entry => path.relative(projectDir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
    )
    .filter(file => !file.includes('/node_modules/'))
    .sort()
}

export function readSources(folders: readonly string[]): SourceFile[] {
  return listFiles(folders, ['.ts', '.tsx']).map(file => {
    const text = readFileSync(path.join(projectDir, file), 'utf8')
    return { path: file, text, imports: findImports(text) }
  })
}

// The formatter puts every import and re-export at the start of a line.
const staticImport = /^(?:import|export)\s(?:(?:(?!\n(?:import|export)\b)[^'"`;])*?\sfrom\s)?['"]([^'"]+)['"]/gm
const dynamicImport = /\bimport\(\s*['"]([^'"]+)['"]/g
const worker = /\bnew URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g

export function findImports(text: string): string[] {
  return [staticImport, dynamicImport, worker].flatMap(pattern =>
    [...text.matchAll(pattern)].map(match => match[1] ?? ''),
  )
}

/** The file of ours that a relative import names; undefined for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const withoutQuery = specifier.replace(/\?.*$/, '')
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), withoutQuery))
}

// Tried in this order at each place; a quote that its line does not close is text between tags, not a string.
const commentOrString = /\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g

/** The code with comments removed and strings emptied, line by line as before. Templates stay: code may be in them. */
export function stripCommentsAndStrings(text: string): string {
  return text.replace(commentOrString, match => {
    if (match.startsWith('/')) return match.replaceAll(/[^\n]/g, '')
    return `${match[0]}${match[0]}`
  })
}

/** The first import cycle, as the files on it; undefined if there is none. */
export function findCycle(files: readonly SourceFile[]): readonly string[] | undefined {
  const edges = new Map(files.map(file => [file.path, targetsOf(file)]))
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    const start = trail.indexOf(file)
    if (start >= 0) return [...trail.slice(start), file]
    if (done.has(file)) return undefined
    for (const target of edges.get(file) ?? []) {
      const cycle = visit(target, [...trail, file])
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  return files.map(file => visit(file.path, [])).find(cycle => cycle !== undefined)
}

function targetsOf(file: SourceFile): string[] {
  return file.imports.flatMap(specifier => resolveImport(file.path, specifier) ?? [])
}
