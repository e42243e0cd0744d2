/** Reads a Lectern archive back into a course. Like every archive it is hostile until it has been checked whole. */
import * as z from 'zod/mini'
import { isLecternError, LecternError } from '../../course/errors.ts'
import { limits as courseLimits } from '../../course/limits.ts'
import type { Course } from '../../course/model.ts'
import { boundBytes, bytesOf, contentOf, headOf, tooLarge } from './archive-stream.ts'
import type { ImportLimits } from './import-limits.ts'
import {
  chapterSchema,
  envelopeSchema,
  infoSchema,
  lecternFormat,
  lecternVersion,
  videoSchema,
} from './lectern-archive.ts'
import { cleanText } from './olx-text.ts'

const headBytes = 512
const tarMagicOffset = 257

/** By its content: JSON, compressed or not. What cannot be read is no Lectern archive; the other reader says why. */
export async function isLecternArchive(file: Blob): Promise<boolean> {
  const head = await headOf(file, headBytes).catch(() => new Uint8Array())
  const isTar = new TextDecoder('latin1').decode(head.subarray(tarMagicOffset, tarMagicOffset + 5)) === 'ustar'
  return !isTar && new TextDecoder().decode(head).trimStart().startsWith('{')
}

/** @throws {LecternError} `not-an-archive`, `archive-too-large`, `archive-too-new`, `archive-not-a-course` */
export async function readLecternArchive(file: Blob, limits: ImportLimits): Promise<Course> {
  const envelope = envelopeOf(parse(await readText(file, limits)))
  const entityCount = envelope.chapters.length + envelope.videos.length
  if (entityCount > courseLimits.commandsPerOperation) throw tooLarge('number of chapters and videos')
  const ids = new Set<string>()
  return {
    info: check(infoSchema, envelope.course, 'course'),
    chapters: readEntities(envelope.chapters, { schema: chapterSchema, name: 'chapters', ids }),
    videos: readEntities(envelope.videos, { schema: videoSchema, name: 'videos', ids }),
  }
}

async function readText(file: Blob, limits: ImportLimits): Promise<string> {
  if (file.size > limits.compressedBytes) throw tooLarge('file')
  try {
    const content = (await contentOf(file)).pipeThrough(boundBytes(limits.lecternBytes))
    return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(content))
  } catch (error) {
    if (isLecternError(error)) throw error
    // Whatever the decompressor or the decoder throws is about the bytes it was given.
    throw new LecternError('not-an-archive', 'The archive is damaged or incomplete.', { cause: error })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new LecternError('not-an-archive', 'The archive is damaged or incomplete: it is not JSON.', { cause: error })
  }
}

function envelopeOf(value: unknown): z.infer<typeof envelopeSchema> {
  const { format, version } = z.looseObject({}).parse(value)
  if (format !== lecternFormat) throw new LecternError('not-an-archive', 'This JSON file is no Lectern archive.')
  if (typeof version === 'number' && version > lecternVersion) {
    throw new LecternError('archive-too-new', `The archive is of version ${version}, made by a newer Lectern.`)
  }
  return check(envelopeSchema, value, 'archive')
}

interface EntityReading<Entity> {
  readonly schema: z.ZodMiniType<Entity>
  readonly name: string
  /** Ids are unique over chapters and videos. */
  readonly ids: Set<string>
}

function readEntities<Entity extends { readonly id: string }>(
  values: readonly unknown[],
  { schema, name, ids }: EntityReading<Entity>,
): ReadonlyMap<string, Entity> {
  const entities = new Map<string, Entity>()
  for (const [index, value] of values.entries()) {
    const entity = check(schema, value, `${name}[${index}]`)
    if (ids.has(entity.id)) throw notACourse(`${name}[${index}] has an id that another one has`)
    ids.add(entity.id)
    entities.set(entity.id, entity)
  }
  return entities
}

/** @param where as a path into the JSON, for whoever mends an archive by hand */
function check<Value>(schema: z.ZodMiniType<Value>, value: unknown, where: string): Value {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw notACourse(`${[where, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'wrong'}`)
}

function notACourse(why: string): LecternError {
  return new LecternError('archive-not-a-course', `The archive holds no course: ${cleanText(why, 300)}.`)
}
