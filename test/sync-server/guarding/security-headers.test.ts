/** What every answer tells a browser about itself. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { Hono } from 'hono'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addApp } from '../../../sync-server/app-files.ts'
import { addHeaders, styleHashes } from '../../../sync-server/guarding/security-headers.ts'
import { projectDir } from '../../architecture/source-files.ts'
import { startTestServer } from '../fixtures/test-server.ts'

async function openApp(trustsProxy = false): Promise<Hono> {
  const appDir = await mkdtemp(path.join(tmpdir(), 'lectern-app-'))
  onTestFinished(() => rm(appDir, { recursive: true }))
  await writeFile(path.join(appDir, 'index.html'), '<!doctype html>')
  const app = new Hono()
  addHeaders(app, trustsProxy)
  app.get('/media/1', c => c.text('', 200, { 'Content-Security-Policy': "sandbox; default-src 'none'" }))
  addApp(app, appDir)
  return app
}

function policyOf({ headers }: Response): string[] {
  return headers.get('content-security-policy')?.split('; ') ?? []
}

describe('Every answer', () => {
  it.each(['/healthz', '/api/courses', '/api/unknown', '/api/courses/course-1', '/media/none', '/files/none', '/'])(
    'of %s, a refusal too, may be neither framed, sniffed, kept nor read by another origin, and has no page to run',
    async address => {
      const { url } = await startTestServer()
      const { headers } = await fetch(`${url}${address}`)
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
      expect(headers.has('x-powered-by')).toBe(false)
    },
  )

  it('to TRACE is a refusal that repeats nothing of the request', async () => {
    const { url } = await startTestServer()
    const trace = request(url, { method: 'TRACE', headers: { cookie: 'session=secret' } }).end()
    const [response] = (await once(trace, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(await text(response)).not.toContain('secret')
  })

  it('that says more of itself keeps it', async () => {
    const app = await openApp()
    expect(policyOf(await app.request('/media/1'))).toEqual(['sandbox', "default-src 'none'"])
  })
})

describe('The app’s page', () => {
  it('runs and loads what is this server’s alone, and no script that stands in a page', async () => {
    const app = await openApp()
    const policy = policyOf(await app.request('/courses/Ab3'))
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]),
    )
    expect(policy.join()).not.toMatch(/unsafe|\*|https?:/)
  })

  it.each([
    ['sonner', 'toasts', 'sonner/dist/index.mjs', /__insertCSS\(("(?:[^"\\]|\\.)*")\)/, JSON.parse],
    ['React Aria', 'press', 'react-aria/dist/private/interactions/usePress.mjs', /textContent = `([^`]*)`/, trimmed],
    [
      'React Aria',
      'preventScroll',
      'react-aria/dist/private/overlays/usePreventScroll.mjs',
      /textContent = `([^`]*)`/,
      trimmed,
    ],
  ] as const)(
    'allows the style that %s adds (%s) by the hash of just that text',
    (_library, style, file, found, read) => {
      const source = readFileSync(path.join(projectDir, 'node_modules', file), 'utf8')
      const added = String(read(found.exec(source)?.[1] ?? '""'))
      expect(styleHashes[style]).toBe(`'sha256-${createHash('sha256').update(added).digest('base64')}'`)
    },
  )
})

describe('A browser is told to come by https alone', () => {
  const strict = async (app: Hono, url: string, headers: Record<string, string> = {}) =>
    (await app.request(url, { headers })).headers.get('strict-transport-security')

  it('where it came by https', async () => {
    const app = await openApp()
    expect(await strict(app, 'https://lectern.example/')).toBe('max-age=31536000; includeSubDomains')
    expect(await strict(app, 'http://lectern.example/')).toBeNull()
  })

  it('where the proxy nearest to the server says so, if a proxy is believed at all', async () => {
    const [trusting, doubting] = [await openApp(true), await openApp()]
    const asked = (proto: string) => ({ 'x-forwarded-proto': proto })
    expect(await strict(trusting, 'http://lectern.example/', asked('https'))).toContain('max-age')
    expect(await strict(trusting, 'http://lectern.example/', asked('https, http'))).toBeNull()
    expect(await strict(doubting, 'http://lectern.example/', asked('https'))).toBeNull()
  })
})

/** As the library builds it: with the attribute's name in the place of its constant. */
function trimmed(text: string): string {
  return text.replaceAll(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/g, 'data-react-aria-pressable').trim()
}
