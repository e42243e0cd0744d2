import { LecternError } from '../../course/errors.ts'
import type { KnownServer } from '../local-course-store.ts'

/** What a mirror knows after a tab has told it `told`: a tab that is behind another does not set it back. */
export function laterServer(known: KnownServer | undefined, told: KnownServer): KnownServer {
  return known?.epoch === told.epoch && known.revision > told.revision ? known : told
}

/**
 * What a tab is told that writes to a mirror which another tab has replaced since it loaded: its updates belong to
 * another document, and would mix with this one's. It ends with `load`.
 */
export function mirrorWasReplaced(): LecternError {
  return new LecternError('mirror-replaced', 'another tab has replaced the mirror; load it again')
}
