import type * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { readChapter, readInfo, readVideo } from '../../course/document.ts'
import { type Operation, operationSchema } from '../../course/operation.ts'
import type { SessionEvent } from './session-state.ts'

/** One value that a command sets, over one that its author saw. */
interface SetField {
  readonly key: string
  readonly value: unknown
  readonly was: unknown
}

interface Mine {
  readonly command: Command
  readonly value: unknown
}

/** Who reads the records of operations that are in the document. */
export interface RecordReader {
  /** One has come from elsewhere, with what it describes. */
  came(doc: Y.Doc, record: unknown): void
  /** The document was loaded with this one in it, and its fate is final. */
  stands(doc: Y.Doc, record: unknown): void
}

/** Of larger ones, imports, nothing is remembered: the course opens before they are read. */
const rememberedCommands = 1000

/** Notices when somebody replaces what this author has stored without having seen it [A8]. */
export class OverwriteWatch {
  readonly #device: string
  readonly #emit: (event: SessionEvent) => void
  /** What this author has stored last, by field. */
  readonly #mine = new Map<string, Mine>()

  constructor(device: string, emit: (event: SessionEvent) => void) {
    this.#device = device
    this.#emit = emit
  }

  /** This author's operation is stored. */
  remember({ commands }: Operation): void {
    for (const command of commands) {
      for (const { key, value } of fieldsOf(command)) this.#mine.set(key, { command, value })
    }
  }

  /** A final record in a document that was loaded: what of this author's is still as they stored it. */
  rememberStanding(doc: Y.Doc, record: unknown): void {
    if (commandCountOf(record) > rememberedCommands) return
    const parsed = operationSchema.safeParse(record)
    if (!parsed.success || parsed.data.device !== this.#device) return
    for (const command of parsed.data.commands) {
      for (const { key, value } of fieldsOf(command)) {
        if (isSame(presentValue(doc, command, key), value)) this.#mine.set(key, { command, value })
      }
    }
  }

  /** A record has come into the document, with what it describes. Records are claims: this is for wording only. */
  read(doc: Y.Doc, record: unknown): void {
    if (this.#mine.size === 0) return
    const parsed = operationSchema.safeParse(record)
    if (!parsed.success || parsed.data.device === this.#device) return
    const { by, commands } = parsed.data
    for (const command of commands) {
      for (const field of fieldsOf(command)) {
        const mine = this.#mine.get(field.key)
        if (!mine || isSame(field.was, mine.value) || isSame(field.value, mine.value)) continue
        // Of two that were written at the same time, the other may have lost.
        if (!isSame(presentValue(doc, command, field.key), field.value)) continue
        this.#mine.delete(field.key)
        const result = { command: command.type, outcome: 'superseded', by, value: jsonOf(field.value) } as const
        this.#emit({ kind: 'overwritten', by, mine: mine.command, result })
      }
    }
  }
}

function commandCountOf(record: unknown): number {
  const hasCommands = typeof record === 'object' && record !== null && 'commands' in record
  return hasCommands && Array.isArray(record.commands) ? record.commands.length : 0
}

const infoFields = ['title', 'description', 'language'] as const

function fieldsOf(command: Command): SetField[] {
  switch (command.type) {
    case 'edit-course':
      return infoFields.flatMap(name =>
        command[name] === undefined ? [] : { key: `course/${name}`, value: command[name], was: command.was[name] },
      )
    case 'rename-chapter':
      return [{ key: `${command.chapterId}/title`, value: command.title, was: command.was }]
    case 'rename-video':
      return [{ key: `${command.videoId}/title`, value: command.title, was: command.was }]
    case 'move-chapter':
      return [{ key: `${command.chapterId}/position`, value: command.position, was: command.was }]
    case 'move-video':
      return [{ key: `${command.videoId}/place`, value: command.place, was: command.was }]
    case 'replace-video':
      return [{ key: `${command.videoId}/source`, value: command.source, was: command.was }]
    case 'set-captions':
      return [{ key: `${command.videoId}/captions`, value: command.captions, was: command.was }]
    default:
      return []
  }
}

function presentValue(doc: Y.Doc, command: Command, key: string): unknown {
  const name = key.slice(key.lastIndexOf('/') + 1)
  const entity =
    'videoId' in command
      ? readVideo(doc, command.videoId)
      : 'chapterId' in command
        ? readChapter(doc, command.chapterId)
        : readInfo(doc)
  return new Map<string, unknown>(Object.entries(entity ?? {})).get(name)
}

/** No value and `null` are the same: nothing. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

function jsonOf(value: unknown) {
  return JSON.parse(JSON.stringify(value ?? null))
}
