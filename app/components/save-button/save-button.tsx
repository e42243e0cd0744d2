import { Button } from '../button/button.tsx'
import type { SaveButtonState } from './save-button-of.ts'

interface SaveButtonProps {
  readonly state: SaveButtonState
  readonly onSave: () => void
}

/** Never disabled while it may have the focus: pressing it with nothing to save says so. */
export function SaveButton({ state, onSave }: SaveButtonProps) {
  return (
    <Button
      look={state.kind === 'unsaved' ? 'primary' : 'secondary'}
      onPress={onSave}
      isDisabled={state.kind === 'unavailable'}
    >
      {state.label}
    </Button>
  )
}
