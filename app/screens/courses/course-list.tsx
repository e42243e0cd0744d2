import Ellipsis from 'lucide-react/icons/ellipsis'
import Eye from 'lucide-react/icons/eye'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { MenuPopover } from '../../components/menu/menu.tsx'
import type { ListedCourse } from '../../server-state/use-course-list.ts'
import buttons from '../../styles/buttons.module.css'
import { agoOf } from '../../text/ago.ts'
import { coursesText } from '../../text/courses.ts'
import { outlineText } from '../../text/outline.ts'
import { previewText } from '../../text/preview.ts'
import { courseListText } from '../../text/screens.ts'
import { courseAddress, previewAddress } from './course-address.ts'
import css from './course-list.module.css'

interface CourseListProps {
  readonly courses: readonly ListedCourse[]
  /** ms since 1970, this device's clock. */
  readonly now: number
  /** Only what the server knows can go to its trash. */
  readonly canTrash: (course: ListedCourse) => boolean
  readonly onTrash: (course: ListedCourse) => void
}

interface OpenMenu {
  readonly course: ListedCourse
  readonly button: HTMLElement
}

/** One menu for all rows: an author may have hundreds of courses. */
export function CourseList({ courses, now, canTrash, onTrash }: CourseListProps) {
  const [menu, setMenu] = useState<OpenMenu>()
  return (
    <>
      <ul className={css['list']} aria-label={coursesText.list}>
        {courses.map(course => (
          <CourseRow key={course.id} course={course} now={now} onMenu={button => setMenu({ course, button })} />
        ))}
      </ul>
      {menu && (
        <CourseMenu
          {...menu}
          canTrash={canTrash(menu.course)}
          onTrash={() => onTrash(menu.course)}
          onClose={() => setMenu(undefined)}
        />
      )}
    </>
  )
}

interface CourseRowProps {
  readonly course: ListedCourse
  readonly now: number
  readonly onMenu: (button: HTMLElement) => void
}

function CourseRow({ course: { id, title, at, isOnServer }, now, onMenu }: CourseRowProps) {
  const when = agoOf(at, now)
  return (
    <li className={css['row']}>
      <Link href={courseAddress(id)} className={css['course']}>
        <span className={css['name']}>
          <bdi>{title || outlineText.untitledCourse}</bdi>
        </span>
        <span className={css['when']}>{isOnServer ? courseListText.changed(when) : courseListText.opened(when)}</span>
      </Link>
      <button
        type="button"
        className={`${buttons['icon']} ${css['menu']}`}
        aria-label={coursesText.actionsOf(title)}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => onMenu(currentTarget)}
      >
        <Ellipsis aria-hidden="true" />
      </button>
    </li>
  )
}

interface CourseMenuProps extends OpenMenu {
  readonly canTrash: boolean
  readonly onTrash: () => void
  readonly onClose: () => void
}

function CourseMenu({ course, button, canTrash, onTrash, onClose }: CourseMenuProps) {
  const [, navigate] = useLocation()
  const items = [
    {
      id: 'preview',
      label: previewText.action,
      icon: <Eye aria-hidden="true" />,
      onAction: () => navigate(previewAddress(course.id)),
    },
    {
      id: 'trash',
      label: coursesText.toTrash,
      icon: <Trash2 aria-hidden="true" />,
      isDisabled: !canTrash,
      onAction: onTrash,
    },
  ]
  return <MenuPopover label={coursesText.actionsOf(course.title)} items={items} anchor={button} onClose={onClose} />
}
