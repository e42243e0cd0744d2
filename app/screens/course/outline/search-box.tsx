import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { type RefObject, useEffect } from 'react'
import { searchText } from '../../../text/outline.ts'
import css from './search-box.module.css'

interface SearchBoxProps {
  readonly query: string
  readonly onSearch: (query: string) => void
  readonly field: RefObject<HTMLInputElement | null>
}

/** The key `/` leads here, Escape clears it. The browser's own search keeps Ctrl+F. */
export function SearchBox({ query, onSearch, field }: SearchBoxProps) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    // Before the outline takes it for the beginning of a title.
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [field])
  const clear = () => {
    onSearch('')
    field.current?.focus()
  }
  return (
    <search className={css['box']}>
      <Search aria-hidden="true" className={css['icon']} />
      <input
        ref={field}
        type="text"
        className={css['field']}
        aria-label={searchText.label}
        placeholder={searchText.label}
        aria-keyshortcuts="/"
        value={query}
        onChange={event => onSearch(event.target.value)}
        onKeyDown={event => event.key === 'Escape' && clear()}
      />
      {query !== '' && (
        <button type="button" className={css['clear']} aria-label={searchText.clear} onClick={clear}>
          <X aria-hidden="true" />
        </button>
      )}
    </search>
  )
}

/** In a text, or under a dialog that stands over the page. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]') ||
    !!target.closest('[role=dialog], [role=alertdialog], [role=menu]')
  )
}
