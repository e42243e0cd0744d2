import { Toaster as Sonner } from 'sonner'
import 'sonner/dist/styles.css'
import css from './toasts.module.css'

const visibleMs = 6000

/** Where toasts stand. It is a live region of its own, so they are spoken without further doing. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      duration={visibleMs}
      mobileOffset={{ bottom: 88 }}
      toastOptions={{ classNames: { toast: css['toast'] ?? '', actionButton: css['action'] ?? '' } }}
    />
  )
}
