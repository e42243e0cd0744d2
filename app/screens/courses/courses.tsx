import { useEffect, useMemo, useRef, useState } from 'react'
import type { ListedCourse, ListedCourses } from '../../server-state/use-course-list.ts'
import { coursesText } from '../../text/courses.ts'
import { courseListText } from '../../text/screens.ts'
import { searchable, searchTitles } from '../course/title-search.ts'
import { useNow } from '../course/use-course-session.ts'
import { useSeams } from '../seams.ts'
import css from './course-list.module.css'
import { CourseList } from './course-list.tsx'
import { CourseSearch } from './course-search.tsx'
import { CourseTrash } from './course-trash.tsx'
import { useTrashActions } from './use-trash-actions.ts'

/** Fewer are seen at a glance. */
const searchedAbove = 10
const minuteMs = 60_000

/** The courses, a search where they are many, and the trash. */
export function Courses({ listed }: { readonly listed: ListedCourses }) {
  const { courses, isFromDeviceOnly } = listed
  const { now: readNow } = useSeams()
  const now = useNow(readNow, at => at + minuteMs)
  const { moveToTrash, restore } = useTrashActions()
  const [query, setQuery] = useState('')
  const { list, holdPlace } = useListFocus()
  const isSearched = courses.length > searchedAbove
  const found = useMemo(() => (isSearched ? matching(courses, query) : courses), [courses, query, isSearched])
  // Offline, which courses the server knows is not known: the attempt says what stands in the way.
  const canTrash = ({ isOnServer }: ListedCourse) => isOnServer || isFromDeviceOnly
  const trash = (course: ListedCourse) => {
    holdPlace(found.indexOf(course))
    moveToTrash(course)
  }
  return (
    <>
      {isSearched && <CourseSearch query={query} onChange={setQuery} />}
      {courses.length === 0 && <p className={css['empty']}>{courseListText.empty}</p>}
      {courses.length > 0 && found.length === 0 && <p className={css['empty']}>{coursesText.noMatch(query)}</p>}
      <div ref={list}>
        {found.length > 0 && <CourseList courses={found} now={now} canTrash={canTrash} onTrash={trash} />}
      </div>
      <CourseTrash trash={listed.trash} now={now} onRestore={restore} />
    </>
  )
}

/** The row that went to the trash had the focus: the one that takes its place gets it. */
function useListFocus() {
  const list = useRef<HTMLDivElement>(null)
  const place = useRef<number>(undefined)
  useEffect(() => {
    if (place.current === undefined || document.activeElement !== document.body) return
    const links = list.current?.querySelectorAll('a') ?? []
    const next = links[Math.min(place.current, links.length - 1)] ?? document.getElementById('content')
    place.current = undefined
    next?.focus()
  })
  const holdPlace = (index: number) => {
    place.current = index
  }
  return { list, holdPlace }
}

function matching(courses: readonly ListedCourse[], query: string): readonly ListedCourse[] {
  const titles = courses.map(course => searchable(course, course.title))
  return searchTitles(titles, query, courses.length)
}
