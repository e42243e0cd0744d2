import Archive from 'lucide-react/icons/archive'
import BookOpen from 'lucide-react/icons/book-open'
import Plus from 'lucide-react/icons/plus'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { Palette, type PaletteEntry, type PaletteGroup } from '../../components/palette/palette.tsx'
import type { ListedCourse } from '../../server-state/use-course-list.ts'
import { outlineText } from '../../text/outline.ts'
import { paletteText } from '../../text/palette.ts'
import { courseListText, importText } from '../../text/screens.ts'
import { searchable, searchTitles } from '../course/title-search.ts'
import { courseAddress } from './course-address.ts'

interface ListPaletteProps {
  readonly courses: readonly ListedCourse[]
  readonly onCreate: () => void
  readonly onImport: () => void
  readonly onClose: () => void
}

const shownCourses = 50

/** The command palette beside the course list. */
export function ListPalette({ courses, onCreate, onImport, onClose }: ListPaletteProps) {
  const [, navigate] = useLocation()
  const search = useMemo(() => {
    const actions: PaletteEntry[] = [
      { id: 'create', label: courseListText.create, icon: <Plus aria-hidden="true" />, run: onCreate },
      { id: 'import', label: importText.title, icon: <Archive aria-hidden="true" />, run: onImport },
    ]
    const entries = courses.map(({ id, title }) => ({
      ...{ id, label: title || outlineText.untitledCourse, icon: <BookOpen aria-hidden="true" /> },
      run: () => navigate(courseAddress(id)),
    }))
    return searchOver(actions, entries)
  }, [courses, navigate, onCreate, onImport])
  return <Palette placeholder={paletteText.searchList} search={search} onClose={onClose} />
}

function searchOver(actions: readonly PaletteEntry[], courses: readonly PaletteEntry[]) {
  const byLabel = (entry: PaletteEntry) => searchable(entry, entry.label)
  const titles = { actions: actions.map(byLabel), courses: courses.map(byLabel) }
  return (query: string): PaletteGroup[] => [
    { title: paletteText.groups.courses, entries: searchTitles(titles.courses, query, shownCourses) },
    { title: paletteText.groups.actions, entries: searchTitles(titles.actions, query, titles.actions.length) },
  ]
}
