import { useOwnUploads, useUploadsOnScreen } from './shown-uploads-context.ts'
import { UploadsPanel } from './uploads-panel.tsx'
import { useLeavingWarning } from './use-leaving-warning.ts'
import { useUploadsSpoken } from './use-uploads-spoken.ts'

/** This browser's uploads over the page: seen, heard, and asked about before a tab is closed that has the only copy. */
export function OwnUploads() {
  const snapshot = useOwnUploads()
  useUploadsSpoken(snapshot, useUploadsOnScreen()?.own?.maxUploadBytes)
  useLeavingWarning(snapshot.items)
  return <UploadsPanel snapshot={snapshot} />
}
