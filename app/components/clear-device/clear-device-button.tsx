import { clearDeviceText } from '../../text/clear-device.ts'
import { Button } from '../button/button.tsx'
import css from './clear-device.module.css'

/** Among the actions of a dialog, away from those that close it. */
export function ClearDeviceButton({ onPress }: { readonly onPress: () => void }) {
  return (
    <span className={css['apart']}>
      <Button look="quiet" onPress={onPress}>
        {clearDeviceText.action}
      </Button>
    </span>
  )
}
