/** tus-js-client on a simulated line: the host of an address names the tab whose line it is. */
import { defaultOptions, type HttpRequest, type HttpResponse, type HttpStack } from 'tus-js-client'
import type { BodyExchange } from './sim-network.ts'

/** What a tab sends goes over its browser's line, as long as it lives. */
export type Exchange = (request: Request, body: BodyExchange) => Promise<Response>

const tabs = new Map<string, Exchange>()

/** @returns the address of the server, as this tab writes it */
export function addressOf(tab: string, exchange: Exchange): string {
  tabs.set(`${tab}.lectern.test`, exchange)
  return `http://${tab}.lectern.test`
}

class SimHttpRequest implements HttpRequest {
  readonly #method: string
  readonly #url: string
  readonly #headers = new Map<string, string>()
  readonly #abort = new AbortController()
  #onProgress: (sentBytes: number) => void = () => {}

  constructor(method: string, url: string) {
    this.#method = method
    this.#url = url
  }

  getMethod = () => this.#method
  getURL = () => this.#url
  setHeader = (name: string, value: string) => void this.#headers.set(name, value)
  getHeader = (name: string) => this.#headers.get(name)
  getUnderlyingObject = () => this

  setProgressHandler(handler: (sentBytes: number) => void): void {
    this.#onProgress = handler
  }

  async send(body: Uint8Array | null): Promise<HttpResponse> {
    const exchange = tabs.get(new URL(this.#url).host)
    if (!exchange) throw new Error(`nobody sends to ${this.#url}`)
    const request = new Request(this.#url, { method: this.#method, headers: [...this.#headers] })
    const onSent = (sentBytes: number) => this.#abort.signal.aborted || this.#onProgress(sentBytes)
    const bytes = body ? Uint8Array.from(body) : new Uint8Array()
    const response = await exchange(request, { bytes, signal: this.#abort.signal, onSent })
    const text = await response.text()
    // An aborted request never answers.
    if (this.#abort.signal.aborted) return new Promise(() => {})
    return {
      getStatus: () => response.status,
      getHeader: name => response.headers.get(name) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => response,
    }
  }

  async abort(): Promise<void> {
    this.#abort.abort()
  }
}

const stack: HttpStack = {
  createRequest: (method, url) => new SimHttpRequest(method, url),
  getName: () => 'simulated',
}

/** From now on every upload of this process goes over simulated lines. */
export function simulateTus(): void {
  ;(defaultOptions as { httpStack: HttpStack }).httpStack = stack
}
