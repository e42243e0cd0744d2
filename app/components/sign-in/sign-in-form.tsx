import { type FormEvent, useState } from 'react'
import { signInText } from '../../text/access.ts'
import buttonCss from '../button/button.module.css'
import { Button } from '../button/button.tsx'
import { TextInput } from '../text-input/text-input.tsx'
import type { SignInFailure } from './account.ts'
import { useAccount, useAccountState } from './account-context.ts'
import css from './sign-in.module.css'

/** A JWT with a handful of claims has a few hundred characters. */
const maxTokenLength = 16_384

interface SignInFormProps {
  readonly isFocusedFirst?: boolean
  readonly onSignedIn?: () => void
}

/** The way to the identity provider, or where none is configured a field for what it gave. */
export function SignInForm({ isFocusedFirst = false, onSignedIn }: SignInFormProps) {
  const account = useAccount()
  const state = useAccountState()
  if (state.kind === 'signed-out' && state.signInUrl !== undefined) {
    return (
      <>
        {state.failure && (
          <p className={css['failure']} role="alert">
            {signInText[state.failure]}
          </p>
        )}
        <a
          className={`${buttonCss['button']} ${buttonCss['primary']} ${css['provider']}`}
          href={state.signInUrl}
          onClick={() => account.leave(location.pathname + location.search)}
        >
          {signInText.provider}
        </a>
      </>
    )
  }
  const failure = state.kind === 'signed-out' ? state.failure : undefined
  return <TokenForm isFocusedFirst={isFocusedFirst} failure={failure} {...(onSignedIn && { onSignedIn })} />
}

interface TokenFormProps extends SignInFormProps {
  /** Of a token that came by the address. */
  readonly failure: SignInFailure | undefined
}

function TokenForm({ isFocusedFirst = false, failure, onSignedIn }: TokenFormProps) {
  const account = useAccount()
  const [token, setToken] = useState('')
  const [error, setError] = useState<string>()
  const [isUnderWay, setUnderWay] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (token.trim() === '') return setError(signInText.tokenMissing)
    setUnderWay(true)
    const outcome = await account.signIn(token.trim())
    setUnderWay(false)
    if (outcome === 'signed-in') return onSignedIn?.()
    setError(signInText[outcome])
  }
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <TextInput
        label={signInText.tokenLabel}
        hint={signInText.tokenHint}
        type="password"
        value={token}
        onChange={setToken}
        maxLength={maxTokenLength}
        error={error ?? (failure && signInText[failure])}
        isFocusedFirst={isFocusedFirst}
      />
      <Button look="primary" type="submit" isPending={isUnderWay}>
        {signInText.title}
      </Button>
    </form>
  )
}
