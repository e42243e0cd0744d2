import X from 'lucide-react/icons/x'
import { type ReactNode, useEffect } from 'react'
import { pwaText } from '../../text/pwa.ts'
import { afterFocusReturns } from '../after-focus-returns.ts'
import { useAnnounce } from '../announcer/announcer.tsx'
import { Button } from '../button/button.tsx'
import { focusContentIfLost } from '../focus-place.ts'
import css from './notice.module.css'

interface NoticeProps {
  readonly sentence: string
  /** What it is about, where it is not this device. */
  readonly label?: string
  readonly isWarning?: boolean
  readonly onDismiss: () => void
  /** What can be done about it. */
  readonly children?: ReactNode
}

/** One quiet sentence in a corner: spoken politely, never taking the focus. */
export function Notice({ sentence, isWarning = false, label = pwaText.label, onDismiss, children }: NoticeProps) {
  const announce = useAnnounce()
  useEffect(() => announce(sentence), [sentence, announce])
  const dismiss = () => {
    onDismiss()
    afterFocusReturns(focusContentIfLost)
  }
  return (
    <section className={`${css['notice']} ${isWarning ? css['warning'] : ''}`} aria-label={label}>
      <p className={css['sentence']}>{sentence}</p>
      <div className={css['actions']}>
        {children}
        <Button look="icon" aria-label={pwaText.dismiss} onPress={dismiss}>
          <X aria-hidden="true" />
        </Button>
      </div>
    </section>
  )
}
