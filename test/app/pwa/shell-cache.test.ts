import { describe, expect, it } from 'vitest'
import { wantedBy } from '../../../app/pwa/shell-cache.ts'

const origin = 'https://lectern.example'

function wanted(path: string, request: Partial<Request> = {}) {
  return wantedBy({ url: new URL(path, origin).href, method: 'GET', mode: 'cors', ...request }, origin)
}

describe('The service worker', () => {
  it.each(['/', '/courses/Ab3', '/courses/Ab3?inspect=1'])('answers %s with the page', path => {
    expect(wanted(path, { mode: 'navigate' })).toEqual({ kind: 'page', path: '/index.html' })
  })

  it.each(['/api/courses', '/files/1', '/media/1', '/sync/Ab3', '/healthz', '/readyz', '/metrics'])(
    'leaves %s to the server, opened as a page too',
    path => {
      expect(wanted(path)).toBeUndefined()
      expect(wanted(path, { mode: 'navigate' })).toBeUndefined()
    },
  )

  it('has files by their address, and nothing of other hosts or for other methods than GET', () => {
    expect(wanted('/assets/main-1.js')).toEqual({ kind: 'file', path: '/assets/main-1.js' })
    expect(wanted('/manifest.webmanifest', { mode: 'navigate' })).toEqual({
      kind: 'file',
      path: '/manifest.webmanifest',
    })
    expect(wanted('https://cdn.example/assets/main-1.js')).toBeUndefined()
    expect(wanted('/assets/main-1.js', { method: 'HEAD' })).toBeUndefined()
  })
})
