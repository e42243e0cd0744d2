/** Plants a mutant: from now on, the module it stands in is loaded with the mistake in it. */
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectDir } from '../architecture/source-files.ts'
import type { Edit, Mutant } from './mutants.ts'

/** @throws where the code is not in its file, or more than once: as it is loaded */
export function plant({ also = [], ...first }: Mutant): void {
  const edits = [first, ...also].map(edit => ({ ...edit, url: pathToFileURL(path.join(projectDir, edit.file)).href }))
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      const own = edits.filter(edit => edit.url === url)
      return own.length === 0 ? loaded : { ...loaded, source: own.reduce(withEdit, String(loaded.source)) }
    },
  })
}

function withEdit(source: string, { file, code, instead }: Edit): string {
  const pieces = source.split(code)
  if (pieces.length !== 2) throw new Error(`${file} has this ${pieces.length - 1} times: ${code}`)
  return pieces.join(instead)
}
