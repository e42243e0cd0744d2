/** What a step finds: who takes it, and where what they ask for is written down. */
import type { PendingOperation } from '../../persistence/local-course-store.ts'
import type { Random } from '../crash/random.ts'
import type { SimBrowser, SimTab } from './sim-browser.ts'
import type { SimWorld } from './sim-world.ts'

/** A save that was asked for: it must have a fate in the end where its tab lived on, or its disk had taken it. */
export interface AskedSave {
  readonly operationId: string
  /** Absent where it had its fate before its author knew that it was saved. */
  readonly operation: PendingOperation | undefined
  readonly browser: SimBrowser
  readonly isSafe: () => boolean
}

export interface Scene {
  readonly world: SimWorld
  readonly saves: AskedSave[]
  readonly random: Random
  readonly browser: SimBrowser
  readonly tab: SimTab | undefined
  readonly gestureId: string
}
