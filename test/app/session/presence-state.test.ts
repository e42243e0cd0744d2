import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presenceToSend, readPresence, unsavedOf } from '../../../app/session/presence-state.ts'
import { presenceLimits } from '../../../sync-server/presence.ts'

const ben = { id: 'ben', name: 'Ben' }

describe('What a client says of itself', () => {
  it('is read as it was sent', () => {
    const place = { row: { kind: 'video', id: 'intro' }, isEditing: true } as const
    const state = { user: ben, place, unsaved: { count: 3, ids: ['intro', 'basics'] } }
    expect(readPresence(presenceToSend(state), 7)).toEqual(state)
  })

  it('is nothing where it does not say who it is', () => {
    const states = [undefined, null, 7, 'Ben', [], {}, { user: 'Ben' }, { user: { id: 'ben' } }, { user: { name: 5 } }]
    expect(states.map(state => readPresence(state, 7))).toEqual(states.map(() => undefined))
  })

  it('is read as far as it makes sense', () => {
    const state = { user: ben, row: { kind: 'planet', id: 'x' }, editing: 'yes', unsaved: { count: -1, ids: 5 } }
    expect(readPresence(state, 7)).toEqual({ user: ben, unsaved: { count: 0, ids: [] } })
    const mixed = { user: ben, unsaved: { count: 4, ids: ['a', 7, '__proto__', 'x'.repeat(65), 'b'] } }
    expect(readPresence(mixed, 7)?.unsaved).toEqual({ count: 4, ids: ['a', 'b'] })
  })

  it('[C8] may come from another Yjs app, whose users have a name and no id', () => {
    const state = readPresence({ user: { name: 'Nora', color: '#f00' } }, 7)
    expect(state?.user).toEqual({ id: 'client:7', name: 'Nora' })
  })

  it('has a name of one short line, with nothing in it that turns the text around it', () => {
    const nameOf = (name: string) => readPresence({ user: { id: 'x', name } }, 7)?.user.name
    expect(nameOf(' A\nn\u202Ea\u0000 ')).toBe('A n a')
    expect(nameOf('x'.repeat(5000))).toHaveLength(40)
    expect(nameOf('\u200B')).toBe('')
  })

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (user, rest) => {
        readPresence({ user, row: rest, editing: rest, unsaved: rest }, 7)
        readPresence(rest, 7)
      }),
    )
  })
})

it('What a client sends of the longest draft and name is small enough to be passed on', () => {
  const longId = (index: number) => `${'x'.repeat(58)}${String(index).padStart(6, '0')}`
  const draft = Array.from({ length: 5000 }, (_, index) => ({
    draftId: String(index),
    command: { type: 'delete-video', videoId: longId(index) } as const,
  }))
  const user = { id: longId(0), name: '\u{1F469}\u200D'.repeat(100) }
  const place = { row: { kind: 'chapter', id: longId(1) }, isEditing: true } as const
  const sent = JSON.stringify(presenceToSend({ user, place, unsaved: unsavedOf(draft) }))
  expect(sent.length).toBeLessThan(presenceLimits.stateBytes)
  expect(unsavedOf(draft)).toMatchObject({ count: 5000 })
})
