/** The gate's second half: what an update results in must be in the schema, or the room is rebuilt without it [P4]. */
import * as z from 'zod/mini'
import { captionsSchema, idSchema, placeSchema, positionSchema, sourceSchema } from '../../course/command.ts'
import { schemaVersion } from '../../course/document.ts'
import { LecternError } from '../../course/errors.ts'
import { limits } from '../../course/limits.ts'
import { authorSchema, clientOfSlot, type Operation, operationSchema } from '../../course/operation.ts'
import type { DocumentChange, EntityChange, RecordChange } from '../derive/document-change.ts'
import { isJsonValue } from './json-value.ts'

const title = z.string().check(z.maxLength(limits.titleLength))
const deletion = {
  by: authorSchema,
  at: z.int().check(z.nonnegative()),
  operationId: idSchema,
}

const fieldSchemas: Record<EntityChange['kind'], Readonly<Record<string, z.ZodMiniType>>> = {
  course: {
    title,
    description: z.string().check(z.maxLength(limits.descriptionLength)),
    language: z.string().check(z.maxLength(limits.languageLength)),
    schema: z.literal(schemaVersion),
  },
  chapter: {
    title,
    position: positionSchema,
    deleted: z.strictObject({ ...deletion, videoIds: z.array(idSchema) }),
  },
  video: {
    title,
    place: placeSchema,
    source: sourceSchema,
    captions: captionsSchema,
    deleted: z.strictObject(deletion),
  },
}

const requiredFields: Record<EntityChange['kind'], readonly string[]> = {
  course: [],
  chapter: ['title', 'position'],
  video: ['title', 'place'],
}

/**
 * @returns the operations whose records the update brought
 * @throws {LecternError} `out-of-schema`, `foreign-client`
 */
export function checkChange(change: DocumentChange): Operation[] {
  for (const entity of change.entities) checkEntity(entity)
  const operations = change.records.flatMap(checkRecord)
  const ids = new Set(operations.map(({ operationId }) => operationId))
  if (ids.size < operations.length) throw outOfSchema('an operation with two records')
  return operations
}

function checkEntity(entity: EntityChange): void {
  const { kind, id, fields } = entity
  if (entity.map === undefined) throw outOfSchema(`${kind} ${id} removed`)
  if (!entity.isNew && entity.map !== entity.mapBefore) throw outOfSchema(`${kind} ${id} replaced`)
  for (const [key, { after }] of fields) {
    const schema = Object.hasOwn(fieldSchemas[kind], key) && fieldSchemas[kind][key]
    if (!schema) throw outOfSchema(`${kind} ${id} has no field ${key.slice(0, 40)}`)
    if (after === undefined) continue
    if (!isJsonValue(after.value) || !schema.safeParse(after.value).success)
      throw outOfSchema(`${key} of ${kind} ${id}`)
  }
  for (const key of requiredFields[kind]) {
    const field = fields.get(key)
    if (field ? field.after === undefined : entity.isNew) throw outOfSchema(`${kind} ${id} without ${key}`)
  }
}

function checkRecord({ slot, record }: RecordChange): Operation[] {
  if (!record) return []
  if (clientOfSlot(slot) !== record.client) throw new LecternError('foreign-client', 'a record in a foreign slot')
  const parsed = isJsonValue(record.value) ? operationSchema.safeParse(record.value) : undefined
  if (!parsed?.success) throw outOfSchema('an operation record')
  return [parsed.data]
}

function outOfSchema(what: string): LecternError {
  return new LecternError('out-of-schema', what)
}
