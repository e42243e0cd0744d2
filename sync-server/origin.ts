/**
 * Which pages may ask anything of this server, and under which names it is reached. Browsers send their page's Origin, do
 * not apply the same-origin rule to sockets, and believe a foreign name that was made to point here (DNS rebinding).
 */
export interface RequestHeaders {
  readonly origin?: string | undefined
  readonly host?: string | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

export interface OriginRules {
  /** Where people open the app, as https://courses.example.org; believed instead of what requests say. */
  readonly publicUrl?: string
  /** Origins of other pages that may ask. */
  readonly allowedOrigins?: readonly string[]
  /** Nobody signs in: this machine's pages alone are believed. */
  readonly isOpen: boolean
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/** As an address of this machine's own pages has it. */
export function isLoopbackName(name: string | undefined): boolean {
  return name !== undefined && loopbackNames.has(name)
}

export class Origins {
  readonly #rules: OriginRules
  readonly #public: URL | undefined
  readonly #allowed: ReadonlySet<string>

  constructor(rules: OriginRules) {
    this.#rules = rules
    this.#public = rules.publicUrl === undefined ? undefined : new URL(rules.publicUrl)
    this.#allowed = new Set([...(this.#public ? [this.#public.origin] : []), ...(rules.allowedOrigins ?? [])])
  }

  get isSecure(): boolean {
    return this.#public?.protocol === 'https:'
  }

  /** @param isReading a GET: browsers send no Origin with those of their own page, nor with links that are followed */
  mayAsk({ origin, host, 'sec-fetch-site': site }: RequestHeaders, isReading: boolean): boolean {
    if (origin === undefined) return isReading || site === undefined || site === 'same-origin' || site === 'none'
    if (this.#allowed.has(origin)) return true
    if (!URL.canParse(origin)) return false
    const page = new URL(origin)
    if (this.#rules.isOpen && isLoopbackName(page.hostname)) return true
    return this.#public === undefined && page.host === host
  }

  /** Where nobody signs in, a page that came under a foreign name is not ours, whatever it points to. */
  isOwnHost({ host }: RequestHeaders): boolean {
    if (!this.#rules.isOpen || host === undefined) return true
    const name = URL.parse(`http://${host}`)?.hostname
    return name !== undefined && (isLoopbackName(name) || name === this.#public?.hostname)
  }
}
