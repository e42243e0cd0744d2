import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../course/apply-command.ts'
import { type Command, commandSchema } from '../../course/command.ts'
import { commandsBetween } from '../../course/difference.ts'
import { type Course, emptyCourse } from '../../course/model.ts'
import { isTrashed, type OutlineChapter, outlineOf, videosOf } from '../../course/outline.ts'
import { anyCommands, stamp } from './any-command.ts'

const applied = (course: Course, commands: readonly Command[]) => applyCommands(course, commands, stamp)
const built = (...commands: Command[]) => applied(emptyCourse, commands)

/** Two states of one course, of which neither need be the later one. */
const anyTwo = fc.tuple(anyCommands, anyCommands, anyCommands).map(([common, here, there]) => {
  const before = applied(emptyCourse, common)
  return { from: applied(before, here), to: applied(before, there) }
})

/** What an author sees of the things that `known` has, without who deleted them and when. */
function shown(course: Course, known: Course) {
  const { chapters, unfiled, trash } = outlineOf(course)
  const withoutDeletion = <Entity extends { readonly deleted?: unknown }>({ deleted, ...entity }: Entity) => ({
    ...entity,
    isDeleted: deleted !== undefined,
  })
  const chapterAs = ({ chapter, videos }: OutlineChapter) => ({
    ...withoutDeletion(chapter),
    videos: videos.filter(({ id }) => known.videos.has(id)).map(withoutDeletion),
  })
  return {
    info: course.info,
    chapters: chapters.map(chapterAs),
    unfiled: unfiled.map(withoutDeletion),
    trashedChapters: trash.chapters.filter(({ chapter }) => known.chapters.has(chapter.id)).map(chapterAs),
    trashedVideos: trash.videos.filter(({ id }) => known.videos.has(id)).map(withoutDeletion),
  }
}

/** That it shows no more than the other, outside the trash, has to be looked at too. */
function liveIds(course: Course): string[] {
  const { chapters, unfiled } = outlineOf(course)
  const filed = chapters.flatMap(({ chapter, videos }) => [chapter.id, ...videos.map(({ id }) => id)])
  return [...filed, ...unfiled.map(({ id }) => id)].sort()
}

describe('A whole course as it was', () => {
  it('[C3] comes back as the author saw it, and what came since is in the trash', () => {
    fc.assert(
      fc.property(anyTwo, ({ from, to }) => {
        const restored = applied(from, commandsBetween(from, to))
        expect(shown(restored, to)).toEqual(shown(to, to))
        expect(liveIds(restored)).toEqual(liveIds(to))
      }),
      { numRuns: 1000 },
    )
  })

  it('[C4] takes no command for what is as it was', () => {
    fc.assert(
      fc.property(anyTwo, ({ from, to }) => {
        expect(commandsBetween(from, structuredClone(from))).toEqual([])
        const restored = applied(from, commandsBetween(from, to))
        expect(commandsBetween(restored, to)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('[C4] takes no command that could be left out', () => {
    fc.assert(
      fc.property(anyTwo, ({ from, to }) => {
        const commands = commandsBetween(from, to)
        for (const index of commands.keys()) {
          const restored = applied(from, commands.toSpliced(index, 1))
          const isSame = JSON.stringify(shown(restored, to)) === JSON.stringify(shown(to, to))
          expect(isSame && liveIds(restored).join() === liveIds(to).join(), commands[index]?.type).toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('[C7] takes commands that the wire accepts, each with the value that is there now', () => {
    fc.assert(
      fc.property(anyTwo, ({ from, to }) => {
        const commands = commandsBetween(from, to)
        for (const command of commands) expect(commandSchema.parse(command)).toEqual(command)
        for (const command of commands) {
          if (command.type === 'rename-video') expect(command.was).toBe(from.videos.get(command.videoId)?.title)
          if (command.type === 'move-video') expect(command.was).toEqual(from.videos.get(command.videoId)?.place)
          if (command.type === 'rename-chapter') expect(command.was).toBe(from.chapters.get(command.chapterId)?.title)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('One chapter as it was', () => {
  it('[C3] comes back with the videos it had, and the others leave it', () => {
    fc.assert(
      fc.property(anyTwo, fc.constantFrom('c1', 'c2'), ({ from, to }, id) => {
        const then = to.chapters.get(id)
        if (!then || then.deleted) return
        const restored = applied(from, commandsBetween(from, to, { kind: 'chapter', id }))
        const { deleted, ...chapter } = restored.chapters.get(id) ?? {}
        expect(chapter).toEqual(then)
        expect(deleted).toBeUndefined()
        const had = videosOf(to, id)
        const hasNoWayBack = (videoId: string) => {
          const chapter = from.chapters.get(to.videos.get(videoId)?.place[0] ?? '')
          return had.every(video => video.id !== videoId) && (!chapter || chapter.deleted !== undefined)
        }
        expect(videosOf(restored, id).filter(video => !hasNoWayBack(video.id))).toEqual(had)
      }),
      { numRuns: 1000 },
    )
  })

  it('[C3] leaves what never was in it alone', () => {
    const both = built(chapterCommand('c1'), chapterCommand('c2'), videoCommand('v1', 'c1'), videoCommand('v2', 'c2'))
    const changed = applied(both, [
      rename('v1', 'Hello'),
      rename('v2', 'Other'),
      { type: 'delete-video', videoId: 'v1' },
    ])
    expect(commandsBetween(changed, both, { kind: 'chapter', id: 'c1' })).toEqual([
      { type: 'rename-video', videoId: 'v1', title: 'v1', was: 'Hello' },
      { type: 'restore-video', videoId: 'v1' },
    ])
  })

  it('[C3] puts into the trash what was added to it since, and moves back what came from elsewhere', () => {
    const then = built(chapterCommand('c1'), chapterCommand('c2'), videoCommand('v1', 'c2'))
    const now = applied(then, [
      videoCommand('v2', 'c1'),
      { type: 'move-video', videoId: 'v1', place: ['c1', 'a3'], was: ['c2', 'a0'] },
    ])
    expect(commandsBetween(now, then, { kind: 'chapter', id: 'c1' })).toEqual([
      { type: 'move-video', videoId: 'v1', place: ['c2', 'a0'], was: ['c1', 'a3'] },
      { type: 'delete-video', videoId: 'v2' },
    ])
  })

  it('[C3] goes to the trash where it did not exist or was deleted', () => {
    const now = built(chapterCommand('c1'), videoCommand('v1', 'c1'))
    const deleted: Command = { type: 'delete-chapter', chapterId: 'c1', videoIds: ['v1'] }
    expect(commandsBetween(now, emptyCourse, { kind: 'chapter', id: 'c1' })).toEqual([deleted])
    expect(commandsBetween(applied(now, [deleted]), emptyCourse, { kind: 'chapter', id: 'c1' })).toEqual([])
  })
})

describe('One video as it was', () => {
  it('[C3] comes back where it was, with its chapter if that is gone', () => {
    fc.assert(
      fc.property(anyTwo, fc.constantFrom('v1', 'v2'), ({ from, to }, id) => {
        const then = to.videos.get(id)
        if (!then || isTrashed(to, then)) return
        const restored = applied(from, commandsBetween(from, to, { kind: 'video', id }))
        const { deleted, ...video } = restored.videos.get(id) ?? {}
        expect(video).toEqual(then)
        expect(deleted).toBeUndefined()
        const isFiled = videosOf(to, then.place[0]).length > 0 && !to.chapters.get(then.place[0])?.deleted
        if (isFiled && to.chapters.has(then.place[0])) {
          expect(restored.chapters.get(then.place[0])?.deleted).toBeUndefined()
          expect(videosOf(restored, then.place[0]).map(({ id }) => id)).toContain(id)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('[C3] brings its chapter back without the others that were deleted with it', () => {
    const then = built(chapterCommand('c1'), videoCommand('v1', 'c1'), videoCommand('v2', 'c1'))
    const now = applied(then, [{ type: 'delete-chapter', chapterId: 'c1', videoIds: ['v1', 'v2'] }])
    const restored = applied(now, commandsBetween(now, then, { kind: 'video', id: 'v1' }))
    expect(videosOf(restored, 'c1').map(({ id }) => id)).toEqual(['v1'])
    expect(outlineOf(restored).trash.videos.map(({ id }) => id)).toEqual(['v2'])
  })

  it('[C3] goes to the trash where it did not exist', () => {
    const now = built(chapterCommand('c1'), videoCommand('v1', 'c1'))
    expect(commandsBetween(now, emptyCourse, { kind: 'video', id: 'v1' })).toEqual([
      { type: 'delete-video', videoId: 'v1' },
    ])
  })
})

function chapterCommand(chapterId: string): Command {
  return { type: 'add-chapter', chapterId, title: chapterId, position: 'a0' }
}

function videoCommand(videoId: string, chapterId: string): Command {
  return { type: 'add-video', videoId, title: videoId, place: [chapterId, 'a0'] }
}

function rename(videoId: string, title: string): Command {
  return { type: 'rename-video', videoId, title, was: videoId }
}
