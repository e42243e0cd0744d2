/** Somebody in the room who works honestly: has a document, saves, takes what the others are told. */
import * as Y from 'yjs'
import { defineRoots, readCourse } from '../../../course/document.ts'
import type { Operation } from '../../../course/operation.ts'
import { decodeFrame } from '../../../course/wire/frame.ts'
import { writeOperation } from '../../../course/write-operation.ts'
import type { RoomPeer, RoomState } from '../../../sync-server/room-peer.ts'
import { commandOf, type Gesture } from '../../course/gesture.ts'
import type { Chance } from '../chance.ts'

/** The fate of an operation, as a peer was told it. */
export interface ToldFate {
  readonly operationId: string
  readonly status: string
}

/** Somebody in the room, and what has been said to them. */
export class FuzzPeer implements RoomPeer {
  readonly device: string | undefined
  readonly userId: string
  readonly fates: ToldFate[] = []
  closedWith: string | undefined

  constructor(device: string | undefined) {
    this.device = device
    this.userId = device === undefined ? 'anonymous' : `device:${device}`
  }

  sendUpdate(_frame: Uint8Array<ArrayBuffer>): void {}

  sendState({ acks }: RoomState): void {
    const acksText = Buffer.concat(acks).toString()
    this.fates.push(...Object.values(JSON.parse(acksText) as Record<string, ToldFate>))
  }

  ask(_frame: Uint8Array): void {}

  close(_code: number, reason: string): void {
    this.closedWith = reason
  }
}

export class Author extends FuzzPeer {
  readonly doc: Y.Doc
  #saves = 0

  constructor(device: string, clientId: number) {
    super(device)
    this.doc = new Y.Doc()
    this.doc.clientID = clientId
    defineRoots(this.doc)
  }

  override sendUpdate(frame: Uint8Array<ArrayBuffer>): void {
    const told = decodeFrame(frame, 0)
    if (told.kind === 'update') Y.applyUpdate(this.doc, told.update)
  }

  /** What it wrote in a scene that is played again. */
  remember(update: Uint8Array): void {
    const { clientID } = this.doc
    // A document that is handed writings under its own takes another.
    this.doc.clientID = 0
    Y.applyUpdate(this.doc, update)
    this.doc.clientID = clientID
  }

  /** A save of one to four gestures, written into the document. */
  write(chance: Chance): Uint8Array {
    return writeGestures(this.doc, {
      chance,
      device: this.device ?? 'nobody',
      prefix: `${this.device}${this.#saves++}`,
    })
  }
}

export interface Writing {
  readonly chance: Chance
  readonly device: string
  /** Of the ids of what is added. */
  readonly prefix: string
}

export function writeGestures(doc: Y.Doc, { chance, device, prefix }: Writing): Uint8Array {
  const commands = Array.from({ length: 1 + chance.below(4) }, (_, index) => {
    return commandOf(readCourse(doc), anyGesture(chance), `${prefix}-${index}`) ?? chapterOf(`${prefix}-${index}`)
  })
  const operation: Operation = { ...saveOf(device, chance), commands }
  return writeOperation(doc, { operation, awaited: new Set() })
}

const chapterOf = (chapterId: string) => ({ type: 'add-chapter', chapterId, title: 'New', position: 'a5' }) as const

function saveOf(device: string, chance: Chance): Omit<Operation, 'commands'> {
  const end = Buffer.from(chance.bytes(6)).toString('hex')
  const operationId = `0190f3a0-0000-7000-8000-${end}`
  return { operationId, device, by: { id: device, name: device }, savedAt: 1_763_900_000_000 + chance.below(1e6) }
}

const kinds = [
  ...(['add-chapter', 'add-video', 'add-video', 'edit-course', 'edit-chapter', 'move-chapter'] as const),
  ...(['delete-or-restore-chapter', 'rename-video', 'rename-video', 'move-video', 'replace-video'] as const),
  ...(['set-captions', 'delete-or-restore-video'] as const),
] as const

const titles = ['', 'Basics', 'Foundations', 'Über', '起承転結', '\u0000', '👩‍🏫'] as const

function anyGesture(chance: Chance): Gesture {
  const upload = { kind: 'upload', uploadId: 'u1', fileName: 'a.mp4', sizeBytes: 5, type: 'video/mp4' } as const
  return {
    kind: chance.pick(kinds),
    pick: chance.below(7),
    to: chance.below(7),
    title: chance.pick(titles),
    source: chance.pick([null, { kind: 'link', url: 'https://a.example/v' }, upload]),
    captions: chance.pick([null, [], [{ uploadId: 'u2', language: 'en', fileName: 'en.vtt' }]]),
  }
}
