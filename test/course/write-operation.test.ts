import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { readCourse } from '../../course/document.ts'
import { operationSchema } from '../../course/operation.ts'
import { writeOperation } from '../../course/write-operation.ts'
import { anyCommand } from './any-command.ts'
import { write } from './course-doc.ts'
import { operationIdOf, operationOf, TestAuthor } from './test-author.ts'

const addBasics: Command = { type: 'add-chapter', chapterId: 'basics', title: 'Basics', position: 'a0' }

function renameBasics(title: string): Command {
  return { type: 'rename-chapter', chapterId: 'basics', title, was: 'Basics' }
}

function recordsOf(doc: Y.Doc): Record<string, { operationId: string }> {
  return doc.getMap('operations').toJSON()
}

describe('A save', () => {
  it('[C6] writes its changes and its record as one update, and returns it', () => {
    const ann = new TestAuthor('laptop', 7)
    const updates: Uint8Array[] = []
    ann.doc.on('update', update => updates.push(update))
    const saved = ann.save(1, [addBasics, renameBasics('Foundations')])
    expect(updates).toEqual([saved])

    const bob = new TestAuthor('phone', 8)
    bob.receive(saved)
    expect(readCourse(bob.doc).chapters.get('basics')?.title).toBe('Foundations')
    expect(recordsOf(bob.doc)).toEqual({ '7.0': operationOf(1, [addBasics, renameBasics('Foundations')], 'laptop') })
  })

  it('[C6] writes a record that the wire accepts, for any commands, also for those without effect', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 10 }), commands => {
        const ann = new TestAuthor('laptop', 7)
        ann.save(1, commands)
        expect(operationSchema.parse(recordsOf(ann.doc)['7.0'])).toEqual(operationOf(1, commands))
      }),
    )
  })

  it('[C6] is seen by others when it only deletes, though no state vector tells of the deletion', () => {
    const ann = new TestAuthor('laptop', 7)
    const bob = new TestAuthor('phone', 8)
    bob.receive(ann.save(1, [addBasics, { type: 'delete-chapter', chapterId: 'basics', videoIds: [] }]))
    bob.receive(ann.save(2, [{ type: 'restore-chapter', chapterId: 'basics' }]))
    expect(readCourse(bob.doc).chapters.get('basics')).not.toHaveProperty('deleted')
    expect(recordsOf(bob.doc)).toHaveProperty(['7.1', 'operationId'], operationIdOf(2))
  })
})

describe('A record', () => {
  it('[C6] takes the lowest slot whose operation has its final fate', () => {
    const ann = new TestAuthor('laptop', 7)
    for (const index of [1, 2, 3]) ann.save(index, [addBasics])
    expect(Object.keys(recordsOf(ann.doc)).sort()).toEqual(['7.0', '7.1', '7.2'])
    ann.awaited.delete(operationIdOf(2))
    ann.save(4, [addBasics])
    expect(Object.entries(recordsOf(ann.doc)).map(([key, { operationId }]) => [key, operationId])).toEqual([
      ['7.0', operationIdOf(1)],
      ['7.1', operationIdOf(4)],
      ['7.2', operationIdOf(3)],
    ])
  })

  it('[C6] can be read for each of 20 saves that arrive offline as one update', () => {
    const ann = new TestAuthor('laptop', 7)
    const indices = Array.from({ length: 20 }, (_, index) => index)
    for (const index of indices) ann.save(index, [index === 0 ? addBasics : renameBasics(`Basics ${index}`)])
    const bob = new TestAuthor('phone', 8)
    bob.receive(Y.encodeStateAsUpdate(ann.doc, Y.encodeStateVector(bob.doc)))
    const ids = Object.values(recordsOf(bob.doc)).map(({ operationId }) => operationId)
    expect(ids.sort()).toEqual(indices.map(operationIdOf))
  })

  it('[C6] leaves with its final fate when its device saves under another clientID', () => {
    const before = new TestAuthor('laptop', 7)
    const phone = new TestAuthor('phone', 8)
    const after = new TestAuthor('laptop', 9)
    for (const index of [1, 2]) after.receive(before.save(index, [addBasics]))
    after.receive(phone.save(3, [addBasics]))
    after.awaited.add(operationIdOf(2))
    after.save(4, [addBasics])
    expect(Object.keys(recordsOf(after.doc)).sort()).toEqual(['7.1', '8.0', '9.0'])
  })

  it('[C6] survives another tab of its device that removes the record it replaces', () => {
    const left = new TestAuthor('laptop', 7)
    const right = new TestAuthor('laptop', 9)
    right.receive(left.save(1, [addBasics]))
    left.awaited.clear()
    const updates = [left.save(2, [addBasics]), right.save(3, [addBasics])]
    for (const update of updates) {
      left.receive(update)
      right.receive(update)
    }
    expect(recordsOf(right.doc)).toEqual(recordsOf(left.doc))
    expect(Object.keys(recordsOf(left.doc)).sort()).toEqual(['7.0', '9.0'])
  })

  it('[C6] is written over what a foreign client left in its slot', () => {
    const ann = new TestAuthor('laptop', 7)
    ann.doc.getMap('operations').set('7.0', null)
    ann.doc.getMap('operations').set('no slot', 'nor a record')
    ann.save(1, [addBasics])
    expect(recordsOf(ann.doc)['7.0']?.operationId).toBe(operationIdOf(1))
  })

  it('[C6] leaves about 22 bytes of its save in the document, beside what the change itself leaves', () => {
    const saving = new TestAuthor('laptop', 1_234_567_890)
    const writing = new TestAuthor('laptop', 1_234_567_890)
    const sizes: number[] = []
    for (let index = 0; index <= 400; index++) {
      const commands = [index === 0 ? addBasics : renameBasics(`Basics ${1000 + index}`)]
      saving.save(index, commands)
      saving.awaited.clear()
      write(writing.doc, commands)
      sizes.push(Y.encodeStateAsUpdate(saving.doc).length - Y.encodeStateAsUpdate(writing.doc).length)
    }
    const bytesPerSave = ((sizes[400] ?? 0) - (sizes[200] ?? 0)) / 200
    expect(bytesPerSave).toBeGreaterThan(0)
    expect(bytesPerSave).toBeLessThan(32)
  })
})

it('[C6] refuses to save inside another transaction, and has written nothing then', () => {
  const doc = new Y.Doc()
  const save = () => writeOperation(doc, { operation: operationOf(1, [addBasics]), awaited: new Set() })
  expect(() => doc.transact(save)).toThrow('inside a transaction')
  expect(recordsOf(doc)).toEqual({})
})
