/** Why something was refused, as the end of a sentence: "2 changes could not be stored: …". */
import type { ErrorCode } from '../../course/errors.ts'

const reasons: Partial<Record<ErrorCode, string>> = {
  'too-large': 'they are larger than a course may be',
  'too-many-commands': 'they are more than one save may hold',
  'operation-reused': 'the server already has another save under the same name',
  'not-allowed': 'you may not edit this course',
  'sign-in': 'you are signed out',
  'course-deleted': 'the course was deleted',
  'client-too-old': 'this version of Lectern is too old',
  'store-full': 'there is no space left',
  'store-unavailable': 'the storage could not be reached',
  'not-an-archive': 'this file is neither a Lectern archive nor an Open edX archive (.tar.gz), or it is damaged',
  'archive-too-large': 'the archive is larger than can be read here',
  'archive-too-new': 'a newer version of Lectern made this archive',
  'archive-unsafe': 'the archive holds entries that are not safe to read',
  'archive-not-a-course': 'the archive holds no course that can be read',
}

export function reasonOf(code: ErrorCode): string {
  return reasons[code] ?? 'the server did not understand them'
}
