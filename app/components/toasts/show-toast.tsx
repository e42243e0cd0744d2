/** Puts a sentence on the screen; with the same id again it replaces what stands there. */
import type { MouseEvent } from 'react'
import { toast } from 'sonner'
import { saveText } from '../../text/save.ts'
import { afterFocusReturns } from '../after-focus-returns.ts'
import css from './toasts.module.css'

export interface ShownToast {
  /** The operation's id: a second toast for it takes the first one's place. */
  readonly id: string
  readonly sentence: string
  /** A second, quieter line. */
  readonly detail?: string
  readonly action?: { readonly label: string; readonly onPress: () => void }
  /** Pressing the sentence. */
  readonly onPress?: () => void
  readonly isProblem?: boolean
}

const problemMs = 30_000

export function showToast({ id, sentence, detail, action, onPress, isProblem = false }: ShownToast): void {
  const open = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    toast.dismiss(id)
    if (onPress) runOutside(currentTarget, onPress)
  }
  const content = onPress ? (
    <button type="button" className={css['sentence']} title={saveText.receiptHint} onClick={open}>
      {sentence}
    </button>
  ) : (
    sentence
  )
  toast(content, {
    id,
    ...(detail !== undefined && { description: detail }),
    ...(action && {
      action: { label: action.label, onClick: ({ currentTarget }) => runOutside(currentTarget, action.onPress) },
    }),
    ...(isProblem && { duration: problemMs, className: css['problem'] ?? '' }),
  })
}

/** A toast that is left gives the focus back to where it was: first that, or it would take it out of an opened dialog. */
function runOutside(pressed: HTMLElement, run: () => void): void {
  pressed.blur()
  afterFocusReturns(run)
}
