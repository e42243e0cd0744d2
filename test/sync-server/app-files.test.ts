/** How the built app is served: what may be kept for ever, and what is asked for again. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApp } from '../../sync-server/app-files.ts'

let dir: string
let app: Hono

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lectern-app-'))
  await mkdir(join(dir, 'assets'))
  const script = 'console.log("main")'
  const files = { 'index.html': '<!doctype html>', 'sw.js': 'worker', 'manifest.webmanifest': '{}' }
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text)
  await writeFile(join(dir, 'assets/main-1.js'), script)
  await writeFile(join(dir, 'assets/main-1.js.gz'), gzipSync(script))
  app = new Hono()
  addApp(app, dir)
})

afterAll(() => rm(dir, { recursive: true }))

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await app.request(path, { headers })
  const [type, cache] = [response.headers.get('content-type'), response.headers.get('cache-control')]
  return { status: response.status, type, cache, response }
}

describe('The app is served', () => {
  it.each(['/', '/courses/Ab3', '/index.html'])('with its page at %s, asked for again each time', async path => {
    const { status, type, cache, response } = await get(path)
    expect([status, type, cache]).toEqual([200, expect.stringContaining('text/html'), 'no-cache'])
    expect(await response.text()).toBe('<!doctype html>')
  })

  it('with a service worker that is looked at again each time, or a new version would come late', async () => {
    expect(await get('/sw.js')).toMatchObject({
      status: 200,
      type: expect.stringContaining('javascript'),
      cache: 'no-cache',
    })
    const manifest = await get('/manifest.webmanifest')
    expect(manifest).toMatchObject({ type: expect.stringContaining('application/manifest+json'), cache: 'no-cache' })
  })

  it('with parts that are kept for ever, since they are named after their content', async () => {
    const { type, cache } = await get('/assets/main-1.js')
    expect([type, cache]).toEqual([expect.stringContaining('javascript'), 'public, max-age=31536000, immutable'])
  })

  it('compressed to whoever takes it', async () => {
    const { response, type, cache } = await get('/assets/main-1.js', { 'accept-encoding': 'gzip' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
    expect([type, cache]).toEqual([expect.stringContaining('javascript'), 'public, max-age=31536000, immutable'])
  })

  it.each(['/assets/main-0.js', '/api/unknown', '/files/1', '/sync/Ab3'])(
    'without taking the page for %s, which does not exist',
    async path => {
      expect((await get(path)).status).toBe(404)
    },
  )
})
