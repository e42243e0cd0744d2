import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isLecternError } from '../../course/errors.ts'
import { compactUpdates } from '../../persistence/snapshot.ts'
import { KnownState } from '../../sync-server/gate/known-state.ts'
import { encodeClocks, encodeDeletes, type ReceivedUpdate, readUpdate } from '../../sync-server/gate/read-update.ts'
import { type AppliedUpdate, RoomDocument } from '../../sync-server/room-document.ts'
import { anySteps, takeSteps, threeAuthors } from '../course/test-author.ts'

describe('What the server knows of a course without its document', () => {
  it('[A2] says that an update is complete exactly when Yjs would apply it whole', () => {
    fc.assert(
      fc.property(anySteps, fc.infiniteStream(fc.nat()), (steps, choices) => {
        const authors = threeAuthors()
        takeSteps(authors, steps)
        const updates = authors.flatMap(author => author.updates)
        const known = new KnownState()
        const doc = new Y.Doc()
        const order = updates.map(update => ({ update, rank: choices.next().value })).sort((a, b) => a.rank - b.rank)
        for (const { update } of order) {
          const received = readUpdate(new Uint8Array(update))
          const trial = new Y.Doc()
          Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc))
          Y.applyUpdate(trial, update)
          const isWhole = trial.store.pendingStructs === null && trial.store.pendingDs === null
          expect(known.isCausallyComplete(received)).toBe(isWhole)
          if (!isWhole) continue
          known.add(received)
          Y.applyUpdate(doc, update)
          expect(known.hasAllOf(received)).toBe(true)
        }
        expect(Y.decodeStateVector(known.encodeStateVector())).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)))
      }),
      { numRuns: 200 },
    )
  })

  it('[P5] has all that any of its authors has, of two values written at the same time the loser too', () => {
    fc.assert(
      fc.property(anySteps, steps => {
        const authors = threeAuthors()
        takeSteps(authors, steps)
        const known = new KnownState()
        const document = new RoomDocument([])
        const everything = new Y.Doc()
        for (const bytes of authors.flatMap(author => author.updates)) {
          const update = readUpdate(new Uint8Array(bytes))
          if (known.hasAllOf(update) || !known.isCausallyComplete(update)) continue
          const applied = appliedTo(document, update)
          // Out of schema: the room would be dropped.
          if (!applied) break
          known.add({ clocks: update.clocks, deletes: applied.deletes })
          Y.applyUpdate(everything, bytes)
        }
        document.close()
        expect(known.hasAllOf(readUpdate(new Uint8Array(Y.encodeStateAsUpdate(everything))))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('[C8] is the same from updates, from their stored summaries and from a snapshot', () => {
    fc.assert(
      fc.property(anySteps, steps => {
        const [author] = threeAuthors()
        takeSteps(author ? [author] : [], steps)
        const updates = author?.updates ?? []
        const fromUpdates = new KnownState()
        const fromSummaries = new KnownState()
        for (const bytes of updates) {
          const update = readUpdate(new Uint8Array(bytes))
          fromUpdates.add(update)
          fromSummaries.addStored(encodeClocks(update.clocks), encodeDeletes(update.deletes))
        }
        const fromSnapshot = new KnownState()
        const { stateVector, deleteSet } = compactUpdates(updates)
        fromSnapshot.addStored(stateVector, deleteSet)
        const whole = readUpdate(new Uint8Array(author ? Y.encodeStateAsUpdate(author.doc) : [0, 0]))
        for (const known of [fromUpdates, fromSummaries, fromSnapshot]) {
          expect(known.stateVector).toEqual(fromUpdates.stateVector)
          expect(known.hasAllOf(whole)).toBe(true)
        }
      }),
    )
  })

  it('[C8] notices a deletion in an update that brings nothing else', () => {
    const doc = new Y.Doc()
    doc.getMap('course').set('description', 'about')
    const known = new KnownState()
    known.add(readUpdate(new Uint8Array(Y.encodeStateAsUpdate(doc))))
    doc.getMap('course').delete('description')
    const update = readUpdate(new Uint8Array(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))))
    expect(update.structs).toEqual([])
    expect(known.hasAllOf(update)).toBe(false)
    known.add(update)
    expect(known.hasAllOf(update)).toBe(true)
  })
})

function appliedTo(document: RoomDocument, update: ReceivedUpdate): AppliedUpdate | undefined {
  try {
    return document.apply(update)
  } catch (error) {
    if (isLecternError(error)) return undefined
    throw error
  }
}
