import { AckHold } from '../session/ack-hold.ts'
import type { SessionOptions } from '../session/session-seams.ts'
import { recordedStore } from './recorded-store.ts'
import { recordedTransport } from './recorded-transport.ts'
import { type RecordedSession, Recorder } from './recorder.ts'

/** What the inspector sees of a session, and the switches it has. */
export class Inspection {
  readonly recorder: Recorder
  readonly acks: AckHold
  /** The session's world, with everything that comes from it and goes to it in the recording. */
  readonly options: SessionOptions

  /** @param session not called before the session is built */
  constructor(options: SessionOptions, session: () => RecordedSession) {
    const { clock } = options
    const recorder = new Recorder({ clock, session })
    this.recorder = recorder
    this.acks = new AckHold({ clock, recorder })
    this.options = {
      ...options,
      transport: recordedTransport(options.transport, recorder),
      localStore: recordedStore(options.localStore, recorder, clock),
      randomBytes: length => {
        const bytes = options.randomBytes(length)
        recorder.addRandom(bytes)
        return bytes
      },
    }
  }

  close(): void {
    this.acks.close()
    this.recorder.close()
  }
}
