/** Puts a .gz beside each script and style, so that the server need not compress what never changes. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const gzipBytes = promisify(gzip)

export function compressed(): Plugin {
  return {
    name: 'lectern:compressed',
    apply: 'build',
    writeBundle: { order: 'post', sequential: true, handler: ({ dir = '' }) => compressIn(path.join(dir, 'assets')) },
  }
}

async function compressIn(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter(file => /\.(js|css)$/.test(file))
  const write = async (file: string) => {
    const bytes = await gzipBytes(await readFile(path.join(folder, file)), { level: 9 })
    await writeFile(path.join(folder, `${file}.gz`), bytes)
  }
  await Promise.all(files.map(write))
}
