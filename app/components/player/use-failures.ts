import { useCallback, useState } from 'react'

/** `unplayable`: it can be had, and this browser does nothing with it. */
export type Failure = 'asking' | 'unplayable' | 'unreachable'

export interface PlayerFailures {
  /** Undefined: it plays, as far as is known. */
  readonly failureOf: (url: string) => Failure | undefined
  readonly onFail: (url: string) => void
  readonly tryAgain: () => void
}

/** A media element says of a lost line and of an unknown codec the same: the server is asked which it is. */
export function useFailures(): PlayerFailures {
  const [failures, setFailures] = useState<ReadonlyMap<string, Failure>>(new Map())
  const onFail = useCallback((url: string) => {
    const fail = (failure: Failure) => setFailures(before => new Map(before).set(url, failure))
    if (url.startsWith('blob:')) return fail('unplayable')
    fail('asking')
    fetch(url, { method: 'HEAD' }).then(
      ({ ok }) => fail(ok ? 'unplayable' : 'unreachable'),
      () => fail('unreachable'),
    )
  }, [])
  const tryAgain = useCallback(() => setFailures(new Map()), [])
  return { failureOf: url => failures.get(url), onFail, tryAgain }
}
