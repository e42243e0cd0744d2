import { useState } from 'react'
import type { DeviceClearing, UnsavedCourse } from '../../device/device-clearing.ts'
import { useAccount } from '../sign-in/account-context.ts'

type Failure = 'acceptFirst' | 'changed' | 'stillSignedIn' | 'unreadable'

/** Signs out and clears, in this order: who stays signed in would have cleared nothing. */
export function useClearing(clearing: DeviceClearing, onChanged: () => void) {
  const account = useAccount()
  const [failure, setFailure] = useState<Failure>()
  const [isUnderWay, setUnderWay] = useState(false)
  const attempt = async (unsaved: readonly UnsavedCourse[]): Promise<Failure | undefined> => {
    const isIn = !['none', 'signed-out'].includes(account.getState().kind)
    if (isIn && !(await account.signOut())) return 'stillSignedIn'
    if (await clearing.clear(unsaved)) return undefined
    onChanged()
    return 'changed'
  }
  /** @param mayClear the author has accepted what is lost */
  const clear = async (unsaved: readonly UnsavedCourse[], mayClear: boolean) => {
    if (!mayClear) return setFailure('acceptFirst')
    setUnderWay(true)
    setFailure(await attempt(unsaved).catch(() => 'unreadable' as const))
    setUnderWay(false)
  }
  return { clear, failure, isUnderWay }
}
