/** The cookie that names a session (RFC 6265bis). No script can read it, and no other site's page makes a browser send it. */
import { parse, serialize } from 'hono/utils/cookie'

export class SessionCookie {
  readonly #isSecure: boolean

  /** @param isSecure the app is served by https; only there can a cookie be bound to its host and kept off plain lines */
  constructor(isSecure: boolean) {
    this.#isSecure = isSecure
  }

  get #name(): string {
    return this.#isSecure ? '__Host-lectern' : 'lectern'
  }

  read(header: string | undefined): string | undefined {
    return header === undefined ? undefined : parse(header, this.#name)[this.#name]
  }

  /** @param maxAgeSeconds 0 removes it */
  write(value: string, maxAgeSeconds: number): string {
    // Strict: the page that an identity provider leads back to is the same for everybody, and asks by itself for the rest.
    const options = { path: '/', httpOnly: true, sameSite: 'Strict', secure: this.#isSecure } as const
    return serialize(this.#name, value, { ...options, maxAge: maxAgeSeconds })
  }
}
