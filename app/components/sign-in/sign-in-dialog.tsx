import { signInText } from '../../text/access.ts'
import { Dialog } from '../dialog/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Over a course whose session has ended: nothing under it is closed. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={signInText.title} onClose={onClose}>
      <p>{signInText.kept}</p>
      <SignInForm isFocusedFirst onSignedIn={onClose} />
    </Dialog>
  )
}
