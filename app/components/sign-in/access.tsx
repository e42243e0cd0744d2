import { type ReactNode, useMemo, useState } from 'react'
import { SeamsContext, useSeams } from '../../screens/seams.ts'
import { loadedLater } from '../loaded-later/loaded-later.tsx'
import type { Account } from './account.ts'
import { AccountContext, useAccount, useAccountState, useSignInQuestion } from './account-context.ts'

/** Not in the first picture: most servers never show them. */
const SignInDialog = loadedLater(async () => (await import('./sign-in-dialog.tsx')).SignInDialog)
const SignInQuestion = loadedLater(async () => (await import('./sign-in-question.tsx')).SignInQuestion)
const SignInScreen = loadedLater(async () => (await import('./sign-in-screen.tsx')).SignInScreen)

interface AccessProps {
  readonly account: Account
  readonly children: ReactNode
}

/** Gives the screens the account, and the chip its *Sign in*. */
export function Access({ account, children }: AccessProps) {
  const seams = useSeams()
  const [isAsked, setAsked] = useState(false)
  const withSignIn = useMemo(() => {
    // What the server configures may have come since: where to sign in, or that somebody has in another tab.
    const signIn = () => void account.refresh().then(() => setAsked(true))
    return { ...seams, signIn }
  }, [seams, account])
  return (
    <SeamsContext value={withSignIn}>
      <AccountContext value={account}>
        {children}
        <AskedSignIn />
        {isAsked && <SignInDialog onClose={() => setAsked(false)} />}
      </AccountContext>
    </SeamsContext>
  )
}

function AskedSignIn() {
  const account = useAccount()
  const question = useSignInQuestion()
  return question ? <SignInQuestion account={account} question={question} /> : null
}

/** Shows what only people with an account may see. Where the server is not reached, what is on this device is. */
export function SignedInOnly({ children }: { readonly children: ReactNode }) {
  const { kind } = useAccountState()
  return kind === 'signed-out' ? <SignInScreen /> : children
}
