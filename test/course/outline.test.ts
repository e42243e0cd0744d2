import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { readCourse } from '../../course/document.ts'
import type { Course } from '../../course/model.ts'
import { isTrashed, outlineOf, videosOf } from '../../course/outline.ts'
import { TestAuthor } from './test-author.ts'

const basics: Command[] = [
  { type: 'add-chapter', chapterId: 'basics', title: 'Basics', position: 'a0' },
  { type: 'add-chapter', chapterId: 'other', title: 'Other', position: 'a1' },
  { type: 'add-video', videoId: 'intro', title: 'Intro', place: ['basics', 'a0'] },
  { type: 'add-video', videoId: 'aside', title: 'Aside', place: ['other', 'a0'] },
]
const deleteBasics: Command = { type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro'] }
const restoreBasics: Command = { type: 'restore-chapter', chapterId: 'basics' }

/** Both start from `basics`, each saves without knowing of the other, then both get everything. */
function meanwhile(ofAnn: Command, ofBob: Command): TestAuthor {
  const ann = new TestAuthor('ann', 1)
  const bob = new TestAuthor('bob', 2)
  bob.receive(ann.save(1, basics))
  const updates = [ann.save(2, [ofAnn]), bob.save(3, [ofBob])]
  for (const update of updates) {
    ann.receive(update)
    bob.receive(update)
  }
  expect(readCourse(bob.doc)).toEqual(readCourse(ann.doc))
  return ann
}

const idsOf = (videos: readonly { id: string }[]) => videos.map(({ id }) => id)

function shownOf(doc: Y.Doc) {
  const course: Course = readCourse(doc)
  const { chapters, unfiled, trash } = outlineOf(course)
  for (const video of course.videos.values()) {
    const inTrash = [...trash.videos, ...trash.chapters.flatMap(({ videos }) => videos)].includes(video)
    expect(isTrashed(course, video)).toBe(inTrash)
  }
  const byChapter = (lists: typeof chapters) => Object.fromEntries(lists.map(e => [e.chapter.id, idsOf(e.videos)]))
  return {
    live: byChapter(chapters),
    unfiled: idsOf(unfiled),
    trashedWith: byChapter(trash.chapters),
    trashed: idsOf(trash.videos),
  }
}

describe('A deleted chapter', () => {
  it('[C3] takes along the videos its author saw in it, and restoring it brings them back', () => {
    const ann = new TestAuthor('ann', 1)
    ann.save(1, [...basics, deleteBasics])
    const { doc } = ann
    expect(shownOf(doc)).toEqual({
      live: { other: ['aside'] },
      unfiled: [],
      trashedWith: { basics: ['intro'] },
      trashed: [],
    })
    expect(videosOf(readCourse(doc), 'basics')).toEqual([])
    ann.save(2, [restoreBasics])
    expect(shownOf(doc).live).toEqual({ basics: ['intro'], other: ['aside'] })
  })

  it("[C3] never swallows a colleague's video that was added to it meanwhile", () => {
    const add: Command = { type: 'add-video', videoId: 'new', title: 'New', place: ['basics', 'a1'] }
    const ann = meanwhile(deleteBasics, add)
    expect(shownOf(ann.doc)).toMatchObject({ unfiled: ['new'], trashedWith: { basics: ['intro'] } })
    ann.save(4, [restoreBasics])
    expect(shownOf(ann.doc)).toMatchObject({ live: { basics: ['intro', 'new'] }, unfiled: [] })
  })

  it('[C3] leaves alive what a colleague moved into it meanwhile', () => {
    const moveIn: Command = { type: 'move-video', videoId: 'aside', place: ['basics', 'Zz'], was: ['other', 'a0'] }
    const ann = meanwhile(deleteBasics, moveIn)
    expect(shownOf(ann.doc)).toMatchObject({ live: { other: [] }, unfiled: ['aside'] })
    ann.save(4, [restoreBasics])
    expect(shownOf(ann.doc).live).toEqual({ basics: ['aside', 'intro'], other: [] })
  })

  it('[C3] leaves alive what a colleague moved out of it meanwhile', () => {
    const moveOut: Command = { type: 'move-video', videoId: 'intro', place: ['other', 'a5'], was: ['basics', 'a0'] }
    const ann = meanwhile(deleteBasics, moveOut)
    expect(shownOf(ann.doc)).toEqual({
      live: { other: ['aside', 'intro'] },
      unfiled: [],
      trashedWith: { basics: [] },
      trashed: [],
    })
  })

  it('[C3] keeps a rename that a colleague made of a video that was deleted meanwhile', () => {
    const rename: Command = { type: 'rename-video', videoId: 'intro', title: 'Welcome', was: 'Intro' }
    const ann = meanwhile({ type: 'delete-video', videoId: 'intro' }, rename)
    expect(shownOf(ann.doc).trashed).toEqual(['intro'])
    ann.save(4, [{ type: 'restore-video', videoId: 'intro' }])
    expect(videosOf(readCourse(ann.doc), 'basics').map(video => video.title)).toEqual(['Welcome'])
  })

  it('[C3] shows a video of a chapter that nobody knows as unfiled', () => {
    const add: Command = { type: 'add-video', videoId: 'lost', title: '', place: ['nowhere', 'a0'] }
    const ann = new TestAuthor('ann', 1)
    ann.save(1, [...basics, add])
    expect(shownOf(ann.doc).unfiled).toEqual(['lost'])
    expect(idsOf(videosOf(readCourse(ann.doc), 'nowhere'))).toEqual(['lost'])
  })
})

describe('A video moved by two authors at once', () => {
  it('[C2] ends in one of the two places, once, with that place whole', () => {
    const toOther: Command = { type: 'move-video', videoId: 'intro', place: ['other', 'a7'], was: ['basics', 'a0'] }
    const down: Command = { type: 'move-video', videoId: 'intro', place: ['basics', 'a9'], was: ['basics', 'a0'] }
    const { doc } = meanwhile(toOther, down)
    expect([toOther.place, down.place]).toContainEqual(readCourse(doc).videos.get('intro')?.place)
    expect(Object.values(shownOf(doc).live).flat().sort()).toEqual(['aside', 'intro'])
  })
})
