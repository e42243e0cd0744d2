/** What every answer tells a browser about itself: what may run, load, frame and read it. */
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * Two libraries put a `<style>` into the page, whose text never changes: it is allowed by its hash, so that no other
 * is. Styles set through the DOM's own objects, as React and React Aria do, need no permission.
 */
export const styleHashes = {
  /** No text: sonner puts its element into the page before the text into the element. */
  empty: "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  /** sonner: all toasts. */
  toasts: "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
  /** react-aria, usePress: what a touch of a button does. */
  press: "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  /** react-aria, usePreventScroll: on iOS, what stands behind a dialog. */
  preventScroll: "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
}

/** `'self'` in connect-src covers `ws:` and `wss:` of the same host, too (CSP 3, 6.7.2.8). */
const appPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", ...Object.values(styleHashes)],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  // blob: a chosen file before it is uploaded, and pictures that were drawn here.
  imgSrc: ["'self'", 'blob:', 'data:'],
  mediaSrc: ["'self'", 'blob:'],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

/** An answer that is no page has nothing to run or load, whatever a browser takes it for. */
const dataPolicy = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], sandbox: [] }

const refused = {
  camera: false,
  microphone: false,
  geolocation: false,
  displayCapture: false,
  payment: false,
  usb: false,
  serial: false,
  hid: false,
  bluetooth: false,
  midi: false,
  browsingTopics: false,
}

/** A year is what ASVS 3.4.1 and the browsers' preload lists ask for. */
const strictTransport = 'max-age=31536000; includeSubDomains'

function headersWith(contentSecurityPolicy: typeof appPolicy | typeof dataPolicy): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy,
    permissionsPolicy: refused,
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    // Over plain http a browser ignores it; `addHeaders` says it over https.
    strictTransportSecurity: false,
    // What a route says of itself, as `/media` does, stands.
    overwrite: false,
  })
}

/** For the app's files. */
export function appHeaders(): MiddlewareHandler {
  return headersWith(appPolicy)
}

/** To be called before any route: all answers have the headers, refusals too. */
export function addHeaders(api: Hono, trustsProxy: boolean): void {
  api.use('*', headersWith(dataPolicy))
  api.use('*', async (c, next) => {
    await next()
    // What a signed-in author was told is nobody's to keep; what may be kept says so itself.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
    if (isSecure(c, trustsProxy)) c.res.headers.set('Strict-Transport-Security', strictTransport)
  })
}

/** The proxy nearest to us writes last. */
function isSecure(c: Context, trustsProxy: boolean): boolean {
  if (c.req.url.startsWith('https:')) return true
  const said = trustsProxy ? c.req.header('x-forwarded-proto') : undefined
  return said?.split(',').at(-1)?.trim().toLowerCase() === 'https'
}
