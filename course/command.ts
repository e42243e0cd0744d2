/**
 * One change an author asks for, as it stands in an operation's record, on the wire and in the ledger.
 * `was` is the value its author saw; `null` stands for "no value" and removes an optional field.
 */
import * as z from 'zod/mini'
import { limits } from './limits.ts'

const text = (maxLength: number) => z.string().check(z.maxLength(maxLength))
export const idSchema = z.string().check(z.regex(/^(?!__)[\w.:-]+$/), z.maxLength(limits.idLength))
const title = text(limits.titleLength)
export const positionSchema = text(limits.positionLength)
export const placeSchema = z.readonly(z.tuple([idSchema, positionSchema]))

export const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('upload'),
    uploadId: idSchema,
    fileName: text(limits.fileNameLength),
    sizeBytes: z.int().check(z.nonnegative()),
    type: text(limits.fileNameLength),
  }),
  z.strictObject({ kind: z.literal('link'), url: text(limits.urlLength) }),
])

export const captionsSchema = z.readonly(
  z
    .array(
      z.strictObject({
        uploadId: idSchema,
        language: text(limits.languageLength),
        fileName: text(limits.fileNameLength),
      }),
    )
    .check(z.maxLength(limits.captionsPerVideo)),
)

const description = z.nullable(text(limits.descriptionLength))
const language = z.nullable(text(limits.languageLength))
export const courseFields = {
  title: z.exactOptional(title),
  description: z.exactOptional(description),
  language: z.exactOptional(language),
}

export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('edit-course'), ...courseFields, was: z.strictObject(courseFields) }),
  z.strictObject({ type: z.literal('add-chapter'), chapterId: idSchema, title, position: positionSchema }),
  z.strictObject({ type: z.literal('rename-chapter'), chapterId: idSchema, title, was: title }),
  z.strictObject({
    type: z.literal('move-chapter'),
    chapterId: idSchema,
    position: positionSchema,
    was: positionSchema,
  }),
  z.strictObject({ type: z.literal('delete-chapter'), chapterId: idSchema, videoIds: z.readonly(z.array(idSchema)) }),
  z.strictObject({ type: z.literal('restore-chapter'), chapterId: idSchema }),
  z.strictObject({
    type: z.literal('add-video'),
    videoId: idSchema,
    title,
    place: placeSchema,
    source: z.exactOptional(sourceSchema),
  }),
  z.strictObject({ type: z.literal('rename-video'), videoId: idSchema, title, was: title }),
  z.strictObject({ type: z.literal('move-video'), videoId: idSchema, place: placeSchema, was: placeSchema }),
  z.strictObject({
    type: z.literal('replace-video'),
    videoId: idSchema,
    source: z.nullable(sourceSchema),
    was: z.nullable(sourceSchema),
  }),
  z.strictObject({
    type: z.literal('set-captions'),
    videoId: idSchema,
    captions: z.nullable(captionsSchema),
    was: z.nullable(captionsSchema),
  }),
  z.strictObject({ type: z.literal('delete-video'), videoId: idSchema }),
  z.strictObject({ type: z.literal('restore-video'), videoId: idSchema }),
])

export const commandTypes = [
  'edit-course',
  'add-chapter',
  'rename-chapter',
  'move-chapter',
  'delete-chapter',
  'restore-chapter',
  'add-video',
  'rename-video',
  'move-video',
  'replace-video',
  'set-captions',
  'delete-video',
  'restore-video',
] as const satisfies readonly Command['type'][]

export type Command = z.infer<typeof commandSchema>
