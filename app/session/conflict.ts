/** What became of an author's value where somebody else had another one: both values, and whose it was. */
import type { Command } from '../../course/command.ts'
import type { Author } from '../../course/model.ts'
import type { Operation } from '../../course/operation.ts'
import type { CommandResult } from '../../course/result.ts'
import type { Ack } from '../../course/wire/ack.ts'

export interface Conflict {
  /**
   * `superseded`: theirs was kept. `overrode`: mine replaced theirs, which I had not seen. `overwritten`: theirs
   * replaced what I had stored, unseen [A8]. `deleted`: they deleted what I changed.
   */
  readonly kind: 'superseded' | 'overrode' | 'overwritten' | 'deleted'
  readonly mine: Command
  readonly by?: Author
  /** A JSON value of the command's field; missing where it is not known. */
  readonly theirs?: CommandResult['value']
}

/** A save and its fate. */
export interface Answered {
  readonly operation: Pick<Operation, 'operationId' | 'by' | 'commands'>
  readonly ack: Ack
}

/** At most this many of one save are told one by one. */
const toldOneByOne = 100

/** What an answered save was told beside being stored. */
export function conflictsOf({ operation, ack }: Answered): Conflict[] {
  const found: Conflict[] = []
  for (const [index, mine] of operation.commands.entries()) {
    if (found.length === toldOneByOne) break
    const result = ack.results[index]
    if (!result || result.outcome === 'applied') continue
    const { outcome: kind, by, value: theirs } = result
    found.push({ kind, mine, ...(by && { by }), ...(theirs !== undefined && { theirs }) })
  }
  return [...found, ...deletedOf({ operation, ack })]
}

function deletedOf({ operation, ack }: Answered): Conflict[] {
  const told = new Set<string>()
  return ack.notes.flatMap(({ code, command, by }): Conflict[] => {
    const mine = code === 'deleted-meanwhile' && command !== undefined ? operation.commands[command] : undefined
    if (!mine || mine.type === 'edit-course') return []
    const id = 'videoId' in mine ? mine.videoId : mine.chapterId
    if (told.has(id)) return []
    told.add(id)
    return [{ kind: 'deleted', mine, ...(by && { by }) }]
  })
}

/** Somebody replaced what had been stored [A8]. */
export function overwrittenOf(event: { readonly mine: Command; readonly by: Author; readonly result: CommandResult }) {
  const { mine, by, result } = event
  const theirs = result.value
  return { kind: 'overwritten', mine, by, ...(theirs !== undefined && { theirs }) } as const satisfies Conflict
}
