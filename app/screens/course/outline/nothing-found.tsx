import { Button } from '../../../components/button/button.tsx'
import { searchText } from '../../../text/outline.ts'
import css from '../outline.module.css'
import type { OutlineState } from '../use-outline-view.ts'

export function NothingFound({ view: { query, search, searchField } }: { readonly view: OutlineState }) {
  const clear = () => {
    search('')
    searchField.current?.focus()
  }
  return (
    <div className={css['empty']}>
      <p>{searchText.none(query.trim())}</p>
      <Button look="quiet" onPress={clear}>
        {searchText.clear}
      </Button>
    </div>
  )
}
