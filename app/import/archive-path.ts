import { LecternError } from '../../course/errors.ts'
import { cleanText } from './olx-text.ts'

/**
 * The path of an archive's entry with `.` and empty segments removed; '' for the root itself.
 *
 * @throws {LecternError} `archive-unsafe` for what could leave the archive's folder on some system
 */
export function safePath(name: string, maxLength: number): string {
  if (name.length > maxLength) throw unsafe('has a path that is too long', name)
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) throw unsafe('has an absolute path', name)
  if (/[\\\0]/.test(name)) throw unsafe('has a path with a forbidden character', name)
  const segments = name.split('/').filter(segment => segment !== '' && segment !== '.')
  if (segments.includes('..')) throw unsafe('has a path that leaves its folder', name)
  return segments.join('/')
}

function unsafe(what: string, name: string): LecternError {
  return new LecternError('archive-unsafe', `The archive ${what}: ${cleanText(name, 200)}`)
}
