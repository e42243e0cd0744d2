/**
 * Builds the service worker and tells it which files the app has: every chunk, also those that are loaded later, so
 * that dialogs open with no network. In development there is none, and one that `npm start` left behind is ended.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Plugin } from 'vite'
import type { ShellFile } from '../../app/pwa/shell-file.ts'

const workerSource = path.resolve(import.meta.dirname, '../../app/pwa/service-worker.ts')
const workerFile = 'sw.js'

/** Ends a worker of a built app that was served at the same address, and its caches, and opens its pages again. */
const farewell = `
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(leave()))
async function leave() {
  await self.registration.unregister()
  for (const name of await caches.keys()) await caches.delete(name)
  for (const page of await self.clients.matchAll({ type: 'window' })) page.navigate(page.url)
}
`

export function offlineShell(): Plugin[] {
  return [workerBuild(), workerFarewell()]
}

function workerBuild(): Plugin {
  return {
    name: 'lectern:offline-shell',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: workerSource, fileName: workerFile })
    },
    generateBundle(_, bundle) {
      const worker = bundle[workerFile]
      // A classic script, which every browser takes, cannot import.
      if (worker?.type === 'chunk' && worker.imports.length > 0) this.error('the service worker shares a chunk')
    },
    // When everything is on disk, files that are only copied too.
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: ({ dir = '' }) => fillIn(dir),
    },
  }
}

async function fillIn(dir: string): Promise<void> {
  const files = await listShell(dir)
  const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  const file = path.join(dir, workerFile)
  const code = await readFile(file, 'utf8')
  const filled = code.replace('SHELL_FILES', () => JSON.stringify(files)).replace('SHELL_VERSION', () => `"${version}"`)
  await writeFile(file, filled)
}

async function listShell(dir: string): Promise<ShellFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.gz'))
    .map(entry => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .filter(file => file !== workerFile)
    .sort()
  return Promise.all(
    files.map(async file => {
      const hash = createHash('sha256').update(await readFile(path.join(dir, file)))
      return { path: `/${file.split(path.sep).join('/')}`, integrity: `sha256-${hash.digest('base64')}` }
    }),
  )
}

function workerFarewell(): Plugin {
  return {
    name: 'lectern:offline-shell-farewell',
    apply: 'serve',
    configureServer({ middlewares }) {
      middlewares.use(`/${workerFile}`, (_, response) => {
        response.setHeader('Content-Type', 'text/javascript').setHeader('Cache-Control', 'no-store').end(farewell)
      })
    },
  }
}
