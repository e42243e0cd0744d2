/** The part of a service worker's global scope that is used: TypeScript's own library for it excludes that of pages. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request
  /** The page that asks; empty for a page that is opened. */
  readonly clientId: string
  /** The page that comes out of a navigation; else empty. */
  readonly resultingClientId: string
  respondWith(response: Promise<Response>): void
}

interface ScopeEvents {
  readonly install: ExtendableEvent
  readonly activate: ExtendableEvent
  readonly message: MessageEvent<unknown>
  readonly fetch: FetchEvent
}

export interface ServiceWorkerScope {
  readonly location: Location
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly { readonly id: string }[]>
  }
  skipWaiting(): Promise<void>
  addEventListener<Name extends keyof ScopeEvents>(name: Name, listener: (event: ScopeEvents[Name]) => void): void
}
