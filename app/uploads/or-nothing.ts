import { isLecternError } from '../../course/errors.ts'

/** What a store answers; undefined where it refuses: without one, uploads live as long as the page. */
export async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isLecternError(error)) return undefined
    throw error
  }
}
