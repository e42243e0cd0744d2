import GripVertical from 'lucide-react/icons/grip-vertical'
import type { AriaButtonProps } from 'react-aria/useButton'
import { Button } from 'react-aria-components/Button'
import css from './outline-tree.module.css'

/** For keys and screen readers: pressed, it asks for a place. With a pointer the whole row is dragged. */
export function DragHandle({ 'aria-label': label, isDisabled, onPress, ...rest }: AriaButtonProps) {
  const { 'aria-describedby': description, onPressStart } = rest
  return (
    <Button
      className={css['handle'] ?? ''}
      data-edits=""
      {...(label !== undefined && { 'aria-label': label })}
      {...(description !== undefined && { 'aria-describedby': description })}
      {...(isDisabled !== undefined && { isDisabled })}
      {...(onPress && { onPress })}
      {...(onPressStart && { onPressStart })}
    >
      <GripVertical aria-hidden="true" />
    </Button>
  )
}
