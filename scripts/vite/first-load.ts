/** Measures the JavaScript that the page asks for before anything is drawn, and ends a build in which it is too much. */
import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

export interface FirstLoad {
  readonly files: readonly string[]
  /** As it travels: each file by itself, gzip. */
  readonly gzipBytes: number
}

type Chunks = Readonly<
  Record<string, Pick<Rolldown.OutputChunk, 'type' | 'code' | 'imports'> | { readonly type: 'asset' }>
>

/** @param entry the page's script, with what it imports statically */
export function firstLoadOf(bundle: Chunks, entry: string): FirstLoad {
  const files = new Set([entry])
  let gzipBytes = 0
  for (const file of files) {
    const chunk = bundle[file]
    if (chunk?.type !== 'chunk') continue
    for (const imported of chunk.imports) files.add(imported)
    gzipBytes += gzipSync(chunk.code).byteLength
  }
  return { files: [...files], gzipBytes }
}

export function firstLoadLimit(maxGzipBytes: number): Plugin {
  return {
    name: 'lectern:first-load-limit',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = Object.values(bundle).find(file => file.type === 'chunk' && file.facadeModuleId?.endsWith('.html'))
        if (!page) return this.error('the page has no script')
        const { files, gzipBytes } = firstLoadOf(bundle, page.fileName)
        const size = `${Math.ceil(gzipBytes / 1000)} kB gzip in ${files.join(', ')}`
        if (gzipBytes > maxGzipBytes)
          this.error(`the first screen's JavaScript is ${size}; the limit is ${maxGzipBytes}`)
        this.info(`the first screen's JavaScript: ${size}`)
      },
    },
  }
}
