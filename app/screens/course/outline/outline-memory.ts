/** Which chapters of a course were open on this device. A convenience: what cannot be kept is not missed. */
import * as z from 'zod/mini'
import type { Expansion } from './expansion.ts'

export interface OutlineMemory {
  recall(courseId: string): Expansion | undefined
  keep(courseId: string, expansion: Expansion): void
}

/** The part of the browser's `Storage` that is needed. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>

const schema = z.object({ isOpenByDefault: z.boolean(), isChosen: z.boolean(), exceptions: z.array(z.string()) })
/** A course has no more chapters that are worth it. */
const keptExceptions = 2000

/** @param storage throws where the browser refuses it; then nothing is kept, and nothing is said */
export function outlineMemory(storage: () => TextStorage): OutlineMemory {
  const key = (courseId: string) => `lectern:outline:${courseId}`
  return {
    recall: courseId => tried(() => expansionOf(storage().getItem(key(courseId)))),
    keep: (courseId, expansion) => tried(() => storage().setItem(key(courseId), textOf(expansion))),
  }
}

function tried<Result>(run: () => Result): Result | undefined {
  try {
    return run()
  } catch {
    // Storage that is full or refused, or holds what another version wrote.
    return undefined
  }
}

function expansionOf(text: string | null): Expansion | undefined {
  if (text === null) return undefined
  const { exceptions, ...rest } = schema.parse(JSON.parse(text))
  return { ...rest, exceptions: new Set(exceptions) }
}

function textOf({ exceptions, ...rest }: Expansion): string {
  return JSON.stringify({ ...rest, exceptions: [...exceptions].slice(0, keptExceptions) })
}
