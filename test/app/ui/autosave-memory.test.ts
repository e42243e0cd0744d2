import { expect, it } from 'vitest'
import { autosaveMemory } from '../../../app/screens/course/autosave-memory.ts'

it('the autosave switch is as its author left it, and off at first', () => {
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) }
  expect(autosaveMemory(() => storage).recall()).toBe(false)
  autosaveMemory(() => storage).keep(true)
  expect(autosaveMemory(() => storage).recall()).toBe(true)
  autosaveMemory(() => storage).keep(false)
  expect(autosaveMemory(() => storage).recall()).toBe(false)
})

it('[S3] a browser that refuses its storage makes no trouble of the autosave switch', () => {
  const memory = autosaveMemory(() => {
    throw new Error('refused')
  })
  memory.keep(true)
  expect(memory.recall()).toBe(false)
})
