import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { appText } from '../../text/screens.ts'
import { Button } from '../button/button.tsx'
import css from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** For a question that must be answered. */
  readonly isAlert?: boolean
}

/** An open dialog: who does not want it does not render it. */
export function Dialog({ title, onClose, children, isAlert = false }: DialogProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!isAlert}
      onOpenChange={isOpen => isOpen || onClose()}
      className={css['overlay'] ?? ''}
    >
      <Modal className={css['modal'] ?? ''}>
        <AriaDialog className={css['dialog'] ?? ''} role={isAlert ? 'alertdialog' : 'dialog'}>
          <div className={css['head']}>
            <Heading slot="title" className={css['title'] ?? ''}>
              {title}
            </Heading>
            {!isAlert && (
              <Button look="icon" aria-label={appText.close} onPress={onClose}>
                <X aria-hidden="true" />
              </Button>
            )}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={css['actions']}>{children}</div>
}
