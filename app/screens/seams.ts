/** What the screens need of the world outside: given by main.tsx, or by whoever tries the screens out. */
import { createContext, use } from 'react'
import type { DeviceStore } from '../../persistence/device-store.ts'
import type { DeviceClearing } from '../device/device-clearing.ts'
import type { AuthorProfile } from './author-profile.ts'
import type { AutosaveMemory } from './course/autosave-memory.ts'
import type { OutlineMemory } from './course/outline/outline-memory.ts'
import type { OpenUploads } from './course/uploads/open-uploads.ts'
import type { OpenSessions } from './open-sessions.ts'

export interface Seams {
  readonly sessions: OpenSessions
  readonly devices: DeviceStore
  readonly profile: AuthorProfile
  /** ms since 1970, this device's clock. */
  readonly now: () => number
  readonly newId: () => string
  /** Absent: which chapters were open is not remembered. */
  readonly outlines?: OutlineMemory
  /** Absent: the autosave switch is off in every course that is opened. */
  readonly autosave?: AutosaveMemory
  /** Absent: files are not uploaded from here. */
  readonly uploads?: OpenUploads
  /** Absent: what this browser keeps is not removed from here. */
  readonly clearing?: DeviceClearing
  /** Absent: this server knows no accounts. */
  readonly signIn?: () => void
}

export const SeamsContext = createContext<Seams | undefined>(undefined)

/** @throws where no `SeamsContext` is above: a bug of whoever renders. */
export function useSeams(): Seams {
  const seams = use(SeamsContext)
  if (!seams) throw new Error('SeamsContext is missing')
  return seams
}
