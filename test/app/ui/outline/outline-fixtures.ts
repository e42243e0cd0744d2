import type { Course } from '../../../../course/model.ts'

/** Ids and titles are the same; positions are in the order given. */
export function courseOf(outline: Readonly<Record<string, readonly string[]>>): Course {
  const position = (index: number) => `a${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index] ?? ''}`
  const chapters = Object.keys(outline)
  return {
    info: { title: 'Course' },
    chapters: new Map(chapters.map((id, index) => [id, { id, title: id, position: position(index) }])),
    videos: new Map(
      chapters.flatMap(chapterId =>
        (outline[chapterId] ?? []).map((id, index) => [
          id,
          { id, title: id, place: [chapterId, position(index)] as const },
        ]),
      ),
    ),
  }
}
