/** The one value that a command is about: as it asks for it, as its author saw it, and as the course has it. */
import type { Command } from '../../course/command.ts'
import type { Course } from '../../course/model.ts'

const courseFields = ['title', 'description', 'language'] as const
type CourseField = (typeof courseFields)[number]
type FieldName = CourseField | 'position' | 'place' | 'source' | 'captions'

/** The field that a command sets; undefined where it sets none, or several. */
export function fieldOf(command: Command): FieldName | undefined {
  switch (command.type) {
    case 'edit-course': {
      const [field, ...others] = courseFields.filter(name => command[name] !== undefined)
      return others.length === 0 ? field : undefined
    }
    case 'rename-chapter':
    case 'rename-video':
      return 'title'
    case 'move-chapter':
      return 'position'
    case 'move-video':
      return 'place'
    case 'replace-video':
      return 'source'
    case 'set-captions':
      return 'captions'
    default:
      return undefined
  }
}

/** `null`: no value. */
export function askedValue(command: Command): unknown {
  return valueIn(command, fieldOf(command))
}

/** What the author of the command saw there. */
export function seenValue(command: Command): unknown {
  const field = fieldOf(command)
  if (!('was' in command)) return null
  return command.type === 'edit-course' ? valueIn(command.was, field) : (command.was ?? null)
}

export function presentValue(command: Command, course: Course): unknown {
  return valueIn(targetIn(command, course), fieldOf(command))
}

function targetIn(command: Command, course: Course): unknown {
  if ('videoId' in command) return course.videos.get(command.videoId)
  return 'chapterId' in command ? course.chapters.get(command.chapterId) : course.info
}

function valueIn(entity: unknown, field: FieldName | undefined): unknown {
  if (field === undefined || typeof entity !== 'object' || entity === null) return null
  return new Map<string, unknown>(Object.entries(entity)).get(field) ?? null
}

/** No value and `null` are the same. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
