/** What is said to those who do not see it: one polite and one assertive live region for the whole app. */
import { createContext, type ReactNode, use, useCallback, useState } from 'react'

export type Announce = (sentence: string, urgency?: 'polite' | 'assertive') => void

const AnnounceContext = createContext<Announce>(() => undefined)

interface Said {
  readonly polite: string
  readonly assertive: string
}

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<Said>({ polite: '', assertive: '' })
  const announce = useCallback<Announce>((sentence, urgency = 'polite') => {
    setSaid(before => ({ ...before, [urgency]: sayAgain(before[urgency], sentence) }))
  }, [])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" role="status">
        {said.polite}
      </div>
      <div className="visually-hidden" role="alert">
        {said.assertive}
      </div>
    </AnnounceContext>
  )
}

export function useAnnounce(): Announce {
  return use(AnnounceContext)
}

/** The same sentence twice is a change too, or it would not be spoken. */
function sayAgain(before: string, sentence: string): string {
  return before === sentence ? `${sentence}\u00a0` : sentence
}
