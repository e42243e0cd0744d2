import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import buttons from '../../styles/buttons.module.css'
import { coursesText } from '../../text/courses.ts'
import css from './course-list.module.css'

interface CourseSearchProps {
  readonly query: string
  readonly onChange: (query: string) => void
}

/** Escape clears it. */
export function CourseSearch({ query, onChange }: CourseSearchProps) {
  return (
    <SearchField className={css['search'] ?? ''} aria-label={coursesText.search} value={query} onChange={onChange}>
      <Search aria-hidden="true" />
      <Input className={css['searchInput'] ?? ''} placeholder={coursesText.search} />
      {query !== '' && (
        <AriaButton className={`${buttons['icon']} ${css['clear']}`} aria-label={coursesText.clearSearch}>
          <X aria-hidden="true" />
        </AriaButton>
      )}
    </SearchField>
  )
}
