import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeviceClearing, UnsavedCourse } from '../../device/device-clearing.ts'
import { clearDeviceText } from '../../text/clear-device.ts'
import { Button } from '../button/button.tsx'
import { Dialog, DialogActions } from '../dialog/dialog.tsx'
import css from './clear-device.module.css'
import { useClearing } from './use-clearing.ts'

interface ClearDeviceDialogProps {
  readonly clearing: DeviceClearing
  readonly onClose: () => void
}

/** Nothing that is on this device alone goes without its author having seen it in a list. */
export function ClearDeviceDialog({ clearing, onClose }: ClearDeviceDialogProps) {
  const listed = useQuery({
    queryKey: ['unsaved-on-device'],
    queryFn: () => clearing.listUnsaved(),
    gcTime: 0,
    retry: false,
  })
  return (
    <Dialog title={clearDeviceText.title} onClose={onClose}>
      <p>{clearDeviceText.what}</p>
      {listed.data ? (
        <Question clearing={clearing} unsaved={listed.data} onLookAgain={() => listed.refetch()} onClose={onClose} />
      ) : (
        <p role={listed.isError ? 'alert' : 'status'}>
          {listed.isError ? clearDeviceText.unreadable : clearDeviceText.looking}
        </p>
      )}
    </Dialog>
  )
}

interface QuestionProps extends ClearDeviceDialogProps {
  readonly unsaved: readonly UnsavedCourse[]
  readonly onLookAgain: () => void
}

function Question({ clearing, unsaved, onLookAgain, onClose }: QuestionProps) {
  const [isAccepted, setAccepted] = useState(false)
  const onChanged = () => {
    setAccepted(false)
    onLookAgain()
  }
  const { clear, failure, isUnderWay } = useClearing(clearing, onChanged)
  const mayClear = isAccepted || unsaved.length === 0
  return (
    <>
      {unsaved.length === 0 && <p>{clearDeviceText.allStored}</p>}
      {unsaved.length > 0 && <Unsaved {...{ unsaved, isAccepted, setAccepted }} />}
      {failure && (
        <p className={css['failure']} role="alert">
          {clearDeviceText[failure]}
        </p>
      )}
      <DialogActions>
        <Button onPress={onClose}>{clearDeviceText.cancel}</Button>
        <Button look="danger" isPending={isUnderWay} onPress={() => void clear(unsaved, mayClear)}>
          {clearDeviceText.confirm}
        </Button>
      </DialogActions>
    </>
  )
}

interface UnsavedProps {
  readonly unsaved: readonly UnsavedCourse[]
  readonly isAccepted: boolean
  readonly setAccepted: (isAccepted: boolean) => void
}

function Unsaved({ unsaved, isAccepted, setAccepted }: UnsavedProps) {
  return (
    <div className={css['unsaved']}>
      <p>{clearDeviceText.unsaved}</p>
      <ul>
        {unsaved.map(({ courseId, title, changes, files }) => (
          <li key={courseId}>{clearDeviceText.unsavedIn(title, changes, files)}</li>
        ))}
      </ul>
      <label className={css['accept']}>
        <input type="checkbox" checked={isAccepted} onChange={event => setAccepted(event.target.checked)} />
        {clearDeviceText.accept}
      </label>
    </div>
  )
}
