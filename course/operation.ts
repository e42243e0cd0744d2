/** A save: the unit of atomicity, acknowledgement and idempotence, and its record in the document [C6]. */
import * as z from 'zod/mini'
import { commandSchema, idSchema } from './command.ts'
import { limits } from './limits.ts'

export const authorSchema = z.strictObject({
  id: idSchema,
  name: z.string().check(z.maxLength(limits.authorNameLength)),
})

/** operationIds are UUIDv7 (RFC 9562) in lower case [C1]. */
export const operationIdSchema = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))

export const operationSchema = z.strictObject({
  operationId: operationIdSchema,
  /** The browser profile that saved; acks go to its sockets only. */
  device: idSchema,
  by: authorSchema,
  /** ms since 1970, the author's clock: for wording, never for order or rights [A7]. */
  savedAt: z.int().check(z.nonnegative()),
  commands: z.readonly(z.array(commandSchema).check(z.minLength(1), z.maxLength(limits.commandsPerOperation))),
})

export type Operation = z.infer<typeof operationSchema>

/** `<clientID>.<slot>`: the clientID of the Y.Doc that writes it and the slot it reuses. */
export function slotKey(clientId: number, slot: number): string {
  return `${clientId}.${slot}`
}

/** The clientID in a slot's key, or undefined where the key is not one. */
export function clientOfSlot(key: string): number | undefined {
  const match = /^(0|[1-9]\d{0,9})\.(0|[1-9]\d{0,5})$/.exec(key)
  return match ? Number(match[1]) : undefined
}
