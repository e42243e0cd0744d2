import { signInText } from '../../text/access.ts'
import { Button } from '../button/button.tsx'
import { Dialog, DialogActions } from '../dialog/dialog.tsx'
import type { Account, SignInQuestion as Question } from './account.ts'

interface SignInQuestionProps {
  readonly account: Account
  readonly question: Question
}

/** A link may have been made by anybody, to have somebody work under another's name without noticing. */
export function SignInQuestion({ account, question: { user, before } }: SignInQuestionProps) {
  return (
    <Dialog title={signInText.question(user.name)} isAlert onClose={() => account.decline()}>
      <p>{signInText.questionWhy(user)}</p>
      {before && <p>{signInText.questionBefore(before.name)}</p>}
      <DialogActions>
        <Button onPress={() => account.decline()}>{signInText.decline}</Button>
        <Button look="primary" onPress={() => void account.confirm()}>
          {signInText.confirm(user.name)}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
