/**
 * The Lectern archive: one course, whole, as gzip-compressed JSON. The format is described in README.md. What is not in
 * the schema is refused and not skipped: what somebody put into an archive must not get lost without a word.
 */
import * as z from 'zod/mini'
import { captionsSchema, idSchema, placeSchema, positionSchema, sourceSchema } from '../../course/command.ts'
import { limits } from '../../course/limits.ts'
import { authorSchema } from '../../course/operation.ts'

export const lecternFormat = 'lectern-archive'
export const lecternVersion = 1

/** UTF-8 cannot hold a lone surrogate: the server would store another text than this device. */
const text = (maxLength: number) =>
  z.string().check(
    z.maxLength(maxLength),
    z.overwrite(value => value.toWellFormed()),
  )

const deletion = { by: authorSchema, at: z.int().check(z.nonnegative()), operationId: idSchema }

export const infoSchema = z.strictObject({
  title: text(limits.titleLength),
  description: z.exactOptional(text(limits.descriptionLength)),
  language: z.exactOptional(text(limits.languageLength)),
})

export const chapterSchema = z.strictObject({
  id: idSchema,
  title: text(limits.titleLength),
  position: positionSchema,
  deleted: z.exactOptional(z.strictObject({ ...deletion, videoIds: z.readonly(z.array(idSchema)) })),
})

export const videoSchema = z.strictObject({
  id: idSchema,
  title: text(limits.titleLength),
  place: placeSchema,
  source: z.exactOptional(sourceSchema),
  captions: z.exactOptional(captionsSchema),
  deleted: z.exactOptional(z.strictObject(deletion)),
})

/** What surrounds the entities; each of them is checked by itself, so that the first wrong one ends the reading. */
export const envelopeSchema = z.strictObject({
  format: z.literal(lecternFormat),
  version: z.literal(lecternVersion),
  /** ms since 1970, the exporting device's clock. */
  exportedAt: z.int(),
  course: z.unknown(),
  chapters: z.array(z.unknown()),
  videos: z.array(z.unknown()),
})
