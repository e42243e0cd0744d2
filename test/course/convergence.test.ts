import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readCourse, roots } from '../../course/document.ts'
import type { Video } from '../../course/model.ts'
import { compareVideos, type Outline, outlineOf } from '../../course/outline.ts'
import { comparePositions } from '../../course/position.ts'
import { anySteps, exchangeAll, takeSteps, threeAuthors } from './test-author.ts'

function jsonOf(doc: Y.Doc): unknown {
  return Object.values(roots).map(root => doc.getMap(root).toJSON())
}

function videoListsOf(outline: Outline): (readonly Video[])[] {
  const inChapters = [...outline.chapters, ...outline.trash.chapters].map(({ videos }) => videos)
  return [...inChapters, outline.unfiled, outline.trash.videos]
}

function converged() {
  return anySteps.map(steps => {
    const authors = threeAuthors()
    takeSteps(authors, steps)
    exchangeAll(authors)
    return authors.map(author => author.doc)
  })
}

it('[C2] ends with the same course for all authors, whatever they did and in whatever order it travelled', () => {
  fc.assert(
    fc.property(converged(), ([first, ...others]) => {
      if (!first) return
      for (const doc of others) {
        expect(jsonOf(doc)).toEqual(jsonOf(first))
        expect(Y.decodeStateVector(Y.encodeStateVector(doc))).toEqual(Y.decodeStateVector(Y.encodeStateVector(first)))
      }
      for (const { store } of [first, ...others]) {
        expect(store.pendingStructs).toBeNull()
        expect(store.pendingDs).toBeNull()
      }
    }),
    { numRuns: 300 },
  )
})

it('[C2][C3] shows every video in exactly one place, in an order that is total and the same for all', () => {
  fc.assert(
    fc.property(converged(), docs => {
      const outlines = docs.map(doc => outlineOf(readCourse(doc)))
      for (const [index, outline] of outlines.entries()) {
        expect(outline).toEqual(outlines[0])
        const shown = videoListsOf(outline).flatMap(videos => videos.map(video => video.id))
        expect(shown.sort()).toEqual([...(docs[index] as Y.Doc).getMap(roots.videos).keys()].sort())
        for (const videos of videoListsOf(outline)) {
          expect(videos.every((video, at) => at === 0 || compareVideos(videos[at - 1] ?? video, video) < 0)).toBe(true)
        }
        const chapters = outline.chapters.map(({ chapter }) => chapter)
        expect(
          chapters.every((chapter, at) => at === 0 || comparePositions(chapters[at - 1] ?? chapter, chapter) < 0),
        ).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})
