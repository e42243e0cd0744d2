import type { Decoder } from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import type { ServerState } from '../../course/wire/ack.ts'
import { readSync, syncHandlerIndex } from '../../course/wire/frame.ts'
import type { PresenceWire } from './presence.ts'
import { readServerState } from './server-state.ts'
import type { SessionTransport } from './session-seams.ts'

export interface SyncProviderHandlers {
  readonly onOpen: () => void
  readonly onSyncStep1: (stateVector: Uint8Array) => void
  /** May throw: the connection is then dropped, and `onBroken` says why. */
  readonly onUpdate: (update: Uint8Array) => void
  /** Everything the server had when it was asked has arrived. Comes for each answer to a question. */
  readonly onSynced: () => void
  readonly onServerState: (state: ServerState) => void
  readonly onBroken: (error: unknown) => void
  /** The connection, or the attempt to make one, has ended. No code: ended on this side, or nobody there. */
  readonly onClose: (code: number | undefined, reason: string) => void
}

export interface SyncProviderOptions {
  readonly doc: Y.Doc
  readonly courseId: string
  readonly transport: SessionTransport
  readonly presence: PresenceWire
  readonly handlers: SyncProviderHandlers
}

interface AwarenessChange {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/**
 * One document's WebSocket, spoken by y-websocket's provider with what bites taken out [design 5.1]: nothing is sent
 * because the document changed, updates are applied by us and throw, and when to connect again is ours to say.
 */
export class SyncProvider {
  readonly #provider: WebsocketProvider
  readonly #handlers: SyncProviderHandlers
  readonly #presence: PresenceWire
  #isDestroyed = false

  constructor({ doc, courseId, transport, presence, handlers }: SyncProviderOptions) {
    this.#handlers = handlers
    this.#presence = presence
    const serverUrl = `${transport.baseUrl.replace(/^http/, 'ws')}/sync`
    const provider = new WebsocketProvider(serverUrl, encodeURIComponent(courseId), doc, {
      connect: false,
      disableBc: true,
      WebSocketPolyfill: transport.WebSocket,
      shouldReconnect: () => false,
    })
    this.#provider = provider
    doc.off('update', provider._updateHandler)
    provider.messageHandlers[syncHandlerIndex] = (_encoder, decoder) => this.#read(decoder)
    provider.on('status', ({ status }) => status === 'connected' && this.#tell(() => this.#opened()))
    provider.on('connection-close', event => this.#closed(event))
    this.#keepEchoesBack()
    provider.awareness.setLocalState(null)
    provider.awareness.on('change', (change: AwarenessChange, origin: unknown) => {
      // Who times out here may only be a tab in the background: the server says who is gone.
      if (origin !== provider) return
      this.#readAwareness()
      this.#tell(() => this.#hear(change))
    })
  }

  /** @param query what goes into the address beside the course */
  connect(query: Readonly<Record<string, string>>): void {
    this.#provider.params = { ...query }
    try {
      this.#provider.connect()
    } catch {
      // The browser refuses this address (a policy, mixed content): to us nobody is there.
      this.#provider.shouldConnect = false
      this.#tell(() => this.#handlers.onClose(undefined, ''))
    }
  }

  /** @returns whether the frame was handed to an open socket */
  send(frame: Uint8Array<ArrayBuffer>): boolean {
    const { ws, wsconnected } = this.#provider
    if (!wsconnected || ws === null || ws.readyState !== ws.OPEN) return false
    ws.send(frame)
    return true
  }

  /** Whether bytes of ours have not left for the network yet. */
  get isSending(): boolean {
    return (this.#provider.ws?.bufferedAmount ?? 0) > 0
  }

  /** Ends the connection; `onClose` follows. */
  drop(): void {
    this.#provider.disconnect()
  }

  destroy(): void {
    if (!this.#isDestroyed) this.#presence.disconnected()
    this.#isDestroyed = true
    this.#provider.destroy()
    this.#provider.awareness.destroy()
  }

  #read(decoder: Decoder): void {
    if (this.#isDestroyed) return
    try {
      const frame = readSync(decoder)
      if (frame.kind === 'sync-step-1') return this.#handlers.onSyncStep1(frame.stateVector)
      this.#handlers.onUpdate(frame.update)
      if (frame.kind === 'sync-step-2') this.#handlers.onSynced()
    } catch (error) {
      this.#provider.disconnect()
      this.#tell(() => this.#handlers.onBroken(error))
    }
  }

  #readAwareness(): void {
    const state = readServerState(this.#provider.awareness.getStates().values())
    if (state) this.#tell(() => this.#handlers.onServerState(state))
  }

  #opened(): void {
    this.#handlers.onOpen()
    this.#presence.connected(state => this.#provider.awareness.setLocalState(state))
  }

  #hear({ added, updated, removed }: AwarenessChange): void {
    const states = this.#provider.awareness.getStates()
    this.#presence.heard(new Map([...added, ...updated, ...removed].map(id => [id, states.get(id)])))
  }

  /** A stock provider sends back each awareness frame that it has applied; only our own are news to the server. */
  #keepEchoesBack(): void {
    const { awareness, _awarenessUpdateHandler: send } = this.#provider
    awareness.off('update', send)
    awareness.on('update', (changes: unknown, origin: unknown) => {
      if (origin === 'local') send(changes, origin)
    })
  }

  /** The provider would come back by itself, without jitter, unless told not to before this event is over. */
  #closed(event: { readonly code: number; readonly reason: string } | null): void {
    this.#provider.shouldConnect = false
    // Two steps of the clock, with the next state: the server took one in our name, and others ignore what is not newer.
    this.#provider.awareness.setLocalState(null)
    this.#tell(() => this.#presence.disconnected())
    this.#tell(() => this.#handlers.onClose(event?.code, event?.reason ?? ''))
  }

  #tell(handler: () => void): void {
    if (!this.#isDestroyed) handler()
  }
}
