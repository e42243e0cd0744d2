import UserRound from 'lucide-react/icons/user-round'
import { type FormEvent, useState, useSyncExternalStore } from 'react'
import { limits } from '../../course/limits.ts'
import { useAnnounce } from '../components/announcer/announcer.tsx'
import { Button } from '../components/button/button.tsx'
import { ClearDeviceButton } from '../components/clear-device/clear-device-button.tsx'
import { Dialog, DialogActions } from '../components/dialog/dialog.tsx'
import { loadedLater } from '../components/loaded-later/loaded-later.tsx'
import { AccountLine } from '../components/sign-in/account-line.tsx'
import { TextInput } from '../components/text-input/text-input.tsx'
import { saveText } from '../text/save.ts'
import { appText } from '../text/screens.ts'
import { useSeams } from './seams.ts'

const ClearDeviceDialog = loadedLater(
  async () => (await import('../components/clear-device/clear-device-dialog.tsx')).ClearDeviceDialog,
)

/** The author's name in the header; pressed, it can be changed. */
export function AuthorName() {
  const { profile, clearing } = useSeams()
  const [isClearing, setClearing] = useState(false)
  const { name } = useSyncExternalStore(profile.subscribe, () => profile.author)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" aria-label={appText.author(name)} onPress={() => setOpen(true)}>
        <UserRound aria-hidden="true" />
        {name}
      </Button>
      {isOpen && (
        <AuthorDialog
          name={name}
          onClose={() => setOpen(false)}
          {...(clearing && { onClear: () => setClearing(true) })}
        />
      )}
      {isClearing && clearing && <ClearDeviceDialog clearing={clearing} onClose={() => setClearing(false)} />}
    </>
  )
}

interface AuthorDialogProps {
  readonly name: string
  readonly onClose: () => void
  /** Absent: there is nothing to clear from here. */
  readonly onClear?: () => void
}

function AuthorDialog({ name: before, onClose, onClear }: AuthorDialogProps) {
  const { profile } = useSeams()
  const announce = useAnnounce()
  const [name, setName] = useState(before)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = name.trim()
    if (next) profile.rename(next).catch(() => announce(saveText.nameNotKept, 'assertive'))
    onClose()
  }
  const leaveFor = (next: () => void) => {
    onClose()
    next()
  }
  return (
    <Dialog title={appText.authorTitle} onClose={onClose}>
      <AccountLine />
      <form onSubmit={submit}>
        <TextInput
          label={appText.authorLabel}
          value={name}
          onChange={setName}
          maxLength={limits.authorNameLength}
          hint={appText.authorHint}
          isFocusedFirst
        />
        <DialogActions>
          {onClear && <ClearDeviceButton onPress={() => leaveFor(onClear)} />}
          <Button onPress={onClose}>{appText.cancel}</Button>
          <Button look="primary" type="submit">
            {appText.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
