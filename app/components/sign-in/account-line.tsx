import { useState } from 'react'
import { signInText } from '../../text/access.ts'
import { Button } from '../button/button.tsx'
import { useAccount, useAccountState } from './account-context.ts'
import css from './sign-in.module.css'

/** Who is signed in, and the way out. The courses on this device stay there. */
export function AccountLine() {
  const account = useAccount()
  const state = useAccountState()
  const [isFailed, setFailed] = useState(false)
  if (state.kind !== 'signed-in') return null
  const signOut = (where: 'here' | 'everywhere') => void account.signOut(where).then(isOut => setFailed(!isOut))
  return (
    <div className={css['account']}>
      <p>{signInText.signedIn(state.user.name)}</p>
      <div className={css['waysOut']}>
        <Button look="quiet" onPress={() => signOut('everywhere')}>
          {signInText.signOutEverywhere}
        </Button>
        <Button onPress={() => signOut('here')}>{signInText.signOut}</Button>
      </div>
      {isFailed && (
        <p className={css['failure']} role="alert">
          {signInText.notSignedOut}
        </p>
      )}
    </div>
  )
}
