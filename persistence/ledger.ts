/** The ledger: operations and their fate on the server. */
import type { Command } from '../course/command.ts'
import type { CourseEvent } from '../course/event.ts'
import type { Author } from '../course/model.ts'
import type { CommandResult, Note } from '../course/result.ts'
import type { Ack, Status } from '../course/wire/ack.ts'

/** What the ledger keeps of an operation. `by` and `savedAt` are the author's claims; `userId` is the session's identity [A7]. */
export interface LedgerEntry {
  readonly operationId: string
  readonly device: string
  readonly userId: string
  readonly by: Author
  readonly savedAt: number
  readonly commands: readonly Command[]
  readonly status: Status
  readonly events: readonly CourseEvent[]
  readonly notes: readonly Note[]
  readonly results: readonly CommandResult[]
  readonly error?: Ack['error']
}

export interface StoredOperation extends LedgerEntry {
  readonly revision: number
  readonly storedAt: number
}
