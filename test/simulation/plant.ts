/** Plants a mutant: from now on, the module it stands in is loaded with the mistake in it. */
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectDir } from '../architecture/source-files.ts'
import type { Mutant } from './mutants.ts'

/** @throws where the code is not in its file, or more than once: as it is loaded */
export function plant({ file, code, instead }: Mutant): void {
  const planted = pathToFileURL(path.join(projectDir, file)).href
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      if (url !== planted) return loaded
      const pieces = String(loaded.source).split(code)
      if (pieces.length !== 2) throw new Error(`${file} has this ${pieces.length - 1} times: ${code}`)
      return { ...loaded, source: pieces.join(instead) }
    },
  })
}
