/** Everything outside that uploads touch, passed in: tests bring their own. */
import type { RandomBytes } from '../../course/id.ts'
import type { LocalFileStore } from '../../persistence/local-file-store.ts'
import type { SessionClock, SessionLock, SessionTransport } from '../session/session-seams.ts'
import type { ByteSender } from './byte-sender.ts'
import type { EstimateRoom } from './file-room.ts'
import type { HashFile } from './hash-file.ts'
import type { AdoptKnown } from './upload-attempt.ts'

export interface UploadSeams {
  readonly store: LocalFileStore
  readonly sender: ByteSender
  readonly hashFile: HashFile
  readonly clock: SessionClock
  readonly randomBytes: RandomBytes
  readonly network: Pick<SessionTransport, 'isOnline' | 'onOnline'>
  /** One tab sends an upload: `navigator.locks`, or `leasedLock` where the page has none. */
  readonly lock: SessionLock
  readonly estimateRoom: EstimateRoom
  /** Asked once for each file that the server has already. */
  readonly adoptKnown: AdoptKnown
  /** Gets what nobody expected, with its stack. */
  readonly report: (error: unknown) => void
}
