import { useState } from 'react'
import type { ReloadOutcome, UpdateState } from '../../pwa/app-updates.ts'
import { pwaText } from '../../text/pwa.ts'
import { Button } from '../button/button.tsx'
import { Notice } from '../notice/notice.tsx'

interface UpdatePromptProps {
  readonly state: Exclude<UpdateState, 'none'>
  /** Reloads once all that the author did is on this device. */
  readonly onReload: () => Promise<ReloadOutcome>
  readonly onDismiss: () => void
}

/** Offers the new version. It is the author who says when. */
export function UpdatePrompt({ state, onReload, onDismiss }: UpdatePromptProps) {
  const [failure, setFailure] = useState<Exclude<ReloadOutcome, 'reloading'>>()
  const [isPending, setPending] = useState(false)
  const reload = async () => {
    setPending(true)
    const outcome = await onReload()
    if (outcome === 'reloading') return
    setFailure(outcome)
    setPending(false)
  }
  const sentence = pwaText[failure ?? state]
  return (
    <Notice sentence={sentence} isWarning={failure === 'not-kept'} onDismiss={onDismiss}>
      <Button look="secondary" onPress={reload} isPending={isPending}>
        {pwaText.reload}
      </Button>
    </Notice>
  )
}
