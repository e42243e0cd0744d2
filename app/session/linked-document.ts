import { operationsMap } from '../../course/document.ts'
import type { WireErrorCode } from '../../course/errors.ts'
import type { Course } from '../../course/model.ts'
import { writeOperation } from '../../course/write-operation.ts'
import type { KnownServer, LocalSave, PendingOperation } from '../../persistence/local-course-store.ts'
import { isAboutOperation } from './closing.ts'
import { LiveDocument, type Origin } from './live-document.ts'
import type { Mirror } from './mirror.ts'
import type { RecordReader } from './overwrite-watch.ts'
import type { PresenceWire } from './presence.ts'
import { recordOf } from './rebuild.ts'
import type { SaveTracker } from './save-tracker.ts'
import type { ServerApi } from './server-api.ts'
import { ServerLink } from './server-link.ts'
import type { ServerUploads } from './server-uploads.ts'
import type { SessionOptions } from './session-seams.ts'
import type { Connection } from './session-state.ts'

export interface LinkedDocumentOptions {
  readonly session: SessionOptions
  readonly api: ServerApi
  readonly mirror: Mirror
  readonly tracker: SaveTracker
  readonly presence: PresenceWire
  readonly uploads: ServerUploads
  readonly onChange: () => void
  readonly records: RecordReader
  readonly onConnection: (connection: Connection) => void
  /** The server has stored an operation of ours. */
  readonly onStored: () => void
  /** The document is not to be used any more, and another must be made from the server's. */
  readonly onBroken: (refusal?: Refusal) => void
}

/** The server refused one of these, which were sent one by one. */
export interface Refusal {
  readonly code: WireErrorCode
  readonly sent: ReadonlySet<string>
}

const records: readonly Origin[] = ['server', 'other-tab']

/** One incarnation of the course's document in this tab: between its mirror and its server. */
export class LinkedDocument {
  readonly #options: LinkedDocumentOptions
  readonly live: LiveDocument
  #server: KnownServer | undefined
  #link: ServerLink | undefined
  /** Operations whose fate is final, as far as this tab knows. */
  readonly #final = new Set<string>()

  constructor(options: LinkedDocumentOptions, live?: LiveDocument) {
    this.#options = options
    const { courseId, randomBytes } = options.session
    this.live = live ?? new LiveDocument({ courseId, randomBytes, onChange: options.onChange })
    const { doc } = this.live
    operationsMap(doc).observe(({ keysChanged, transaction }) => {
      // Another tab may have been told first.
      if (!records.some(origin => origin === transaction.origin)) return
      for (const key of keysChanged) options.records.came(doc, operationsMap(doc).get(key))
    })
  }

  get course(): Course {
    return this.live.course
  }

  get server(): KnownServer | undefined {
    return this.#server
  }

  /** What the mirror, or a rebuild, knows of the server. */
  setServer(server: KnownServer | undefined): void {
    this.#server = server
  }

  /** All records that stand in the document now and that nobody awaits are final. */
  noteFinalRecords(): void {
    const awaited = this.#options.tracker.awaitedIds
    for (const operationId of this.#recordIds()) if (!awaited.has(operationId)) this.#final.add(operationId)
    for (const record of operationsMap(this.live.doc).values()) {
      const { operationId } = record as { readonly operationId?: string }
      if (operationId && !awaited.has(operationId)) this.#options.records.stands(this.live.doc, record)
    }
  }

  /**
   * Writes an operation into the document there and then. It may take the place of records whose fate is known: of
   * one that another tab has only just written, this tab may have the bytes and not yet know that it is awaited.
   */
  write(operation: PendingOperation): LocalSave {
    const awaited = new Set([...this.#recordIds()].filter(operationId => !this.#final.has(operationId)))
    return { operation, update: writeOperation(this.live.doc, { operation: recordOf(operation), awaited }) }
  }

  send({ operation, update }: LocalSave): void {
    this.#link?.sendSave(operation.operationId, update)
    this.#options.mirror.compact(() => this.live.encode())
  }

  /** @param separate operations that a rebuild wrote again, to be sent one by one */
  connect(separate: ReadonlyMap<string, Uint8Array> = new Map()): void {
    const { session, api, tracker, mirror, presence, uploads, onConnection, onBroken } = this.#options
    const sent = new Set(separate.keys())
    const { courseId, profile, clock, randomBytes, transport, report } = session
    this.disconnect()
    this.#link = new ServerLink({
      ...{ courseId, device: profile.device, api, clock, randomBytes, transport },
      ...{ presence, uploads, report, separate, onConnection },
      live: this.live,
      known: () => this.#server,
      awaited: () => tracker.awaitedIds,
      settled: () => mirror.settled(),
      receive: update => this.#receive(update),
      onServer: (epoch, revision) => this.#noteServer(epoch, revision),
      onAck: ack => {
        if (ack.status === 'stored') this.#options.onStored()
        if (ack.status !== 'committed') this.#final.add(ack.operationId)
        tracker.settle(ack)
      },
      onCommitted: operationId => tracker.isCommitted(operationId),
      onSent: operationIds => tracker.wereSent(operationIds),
      onUnknown: operationIds => this.#writeMissing(operationIds),
      onRebuild: code => onBroken(code && isAboutOperation(code) ? { code, sent } : undefined),
    })
    this.#link.start()
  }

  /** Operations of other tabs, which they send, and this one only if nobody did. */
  watchPending(): void {
    this.#link?.watch(this.#options.tracker.awaitedIds)
  }

  drop(): void {
    this.#link?.drop()
  }

  disconnect(): void {
    this.#link?.close()
    this.#link = undefined
  }

  close(): void {
    this.disconnect()
    this.live.close()
  }

  #recordIds(): Set<string> {
    const records = [...operationsMap(this.live.doc).values()] as { readonly operationId?: string }[]
    return new Set(records.flatMap(({ operationId }) => operationId ?? []))
  }

  /** What is pending and not in the document (its row or its record was lost) is written again, under the same id. */
  #writeMissing(operationIds: readonly string[]): void {
    const present = this.#recordIds()
    const isMissing = ({ operationId }: PendingOperation) =>
      operationIds.includes(operationId) && !present.has(operationId)
    const saves = this.#options.tracker.operations.filter(isMissing).map(operation => this.write(operation))
    if (saves.length === 0) return
    this.#options.mirror.append(saves.map(({ update }) => update))
    this.#options.mirror
      .settled()
      .then(() => {
        for (const save of saves) this.send(save)
      })
      .catch(this.#options.session.report)
  }

  #receive(update: Uint8Array): void {
    if (!this.live.apply(update, 'server')) return
    this.#options.mirror.append([update])
    this.#options.mirror.compact(() => this.live.encode())
  }

  #noteServer(epoch: string | null, revision: number): void {
    if (epoch === null) return
    const known = this.#server
    if (known && known.epoch !== epoch) return this.#options.onBroken()
    if (known?.revision === revision) return
    this.#server = { epoch, revision }
    this.#options.mirror.noteServer(this.#server, known === undefined)
    this.#options.onChange()
  }
}
