import Ellipsis from 'lucide-react/icons/ellipsis'
import Square from 'lucide-react/icons/square'
import SquareCheck from 'lucide-react/icons/square-check'
import { type ReactNode, useRef } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { afterFocusReturns } from '../after-focus-returns.ts'
import { Button } from '../button/button.tsx'
import css from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly keys?: string
  readonly isDisabled?: boolean
  /** A line stands above it, except at the top. */
  readonly isFirstOfGroup?: boolean
  readonly onAction: () => void
}

export interface MenuSwitch {
  readonly id: string
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

interface MenuItemsProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly switches?: readonly MenuSwitch[]
}

/** The ⋯ button and what opens under it. `label` is what both are called. */
export function Menu(props: MenuItemsProps) {
  return (
    <MenuTrigger>
      <Button look="icon" aria-label={props.label}>
        <Ellipsis aria-hidden="true" />
      </Button>
      <Popover className={css['popover'] ?? ''} placement="bottom end">
        <MenuItems {...props} />
      </Popover>
    </MenuTrigger>
  )
}

interface MenuPopoverProps extends MenuItemsProps {
  /** The button that was pressed: the menu opens under it and gives the focus back to it. */
  readonly anchor: HTMLElement
  readonly onClose: () => void
}

/** An open menu for a button elsewhere. */
export function MenuPopover({ anchor, onClose, ...items }: MenuPopoverProps) {
  const anchorRef = useRef(anchor)
  return (
    <Popover
      aria-label={items.label}
      triggerRef={anchorRef}
      isOpen
      onOpenChange={isOpen => isOpen || onClose()}
      className={css['popover'] ?? ''}
      placement="bottom end"
    >
      <MenuItems {...items} onClose={onClose} />
    </Popover>
  )
}

function MenuItems({ label, items, switches = [], onClose }: MenuItemsProps & { readonly onClose?: () => void }) {
  return (
    <AriaMenu className={css['menu'] ?? ''} aria-label={label} {...(onClose && { onClose })}>
      {items.map(item => (
        <AriaMenuItem
          key={item.id}
          id={item.id}
          textValue={item.label}
          className={`${css['item']} ${item.isFirstOfGroup ? css['first'] : ''}`}
          onAction={() => afterFocusReturns(item.onAction)}
          isDisabled={item.isDisabled ?? false}
        >
          {item.icon}
          <span>{item.label}</span>
          {item.keys && (
            <span className={css['keys']} aria-hidden="true">
              {item.keys}
            </span>
          )}
        </AriaMenuItem>
      ))}
      {switches.map(item => (
        <SwitchItem key={item.id} {...item} />
      ))}
    </AriaMenu>
  )
}

function SwitchItem({ id, label, isOn, onChange }: MenuSwitch) {
  return (
    <MenuSection
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={isOn ? [id] : []}
      onSelectionChange={selected => onChange(selected === 'all' || selected.has(id))}
    >
      <AriaMenuItem id={id} textValue={label} className={css['item'] ?? ''}>
        {isOn ? <SquareCheck aria-hidden="true" /> : <Square aria-hidden="true" />}
        <span>{label}</span>
      </AriaMenuItem>
    </MenuSection>
  )
}
