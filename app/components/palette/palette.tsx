import Search from 'lucide-react/icons/search'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { paletteText } from '../../text/palette.ts'
import { afterFocusReturns } from '../after-focus-returns.ts'
import css from './palette.module.css'

export interface PaletteEntry {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  /** Where it is, or its keys. */
  readonly hint?: string
  readonly run: () => void
}

export interface PaletteGroup {
  readonly title: string
  readonly entries: readonly PaletteEntry[]
}

interface PaletteProps {
  /** What can be searched, as an invitation. */
  readonly placeholder: string
  /** What fits the query, best first; few enough to draw. */
  readonly search: (query: string) => readonly PaletteGroup[]
  readonly onClose: () => void
}

/** Type, choose, done. The chosen entry runs when the palette is gone. */
export function Palette({ placeholder, search, onClose }: PaletteProps) {
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const groups = useMemo(() => search(asked).filter(({ entries }) => entries.length > 0), [search, asked])
  const choose = (entry: PaletteEntry) => {
    onClose()
    afterFocusReturns(entry.run)
  }
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={isOpen => isOpen || onClose()} className={css['overlay'] ?? ''}>
      <Modal className={css['modal'] ?? ''}>
        <Dialog className={css['dialog'] ?? ''} aria-label={paletteText.label}>
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <Field placeholder={placeholder} listed={asked} onSubmit={typed => chooseFirst(search(typed), choose)} />
            <Found groups={groups} query={asked} onChoose={choose} />
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function chooseFirst(groups: readonly PaletteGroup[], choose: (entry: PaletteEntry) => void): void {
  const [first] = groups.flatMap(({ entries }) => entries)
  if (first) choose(first)
}

interface FieldProps {
  readonly placeholder: string
  /** The query that the list answers: behind the typing for a moment. */
  readonly listed: string
  /** Enter was pressed before the list had caught up with the typing. */
  readonly onSubmit: (typed: string) => void
}

function Field({ placeholder, listed, onSubmit }: FieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const submit = (typed: string) => {
    // `aria-activedescendant` comes half a second late, so that what is typed is spoken first.
    const marked = input.current?.closest('[role=dialog]')?.querySelector('[role=menuitem][data-focused]')
    if (!marked && typed.trim() !== '') onSubmit(typed)
  }
  /** What is marked in a list that is behind, is an answer to something else. */
  const takeTyped = (event: KeyboardEvent<HTMLInputElement>) => {
    const { value } = event.currentTarget
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || value === listed) return
    event.preventDefault()
    event.stopPropagation()
    if (value.trim() !== '') onSubmit(value)
  }
  return (
    <SearchField className={css['field'] ?? ''} aria-label={placeholder} autoFocus onSubmit={submit}>
      <Search aria-hidden="true" />
      <Input ref={input} className={css['input'] ?? ''} placeholder={placeholder} onKeyDownCapture={takeTyped} />
    </SearchField>
  )
}

interface FoundProps {
  readonly groups: readonly PaletteGroup[]
  readonly query: string
  readonly onChoose: (entry: PaletteEntry) => void
}

function Found({ groups, query, onChoose }: FoundProps) {
  return (
    <Menu
      className={css['list'] ?? ''}
      aria-label={paletteText.found}
      renderEmptyState={() => <p className={css['empty']}>{paletteText.nothing(query)}</p>}
    >
      {groups.map(group => (
        <Group key={group.title} group={group} onChoose={onChoose} />
      ))}
    </Menu>
  )
}

interface GroupProps {
  readonly group: PaletteGroup
  readonly onChoose: (entry: PaletteEntry) => void
}

function Group({ group: { title, entries }, onChoose }: GroupProps) {
  return (
    <MenuSection className={css['group'] ?? ''}>
      <Header className={css['heading'] ?? ''}>{title}</Header>
      {entries.map(entry => (
        <MenuItem
          key={entry.id}
          id={entry.id}
          textValue={entry.label}
          className={css['entry'] ?? ''}
          onAction={() => onChoose(entry)}
        >
          {entry.icon}
          <span className={css['label']}>
            <bdi>{entry.label}</bdi>
          </span>
          {entry.hint && <span className={css['hint']}>{entry.hint}</span>}
        </MenuItem>
      ))}
    </MenuSection>
  )
}
