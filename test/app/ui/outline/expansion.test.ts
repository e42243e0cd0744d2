import { describe, expect, it } from 'vitest'
import {
  allExpanded,
  bounded,
  expansionFor,
  isOpen,
  toggled,
  withExpanded,
} from '../../../../app/screens/course/outline/expansion.ts'
import { outlineMemory } from '../../../../app/screens/course/outline/outline-memory.ts'

describe('Open chapters', () => {
  it('are all of a small course and none of a large one, until the author says otherwise', () => {
    expect(isOpen(expansionFor(200), 'a')).toBe(true)
    expect(isOpen(expansionFor(201), 'a')).toBe(false)
    expect(isOpen(bounded(expansionFor(0), 50_000), 'a')).toBe(false)
    expect(isOpen(bounded(allExpanded(true), 50_000), 'a')).toBe(true)
  })

  it('are opened and closed one by one', () => {
    const one = toggled(allExpanded(false), 'a')
    expect([isOpen(one, 'a'), isOpen(one, 'b')]).toEqual([true, false])
    expect(withExpanded(one, 'a')).toBe(one)
    expect(isOpen(toggled(one, 'a'), 'a')).toBe(false)
  })
})

describe('What was open', () => {
  it('is remembered for each course', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
    }
    const memory = outlineMemory(() => storage)
    memory.keep('one', toggled(allExpanded(false), 'a'))
    expect(memory.recall('one')).toEqual(toggled(allExpanded(false), 'a'))
    expect(memory.recall('other')).toBeUndefined()
    kept.set('lectern:outline:one', '{"isOpenByDefault":7}')
    expect(memory.recall('one')).toBeUndefined()
  })

  it('is forgotten in silence where the browser refuses storage', () => {
    const memory = outlineMemory(() => {
      throw new Error('SecurityError')
    })
    memory.keep('one', allExpanded(true))
    expect(memory.recall('one')).toBeUndefined()
  })
})
