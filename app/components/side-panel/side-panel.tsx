import X from 'lucide-react/icons/x'
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { appText } from '../../text/screens.ts'
import { Button } from '../button/button.tsx'
import css from './side-panel.module.css'
import { useIsWide } from './use-is-wide.ts'

interface SidePanelProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * An open panel beside the page: a region of its own where there is room, a sheet over the whole screen where there is
 * not. Takes the focus, and gives it back to what opened it. Who does not want it does not render it.
 */
export function SidePanel(props: SidePanelProps) {
  return useIsWide() ? <DockedPanel {...props} /> : <PanelSheet {...props} />
}

function DockedPanel({ title, onClose, children }: SidePanelProps) {
  const headingId = useId()
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => holdFocus(panel.current, heading.current), [])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && isOwn(event)) onClose()
  }
  return (
    <aside className={css['docked']} ref={panel} aria-labelledby={headingId} onKeyDown={onKeyDown} data-side-panel="">
      <div className={css['head']}>
        <h2 className={css['title']} id={headingId} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <CloseButton onPress={onClose} />
      </div>
      <div className={css['body']}>{children}</div>
    </aside>
  )
}

function PanelSheet({ title, onClose, children }: SidePanelProps) {
  return (
    <ModalOverlay isOpen onOpenChange={isOpen => isOpen || onClose()} className={css['overlay'] ?? ''}>
      <Modal className={css['sheet'] ?? ''}>
        <AriaDialog className={css['dialog'] ?? ''}>
          <div className={css['head']}>
            <Heading slot="title" className={css['title'] ?? ''}>
              {title}
            </Heading>
            <CloseButton onPress={onClose} />
          </div>
          <div className={css['body']}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function CloseButton({ onPress }: { readonly onPress: () => void }) {
  return (
    <Button look="icon" aria-label={appText.close} onPress={onPress}>
      <X aria-hidden="true" />
    </Button>
  )
}

/** @returns what gives the focus back, where the panel still has it then */
function holdFocus(panel: HTMLElement | null, heading: HTMLElement | null): () => void {
  const opener = document.activeElement
  heading?.focus({ preventScroll: true })
  return () => {
    if (!panel?.contains(document.activeElement)) return
    const home = opener?.isConnected && opener !== document.body ? opener : document.getElementById('content')
    if (home instanceof HTMLElement) home.focus({ preventScroll: true })
  }
}

/** Not of a menu or dialog that something in the panel has opened: their events come through React too. */
function isOwn(event: KeyboardEvent<HTMLElement>): boolean {
  const { target, currentTarget } = event
  return !event.defaultPrevented && target instanceof Node && currentTarget.contains(target)
}
