import { useMemo } from 'react'
import { Palette } from '../../components/palette/palette.tsx'
import { useCourseList } from '../../server-state/use-course-list.ts'
import { paletteText } from '../../text/palette.ts'
import { useSeams } from '../seams.ts'
import type { ActionContext } from './course-action.ts'
import { paletteSearch, searchableRows } from './palette-search.tsx'

interface CoursePaletteProps {
  readonly context: ActionContext
  readonly onClose: () => void
}

export function CoursePalette({ context, onClose }: CoursePaletteProps) {
  const { devices } = useSeams()
  const { courses } = useCourseList(devices)
  const rows = useMemo(() => searchableRows(context.state.course), [context.state.course])
  const search = useMemo(() => paletteSearch({ context, rows, courses }), [context, rows, courses])
  return <Palette placeholder={paletteText.searchCourse} search={search} onClose={onClose} />
}
