/** What is said of the others in the course. */
import type { Course } from '../../course/model.ts'
import type { Colleague } from '../session/presence.ts'
import { chapterName, videoName } from './command.ts'
import { counted } from './words.ts'

export const presenceText = {
  title: 'Also here',
  nobody: 'Nobody else is here now.',
  nameless: 'Somebody',
  more: (count: number) => `+${count.toLocaleString('en')}`,
  moreHere: (count: number) => `and ${counted(count, 'more', 'more')}`,
} as const

export const nameOf = ({ name }: { readonly name: string }): string => name || presenceText.nameless

/** `Ana, editing "Intro", 2 unsaved changes` */
export function sentenceOfColleague(colleague: Colleague, course: Course): string {
  return [nameOf(colleague), ...doingsOf(colleague, course)].join(', ')
}

/** Where a colleague is and what they have not saved, as short phrases. */
export function doingsOf({ places, unsaved }: Colleague, course: Course): string[] {
  const place = places.find(({ isEditing }) => isEditing) ?? places[0]
  const title = place && titleAt(course, place.row)
  return [
    ...(title === undefined ? [] : [`${place?.isEditing ? 'editing' : 'at'} ${title}`]),
    ...(unsaved.count > 0 ? [counted(unsaved.count, 'unsaved change')] : []),
  ]
}

/** Undefined for what is not in the course, or not yet. */
function titleAt(course: Course, { kind, id }: { kind: 'chapter' | 'video'; id: string }): string | undefined {
  if (kind === 'chapter') return course.chapters.has(id) ? chapterName(course, id) : undefined
  return course.videos.has(id) ? videoName(course, id) : undefined
}

/** `Also here: Ana, editing "Intro"; Ben` */
export function sentenceOfAll(colleagues: readonly Colleague[], total: number, course: Course): string {
  const told = colleagues.map(colleague => sentenceOfColleague(colleague, course))
  const rest = total - colleagues.length
  return `${presenceText.title}: ${[...told, ...(rest > 0 ? [presenceText.moreHere(rest)] : [])].join('; ')}`
}

export const markText = {
  editing: (name: string) => `${name} is editing this`,
  here: (name: string) => `${name} is here`,
  unsaved: (name: string) => `${name} has unsaved changes here`,
  saved: (name: string) => `${name} has just saved this`,
} as const
