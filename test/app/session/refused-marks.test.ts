/** Which entries of a draft say that the server has refused them. */
import { describe, expect, it } from 'vitest'
import { adding, puttingBack } from '../../../app/session/draft-book.ts'
import type { DraftEntry } from '../../../persistence/local-course-store.ts'

const entry = (draftId: string, title: string, refused?: string): DraftEntry => ({
  draftId,
  command: { type: 'rename-chapter', chapterId: 'basics', title, was: 'Basics' },
  ...(refused !== undefined && { refused }),
})

describe('A refused change in the draft', () => {
  it('[S5] stays marked where two tabs asked for the same and both were refused', () => {
    const draft = [entry('other', 'Too long', 'out-of-schema')]
    expect(puttingBack([entry('own', 'Too long', 'out-of-schema')])(draft)).toEqual([
      entry('own', 'Too long', 'out-of-schema'),
    ])
  })

  it('[S5] is marked no more once its author has asked for something else', () => {
    const draft = [entry('own', 'Too long', 'out-of-schema')]
    expect(adding([entry('newer', 'Short')])(draft)).toEqual([entry('own', 'Short')])
  })
})
