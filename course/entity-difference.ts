/** The commands that make one entity of a course what it is in another course. */
import type { Command } from './command.ts'
import type { Chapter, CourseInfo, Video } from './model.ts'

export function infoCommands(from: CourseInfo, to: CourseInfo): Command[] {
  const asked: { title?: string; description?: string | null; language?: string | null } = {}
  const was: typeof asked = {}
  if (from.title !== to.title) {
    asked.title = to.title
    was.title = from.title
  }
  for (const key of ['description', 'language'] as const) {
    if (from[key] === to[key]) continue
    asked[key] = to[key] ?? null
    was[key] = from[key] ?? null
  }
  return Object.keys(asked).length > 0 ? [{ type: 'edit-course', ...asked, was }] : []
}

/** Title and position. Whether the chapter is deleted concerns its videos too: that is for who knows them. */
export function chapterEdits(from: Chapter | undefined, to: Chapter): Command[] {
  const { id: chapterId, title, position } = to
  if (!from) return [{ type: 'add-chapter', chapterId, title, position }]
  const commands: Command[] = []
  if (from.title !== title) commands.push({ type: 'rename-chapter', chapterId, title, was: from.title })
  if (from.position !== position) commands.push({ type: 'move-chapter', chapterId, position, was: from.position })
  return commands
}

/** All of a video, its own deletion included. */
export function videoCommands(from: Video | undefined, to: Video): Command[] {
  if (from === to) return []
  const { id: videoId, title, place, source, captions } = to
  const before: Video = from ?? { id: videoId, title, place, ...(source && { source }) }
  const commands: Command[] = []
  if (!from) commands.push({ type: 'add-video', videoId, title, place, ...(source && { source }) })
  if (before.title !== title) commands.push({ type: 'rename-video', videoId, title, was: before.title })
  if (!isEqual(before.place, place)) commands.push({ type: 'move-video', videoId, place, was: before.place })
  if (!isEqual(before.source, source)) {
    commands.push({ type: 'replace-video', videoId, source: source ?? null, was: before.source ?? null })
  }
  if (!isEqual(before.captions, captions)) {
    commands.push({ type: 'set-captions', videoId, captions: captions ?? null, was: before.captions ?? null })
  }
  if (before.deleted && !to.deleted) commands.push({ type: 'restore-video', videoId })
  if (!before.deleted && to.deleted) commands.push({ type: 'delete-video', videoId })
  return commands
}

/** Of JSON values: in whatever order an object's fields came. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
