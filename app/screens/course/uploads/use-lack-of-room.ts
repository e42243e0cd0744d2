import { useState } from 'react'
import type { Lack } from './course-file-room.ts'
import type { FileRoom } from './uploads-context.ts'

interface Files {
  readonly room: FileRoom
  readonly sizesBytes: readonly number[]
  /** As it was measured before they were shown: nothing moves when it is known. */
  readonly measured: Lack | undefined
}

/** What of these files does not fit, and how to ask for more room: it is measured again then. */
export function useLackOfRoom({ room, sizesBytes, measured }: Files) {
  const [later, setLater] = useState<{ readonly than: Lack | undefined; readonly lack: Lack | undefined }>()
  const ask = async () => {
    // Refused by the browser or its user: what is measured says it.
    await room.askForMore().catch(() => undefined)
    const lack = await room.lackFor(sizesBytes)
    setLater({ than: measured, lack })
    return lack
  }
  return { lack: later?.than === measured ? later?.lack : measured, ask }
}
