/** What the command palette finds in an open course: actions, its chapters and videos, and the other courses. */
import BookOpen from 'lucide-react/icons/book-open'
import House from 'lucide-react/icons/house'
import ListVideo from 'lucide-react/icons/list-video'
import Video from 'lucide-react/icons/video'
import type { Course } from '../../../course/model.ts'
import { outlineOf } from '../../../course/outline.ts'
import type { PaletteEntry, PaletteGroup } from '../../components/palette/palette.tsx'
import type { ListedCourse } from '../../server-state/use-course-list.ts'
import { outlineText } from '../../text/outline.ts'
import { paletteText } from '../../text/palette.ts'
import { courseAddress } from '../courses/course-address.ts'
import { type ActionContext, type CourseAction, isOffered } from './course-action.ts'
import { courseActions } from './course-actions.ts'
import { isMacKeyboard, shortcutLabel } from './shortcut.ts'
import { type SearchableTitle, searchable, searchTitles } from './title-search.ts'

const shownTitles = 50
const { groups } = paletteText

interface Sources {
  readonly context: ActionContext
  readonly rows: SearchableRows
  /** All that are listed; the open one is left out. */
  readonly courses: readonly ListedCourse[]
}

export function paletteSearch({ context, rows, courses }: Sources): (query: string) => readonly PaletteGroup[] {
  const actions = courseActions
    .filter(action => isOffered(action, context))
    .filter(({ id, isEnabled }) => id !== 'palette' && (isEnabled?.(context) ?? true))
    .map(action => searchable(actionEntry(action, context), action.label))
  const others = courses
    .filter(({ id }) => id !== context.state.courseId)
    .map(course => searchable(courseEntry(course, context), course.title))
  const home = searchable(homeEntry(context), paletteText.allCourses)
  return query => {
    // The whole course is what the outline shows already.
    const find = (titles: readonly SearchableTitle<string>[], entryOf: (id: string) => PaletteEntry) =>
      query.trim() ? searchTitles(titles, query, shownTitles).map(entryOf) : []
    return [
      { title: groups.actions, entries: searchTitles(actions, query, shownTitles) },
      { title: groups.chapters, entries: find(rows.chapters, id => chapterEntry(id, context)) },
      { title: groups.videos, entries: find(rows.videos, id => videoEntry(id, context)) },
      { title: groups.courses, entries: searchTitles([home, ...others], query, 8) },
    ]
  }
}

/** The ids of what is alive, in the outline's order. */
export interface SearchableRows {
  readonly chapters: readonly SearchableTitle<string>[]
  readonly videos: readonly SearchableTitle<string>[]
}

export function searchableRows(course: Course): SearchableRows {
  const { chapters, unfiled } = outlineOf(course)
  const videos = [...chapters.flatMap(entry => entry.videos), ...unfiled]
  return {
    chapters: chapters.map(({ chapter }) => searchable(chapter.id, chapter.title)),
    videos: videos.map(video => searchable(video.id, video.title)),
  }
}

function actionEntry({ id, label, icon: Icon, shortcuts, run }: CourseAction, context: ActionContext): PaletteEntry {
  const [shortcut] = shortcuts ?? []
  return {
    ...{ id, label, icon: <Icon aria-hidden="true" />, run: () => run(context) },
    ...(shortcut && { hint: shortcutLabel(shortcut, isMacKeyboard(navigator)) }),
  }
}

function chapterEntry(id: string, { view, state: { course } }: ActionContext): PaletteEntry {
  return {
    id: `chapter:${id}`,
    label: course.chapters.get(id)?.title || outlineText.untitled,
    icon: <ListVideo aria-hidden="true" />,
    run: () => view.reveal({ kind: 'chapter', id }),
  }
}

function videoEntry(id: string, { view, state: { course } }: ActionContext): PaletteEntry {
  return {
    id: `video:${id}`,
    label: course.videos.get(id)?.title || outlineText.untitled,
    icon: <Video aria-hidden="true" />,
    hint: chapterTitleOf(course, id),
    run: () => view.reveal({ kind: 'video', id }),
  }
}

function chapterTitleOf(course: Course, videoId: string): string {
  const chapter = course.chapters.get(course.videos.get(videoId)?.place[0] ?? '')
  return chapter && !chapter.deleted ? chapter.title || outlineText.untitled : outlineText.unfiled
}

function courseEntry({ id, title }: ListedCourse, { navigate }: ActionContext): PaletteEntry {
  return {
    id: `course:${id}`,
    label: title || outlineText.untitledCourse,
    icon: <BookOpen aria-hidden="true" />,
    run: () => navigate(courseAddress(id)),
  }
}

function homeEntry({ navigate }: ActionContext): PaletteEntry {
  return {
    ...{ id: 'all-courses', label: paletteText.allCourses, icon: <House aria-hidden="true" /> },
    run: () => navigate('/'),
  }
}
