import { Page } from '../../screens/page.tsx'
import { signInText } from '../../text/access.ts'
import css from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'

/** In the place of what only people with an account may see. */
export function SignInScreen() {
  return (
    <Page title={signInText.title}>
      <div className={css['screen']}>
        <p>{signInText.why}</p>
        <SignInForm />
      </div>
    </Page>
  )
}
