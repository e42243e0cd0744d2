/** The account of whoever sits here, for the screens. */
import { createContext, use, useSyncExternalStore } from 'react'
import type { Account, AccountState, SignInQuestion } from './account.ts'

export const AccountContext = createContext<Account | undefined>(undefined)

/** @throws where no `AccountContext` is above: a bug of whoever renders. */
export function useAccount(): Account {
  const account = use(AccountContext)
  if (!account) throw new Error('AccountContext is missing')
  return account
}

export function useAccountState(): AccountState {
  const { subscribe, getState } = useAccount()
  return useSyncExternalStore(subscribe, getState)
}

export function useSignInQuestion(): SignInQuestion | undefined {
  const { subscribe, getQuestion } = useAccount()
  return useSyncExternalStore(subscribe, getQuestion)
}
