import { Button } from '../../../components/button/button.tsx'
import { searchText } from '../../../text/outline.ts'
import css from '../outline.module.css'

interface NothingFoundProps {
  readonly query: string
  readonly onClear: () => void
}

export function NothingFound({ query, onClear }: NothingFoundProps) {
  return (
    <div className={css['empty']}>
      <p>{searchText.none(query.trim())}</p>
      <Button look="quiet" onPress={onClear}>
        {searchText.clear}
      </Button>
    </div>
  )
}
