/** The built app: its files, and its page for every address that is the app's own to read. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** Named after their content by the build: they never change. */
const immutable = 'public, max-age=31536000, immutable'

/** @param appDir absolute path of the built app */
export function addApp(api: Hono, appDir: string): void {
  const files = serveStatic({
    root: appDir,
    onFound: (path, c) => c.header('Cache-Control', path.includes('/assets/') ? immutable : 'no-cache'),
  })
  api.use('*', secureHeaders())
  api.get('*', files)
  api.get('*', async c => {
    const isPage = !c.req.path.includes('.') && !/^\/(api|files|media|sync)(\/|$)/.test(c.req.path)
    if (!isPage) return c.json({ error: { code: 'not-found', message: 'no such address' } }, 404)
    return c.html(await readFile(join(appDir, 'index.html'), 'utf8'), 200, { 'Cache-Control': 'no-cache' })
  })
}
