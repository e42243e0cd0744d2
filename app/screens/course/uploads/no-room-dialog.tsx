import { Button } from '../../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../../components/dialog/dialog.tsx'
import { RoomNote } from '../../../components/uploads/room-note.tsx'
import { roomText } from '../../../text/uploads-room.ts'
import type { NoRoomRequest } from '../course-dialog.ts'
import { useLackOfRoom } from './use-lack-of-room.ts'

interface NoRoomDialogProps {
  readonly request: NoRoomRequest
  readonly onClose: () => void
}

/** Asked before a file takes another's place and could be lost with this tab. */
export function NoRoomDialog({ request: { room, file, measured, onTake }, onClose }: NoRoomDialogProps) {
  const { lack, ask } = useLackOfRoom({ room, sizesBytes: [file.sizeBytes], measured })
  const take = () => {
    onClose()
    onTake()
  }
  const askAndTake = async () => {
    if (!(await ask())) take()
  }
  return (
    <Dialog title={roomText.replaceTitle(file.file.name)} onClose={onClose}>
      {lack && <RoomNote lack={lack} onAsk={askAndTake} />}
      <DialogActions>
        <Button onPress={onClose}>{roomText.cancel}</Button>
        <Button look="primary" onPress={take} autoFocus>
          {roomText.replaceAndStay}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
