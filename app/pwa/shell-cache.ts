/** The app's own files on this device: a cache for each version, so that a tab of an older one still finds its parts. */
import type { ShellFile } from './shell-file.ts'

const prefix = 'lectern-shell-'
const page = '/index.html'
/** What the build puts here is named after its content: the same address is the same file in every version. */
const assets = '/assets/'
/** The server's own addresses, never answered with the app's page. */
const ofTheServer = /^\/(api|files|media|sync|healthz|readyz|metrics)(\/|$)/

/** What a request asks of the shell; undefined: it is none of its business. */
export type Wanted = { readonly kind: 'page' | 'file'; readonly path: string }

/** @param origin of the app; what other hosts serve is never kept */
export function wantedBy(request: Pick<Request, 'url' | 'method' | 'mode'>, origin: string): Wanted | undefined {
  const { origin: from, pathname } = new URL(request.url)
  if (request.method !== 'GET' || from !== origin || ofTheServer.test(pathname)) return undefined
  const isPage = request.mode === 'navigate' && !pathname.includes('.')
  return isPage ? { kind: 'page', path: page } : { kind: 'file', path: pathname }
}

export class ShellCache {
  readonly #caches: CacheStorage
  readonly #files: readonly ShellFile[]
  readonly #name: string

  /** @param version changes with any of the files */
  constructor(caches: CacheStorage, version: string, files: readonly ShellFile[]) {
    this.#caches = caches
    this.#files = files
    this.#name = `${prefix}${version}`
  }

  /** Fetches what is new. Rejects where a file is missing or another one: the version before it then stays. */
  async install(fetchFile: typeof fetch): Promise<void> {
    const cache = await this.#caches.open(this.#name)
    await Promise.all(this.#files.map(file => this.#keep(cache, file, fetchFile)))
  }

  /** Undefined where this device has it not, or has it no longer. */
  async find({ kind, path }: Wanted): Promise<Response | undefined> {
    const own = await (await this.#caches.open(this.#name)).match(path)
    if (own || kind === 'page' || !path.startsWith(assets)) return own
    // A tab that still runs an older version asks for a part of it.
    return this.#caches.match(path)
  }

  /** Removes the other versions. */
  async forgetOthers(): Promise<void> {
    const names = await this.#caches.keys()
    const others = names.filter(name => name.startsWith(prefix) && name !== this.#name)
    await Promise.all(others.map(name => this.#caches.delete(name)))
  }

  async #keep(cache: Cache, { path, integrity }: ShellFile, fetchFile: typeof fetch): Promise<void> {
    const isNamedAfterContent = path.startsWith(assets)
    const kept = isNamedAfterContent ? await this.#caches.match(path) : undefined
    const request = new Request(path, { integrity, cache: isNamedAfterContent ? 'default' : 'reload' })
    const response = kept ?? (await fetchFile(request))
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    await cache.put(path, response)
  }
}
