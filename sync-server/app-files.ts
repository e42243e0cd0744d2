/** The built app: its files, and its page for every address that is the app's own to read. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { appHeaders } from './guarding/security-headers.ts'

/** Named after their content by the build: they never change. */
const immutable = 'public, max-age=31536000, immutable'
/** Asked for again each time: the page, the service worker, and what keeps its name over versions. */
const revalidated = 'no-cache'
const ofTheServer = /^\/(api|files|media|sync)(\/|$)/

/** @param appDir absolute path of the built app */
export function addApp(api: Hono, appDir: string): void {
  // The build has put a .gz beside what is worth it.
  const files = serveStatic({ root: appDir, precompressed: true })
  api.use('*', appHeaders())
  api.get('*', async (c, next) => {
    const file = await files(c, next)
    // Otherwise it is what another route has answered.
    if (!(file instanceof Response)) return
    file.headers.set('Cache-Control', c.req.path.startsWith('/assets/') ? immutable : revalidated)
    return file
  })
  api.get('*', async c => {
    const isPage = !c.req.path.includes('.') && !ofTheServer.test(c.req.path)
    if (!isPage) return c.json({ error: { code: 'not-found', message: 'no such address' } }, 404)
    return c.html(await readFile(join(appDir, 'index.html'), 'utf8'), 200, { 'Cache-Control': revalidated })
  })
}
