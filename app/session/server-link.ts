import type { WireErrorCode } from '../../course/errors.ts'
import type { RandomBytes } from '../../course/id.ts'
import type { Ack, ServerState } from '../../course/wire/ack.ts'
import { wireVersion } from '../../course/wire/frame.ts'
import type { KnownServer } from '../../persistence/local-course-store.ts'
import { Alarm, Backoff } from './alarm.ts'
import { type Closing, closingOf, consequenceOf } from './closing.ts'
import { FateInquiry } from './fate-inquiry.ts'
import { HttpSync } from './http-sync.ts'
import type { LiveDocument } from './live-document.ts'
import { Outbox } from './outbox.ts'
import type { PresenceWire } from './presence.ts'
import { Sender } from './sender.ts'
import type { ServerApi } from './server-api.ts'
import type { ServerUploads } from './server-uploads.ts'
import type { SessionClock, SessionTransport } from './session-seams.ts'
import type { Connection } from './session-state.ts'
import { SyncProvider } from './sync-provider.ts'

export interface ServerLinkOptions {
  readonly courseId: string
  readonly device: string
  readonly api: ServerApi
  readonly clock: SessionClock
  readonly randomBytes: RandomBytes
  readonly transport: SessionTransport
  readonly presence: PresenceWire
  readonly uploads: ServerUploads
  readonly live: LiveDocument
  /** The operations a rebuild wrote again, to be sent one by one. */
  readonly separate: ReadonlyMap<string, Uint8Array>
  readonly known: () => KnownServer | undefined
  readonly awaited: () => ReadonlySet<string>
  readonly settled: () => Promise<void>
  /** Applies an update and keeps it. May throw. */
  readonly receive: (update: Uint8Array) => void
  /** The commit that everything received so far leads to. */
  readonly onServer: (epoch: string | null, revision: number) => void
  readonly onAck: (ack: Ack) => void
  readonly onCommitted: (operationId: string) => void
  readonly onSent: (operationIds: Iterable<string>) => void
  /** The server does not have these; what the document has of them is being offered again. */
  readonly onUnknown: (operationIds: readonly string[]) => void
  readonly onConnection: (connection: Connection) => void
  /** The document must be made anew from the server's [S5]; this link is to be closed. */
  readonly onRebuild: (code?: WireErrorCode) => void
  readonly report: (error: unknown) => void
}

const httpAfterFailures = 3
const httpAfterMs = 5000
/** A server that cannot load the course greets its clients too, and hangs up with their first update. */
const steadyAfterMs = 2000

/** How one document reaches the server: by WebSocket, again and again, and by HTTP while that does not work. */
export class ServerLink {
  readonly #options: ServerLinkOptions
  readonly #outbox: Outbox
  readonly #sender: Sender
  readonly #provider: SyncProvider
  readonly #inquiry: FateInquiry
  readonly #http: HttpSync
  readonly #backoff: Backoff
  readonly #reconnectAlarm: Alarm
  readonly #steadyAlarm: Alarm
  readonly #httpAlarm: Alarm
  readonly #stopListening: () => void
  #connection: Connection = { kind: 'connecting' }
  #isSocketUp = false
  #isSynced = false
  #isClosed = false

  constructor(options: ServerLinkOptions) {
    this.#options = options
    const { live, clock, api, transport, courseId, presence, randomBytes, report } = options
    const { onAck, onCommitted, awaited, receive, onServer } = options
    const onSent = (ids: Iterable<string>) => this.#wereSent([...ids])
    const onBroken = (error: unknown) => this.#broken(error)
    this.#outbox = new Outbox(options)
    this.#provider = new SyncProvider({ doc: live.doc, courseId, transport, presence, handlers: this.#handlers() })
    this.#sender = new Sender({ live, outbox: this.#outbox, send: frame => this.#provider.send(frame), onSent })
    const onUnknown = (operationIds: readonly string[]) => {
      this.#sender.offerAgain()
      options.onUnknown(operationIds)
    }
    this.#inquiry = new FateInquiry({
      ...{ api, clock, awaited, onAck, onCommitted, onUnknown, report },
      isSending: () => this.#provider.isSending,
      stateVector: () => live.stateVector(),
    })
    this.#http = new HttpSync({
      ...{ api, clock, live, outbox: this.#outbox, receive, onServer, onAck, onSent, onBroken },
      epoch: () => options.known()?.epoch,
      onReachable: isReachable => this.#become({ kind: isReachable ? 'http' : 'offline' }),
      onRefused: code => this.#closedFor({ code }),
    })
    this.#backoff = new Backoff({ firstMs: 200, capMs: 10_000, randomBytes })
    this.#reconnectAlarm = new Alarm(clock, () => this.#connect())
    this.#steadyAlarm = new Alarm(clock, () => this.#backoff.reset())
    this.#httpAlarm = new Alarm(clock, () => this.#http.try())
    this.#stopListening = transport.onOnline(() => this.#hurry())
  }

  start(): void {
    this.#become({ kind: this.#options.transport.isOnline() ? 'connecting' : 'offline' })
    this.#httpAlarm.set(httpAfterMs)
    this.#connect()
  }

  /** A save that is on disk, or that the disk refused. */
  sendSave(operationId: string, update: Uint8Array): void {
    this.#outbox.add(operationId, update)
    this.#sender.sendSave(operationId, update)
    this.#http.hurry()
  }

  /** Operations of other tabs, which they send, and we only if nobody did. */
  watch(operationIds: Iterable<string>): void {
    this.#inquiry.watch(operationIds)
  }

  drop(): void {
    this.#provider.drop()
  }

  close(): void {
    this.#isClosed = true
    this.#stopListening()
    this.#reconnectAlarm.clear()
    this.#steadyAlarm.clear()
    this.#httpAlarm.clear()
    this.#http.stop()
    this.#inquiry.disconnected()
    this.#options.uploads.disconnected()
    this.#sender.reset()
    this.#provider.destroy()
  }

  #handlers() {
    return {
      onOpen: () => this.#sender.reset(),
      onSyncStep1: (stateVector: Uint8Array) => {
        this.#sender.answer(stateVector).catch(error => this.#broken(error))
      },
      onUpdate: (update: Uint8Array) => this.#options.receive(update),
      onSynced: () => this.#synced(),
      onServerState: (state: ServerState) => this.#readServerState(state),
      onBroken: (error: unknown) => this.#broken(error),
      onClose: (code: number | undefined, reason: string) => this.#closed(closingOf(code, reason)),
    }
  }

  #connect(): void {
    if (this.#isClosed || this.#isSocketUp || this.#connection.kind === 'refused') return
    const { device, known } = this.#options
    const server = known()
    this.#isSocketUp = true
    this.#provider.connect({
      device,
      v: String(wireVersion),
      ...(server && { epoch: server.epoch, revision: String(server.revision) }),
    })
  }

  #hurry(): void {
    if (this.#isSocketUp) return
    // Somebody may have signed in meanwhile.
    if (this.#connection.kind === 'refused' && this.#connection.code === 'sign-in')
      this.#connection = { kind: 'offline' }
    this.#reconnectAlarm.clear()
    this.#connect()
  }

  #synced(): void {
    if (this.#isSynced) return
    this.#isSynced = true
    this.#steadyAlarm.set(steadyAfterMs)
    this.#httpAlarm.clear()
    this.#http.stop()
    this.#become({ kind: 'online' })
    this.#inquiry.connected()
    if (this.#lastState) this.#readServerState(this.#lastState)
  }

  /** What came before the first sync is read after it: its revision would claim updates that are still to come. */
  #lastState: ServerState | undefined

  #readServerState(state: ServerState): void {
    this.#lastState = state
    if (!this.#isSynced) return
    this.#options.uploads.heard(state.uploads)
    this.#options.onServer(state.server.epoch, state.server.revision)
    if (!this.#isClosed) this.#inquiry.readWindow(state.acks)
  }

  #wereSent(operationIds: readonly string[]): void {
    this.#options.onSent(operationIds)
    this.#inquiry.watch(operationIds)
  }

  #closed(closing: Closing): void {
    const wasSynced = this.#isSynced
    this.#isSocketUp = false
    this.#isSynced = false
    this.#options.uploads.disconnected()
    this.#steadyAlarm.clear()
    this.#lastState = undefined
    this.#sender.reset()
    this.#inquiry.disconnected()
    if (this.#isClosed) return
    if (closing.code) return this.#closedFor({ code: closing.code })
    this.#retry(wasSynced)
  }

  #closedFor({ code }: { readonly code: WireErrorCode }): void {
    switch (consequenceOf(code)) {
      case 'come-back':
        return this.#retry(false)
      case 'rebuild':
        return this.#options.onRebuild(code)
      case 'refused':
        this.#http.stop()
        this.#httpAlarm.clear()
        return this.#become({ kind: 'refused', code })
    }
  }

  #retry(wasSynced: boolean): void {
    if (this.#connection.kind === 'refused') return
    this.#reconnectAlarm.set(this.#backoff.next())
    if (wasSynced) this.#httpAlarm.set(httpAfterMs)
    else if (this.#backoff.tries >= httpAfterFailures) this.#http.try()
    if (this.#connection.kind === 'http') return
    const isTrying = wasSynced && this.#options.transport.isOnline()
    this.#become({ kind: isTrying ? 'connecting' : 'offline' })
  }

  #broken(error: unknown): void {
    this.#options.report(error)
    if (!this.#isClosed) this.#options.onRebuild()
  }

  #become(connection: Connection): void {
    if (this.#isClosed || connection.kind === this.#connection.kind) return
    // HTTP may be tried while the socket works again already.
    if (this.#isSynced && connection.kind !== 'online') return
    this.#connection = connection
    this.#options.onConnection(connection)
  }
}
