/** What an author does on the screen: commands as the app makes them from the course it shows. */
import * as fc from 'fast-check'
import { applyCommands } from '../../course/apply-command.ts'
import type { Command } from '../../course/command.ts'
import { addToDraft } from '../../course/draft.ts'
import { type Captions, type Course, emptyCourse, type Source } from '../../course/model.ts'
import { chaptersOf, isTrashed, videosOf } from '../../course/outline.ts'
import { positionBetween } from '../../course/position.ts'
import { anyCaptions, anySource, anyTitle, stamp } from './any-command.ts'

export interface Gesture {
  readonly kind: (typeof kinds)[number]
  /** Which entity, and where to: taken modulo what there is. */
  readonly pick: number
  readonly to: number
  readonly title: string
  readonly source: Source | null
  readonly captions: readonly Captions[] | null
}

const kinds = [
  'edit-course',
  'add-chapter',
  'edit-chapter',
  'move-chapter',
  'delete-or-restore-chapter',
  'add-video',
  'rename-video',
  'move-video',
  'replace-video',
  'set-captions',
  'delete-or-restore-video',
] as const

export const anyGesture: fc.Arbitrary<Gesture> = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    pick: fc.nat({ max: 6 }),
    to: fc.nat({ max: 6 }),
    title: anyTitle,
    source: fc.option(anySource, { nil: null }),
    captions: fc.option(anyCaptions, { nil: null }),
  },
  { noNullPrototype: true },
)

/** @param freshId for what the gesture adds
 *  @returns undefined: there is nothing to do it to */
export function commandOf(course: Course, gesture: Gesture, freshId: string): Command | undefined {
  const { title } = gesture
  switch (gesture.kind) {
    case 'edit-course':
      return editCourse(course, gesture)
    case 'add-chapter':
      return { type: 'add-chapter', chapterId: freshId, title, position: chapterPosition(course, gesture) }
    case 'add-video': {
      const place = placeFor(course, gesture)
      return place && { type: 'add-video', videoId: freshId, title, place }
    }
    case 'edit-chapter':
    case 'move-chapter':
    case 'delete-or-restore-chapter':
      return chapterCommandOf(course, gesture)
    default:
      return videoCommandOf(course, gesture)
  }
}

function editCourse({ info }: Course, { pick, title }: Gesture): Command {
  if (pick % 3 === 0) return { type: 'edit-course', title, was: { title: info.title } }
  const key = pick % 3 === 1 ? 'description' : 'language'
  return { type: 'edit-course', [key]: title === '' ? null : title, was: { [key]: info[key] ?? null } }
}

function chapterCommandOf(course: Course, gesture: Gesture): Command | undefined {
  const chapter = pickFrom([...course.chapters.values()], gesture.pick)
  if (!chapter) return undefined
  const chapterId = chapter.id
  if (chapter.deleted) return { type: 'restore-chapter', chapterId }
  if (gesture.kind === 'edit-chapter') {
    return { type: 'rename-chapter', chapterId, title: gesture.title, was: chapter.title }
  }
  if (gesture.kind === 'move-chapter') {
    return { type: 'move-chapter', chapterId, position: chapterPosition(course, gesture), was: chapter.position }
  }
  return { type: 'delete-chapter', chapterId, videoIds: videosOf(course, chapterId).map(({ id }) => id) }
}

function videoCommandOf(course: Course, gesture: Gesture): Command | undefined {
  const video = pickFrom([...course.videos.values()], gesture.pick)
  if (!video) return undefined
  const { id: videoId, title: was } = video
  if (video.deleted) return { type: 'restore-video', videoId }
  // What is in the trash can be restored, and nothing else be done to it; this one comes back with its chapter.
  if (isTrashed(course, video)) return undefined
  switch (gesture.kind) {
    case 'rename-video':
      return { type: 'rename-video', videoId, title: gesture.title, was }
    case 'move-video': {
      const place = placeFor(course, gesture)
      return place && { type: 'move-video', videoId, place, was: video.place }
    }
    case 'replace-video':
      return { type: 'replace-video', videoId, source: gesture.source, was: video.source ?? null }
    case 'set-captions':
      return { type: 'set-captions', videoId, captions: gesture.captions, was: video.captions ?? null }
    default:
      return { type: 'delete-video', videoId }
  }
}

function chapterPosition(course: Course, { to }: Gesture): string {
  const chapters = chaptersOf(course)
  const index = to % (chapters.length + 1)
  return positionBetween(chapters[index - 1]?.position ?? null, chapters[index]?.position ?? null)
}

function placeFor(course: Course, { to }: Gesture): readonly [string, string] | undefined {
  const chapter = pickFrom(chaptersOf(course), to)
  if (!chapter) return undefined
  return [chapter.id, positionBetween(videosOf(course, chapter.id).at(-1)?.place[1] ?? null, null)]
}

function pickFrom<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % items.length]
}

/** A course, the raw commands of an author's gestures on it, and the draft they come to. */
export interface Drafting {
  readonly saved: Course
  readonly commands: readonly Command[]
  readonly draft: readonly { readonly command: Command }[]
}

export function shownOf({ saved, draft }: Drafting): Course {
  return applyCommands(
    saved,
    draft.map(({ command }) => command),
    stamp,
  )
}

export function addCommands(drafting: Drafting, commands: readonly Command[]): Drafting {
  return {
    ...drafting,
    commands: [...drafting.commands, ...commands],
    draft: commands.reduce((draft, command) => addToDraft(draft, { command }), drafting.draft),
  }
}

/** Does the gesture on what is shown. */
export function doGesture(drafting: Drafting, gesture: Gesture, freshId: string): Drafting {
  const command = commandOf(shownOf(drafting), gesture, freshId)
  return command ? addCommands(drafting, [command]) : drafting
}

/** The draft of gestures on a saved course. What they add has ids that begin with the prefix. */
export function draftOf(saved: Course, gestures: readonly Gesture[], prefix: string): Drafting {
  const nothing: Drafting = { saved, commands: [], draft: [] }
  return gestures.reduce((drafting, gesture, index) => doGesture(drafting, gesture, `${prefix}${index}`), nothing)
}

/** A saved course, its trash included, and a draft of an author's gestures on it. */
export const anyDrafting: fc.Arbitrary<Drafting> = fc
  .tuple(fc.array(anyGesture, { maxLength: 25, size: 'max' }), fc.array(anyGesture, { maxLength: 25, size: 'max' }))
  .map(([before, after]) => {
    const { commands } = draftOf(emptyCourse, before, 'saved')
    return draftOf(applyCommands(emptyCourse, commands, stamp), after, 'new')
  })
