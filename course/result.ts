/** What became of one command: found by comparing the document with what was asked [A5]. */
import * as z from 'zod/mini'
import { commandTypes, idSchema } from './command.ts'
import { authorSchema } from './operation.ts'

export const outcomeSchema = z.enum(['applied', 'superseded', 'overrode'])

export const commandResultSchema = z.strictObject({
  /** The command's type, as in its record. */
  command: z.enum(commandTypes),
  outcome: outcomeSchema,
  /** Whose value was kept (superseded) or replaced (overrode). */
  by: z.exactOptional(authorSchema),
  /** That value; a JSON value of the command's field. */
  value: z.exactOptional(z.json()),
})

export const noteSchema = z.strictObject({
  code: z.enum(['superseded', 'overrode', 'deleted-meanwhile', 'upload-failed', 'refused']),
  /** Index of the command it is about. */
  command: z.exactOptional(z.int()),
  videoId: z.exactOptional(idSchema),
  by: z.exactOptional(authorSchema),
  value: z.exactOptional(z.json()),
  reason: z.exactOptional(z.string()),
})

export type CommandResult = z.infer<typeof commandResultSchema>
export type Note = z.infer<typeof noteSchema>
